import { Pool } from 'undici'
import { standardWebhooksHeaders } from '../../packages/server/src/dialects/standard-webhooks.ts'
import { benchBody } from '../support/backlog.ts'

/** What a peer keeps for one delivery. The body is text already, so that nobody has to serialise it again. */
export type Job = { eventId: string; url: string; secret: string; body: string }

export type Send = (job: Job) => Promise<void>

/** A queue that Offhook is measured against. `connection` is a Postgres URL or the path of Redis' socket. */
export type Peer = {
  needs: 'postgres' | 'redis' | 'nothing'
  fill: (connection: string, jobs: readonly Job[]) => Promise<void>
  /** Sends everything that is queued until told to stop. `jobs` are for one that has no queue. */
  work: (connection: string, send: Send, jobs: () => readonly Job[]) => Promise<{ stop: () => Promise<void> }>
  isDrained: (connection: string) => Promise<boolean>
}

/** How many connections each contender has to the receiver. */
export const connectionCount = 64
/** Jobs are handed over in bulk, as many at a time. */
export const fillSize = 1_000
/** Tries after the first, as a webhook of Offhook has them, and the first wait. */
export const retries = { limit: 8, delayMs: 5_000 }

/** Deliveries of 1.5 KB to `webhookCount` webhooks in turn. */
export function makeJobs(count: number, url: string, webhookCount: number): Job[] {
  return Array.from({ length: count }, (_, index) => {
    const webhook = index % webhookCount
    const secret = `whsec_${Buffer.alloc(24, webhook + 1).toString('base64')}`
    return {
      eventId: crypto.randomUUID(),
      url: `${url}/${webhook}`,
      secret,
      body: benchBody(index, `c${webhook}`),
    }
  })
}

/** The jobs in portions of `fillSize`. */
export function portionsOf(jobs: readonly Job[]): Job[][] {
  return Array.from({ length: Math.ceil(jobs.length / fillSize) }, (_, index) =>
    jobs.slice(index * fillSize, (index + 1) * fillSize),
  )
}

/** Signs and posts as a user of these queues would: undici's `request`, kept-alive connections, Standard Webhooks. */
export function createSend(): Send {
  const pools = new Map<string, Pool>()
  return async ({ eventId, url, secret, body }) => {
    const { origin, pathname } = new URL(url)
    const pool = pools.get(origin) ?? new Pool(origin, { connections: connectionCount })
    pools.set(origin, pool)
    const now = new Date()
    const signature = { eventId, occurredAt: now, body, secrets: [secret], now, isTest: false }
    const response = await pool.request({
      method: 'POST',
      path: pathname,
      headers: { 'content-type': 'application/json', ...standardWebhooksHeaders(signature) },
      body,
    })
    await response.body.dump()
    if (response.statusCode >= 300) throw new Error(`The receiver answered ${response.statusCode}`)
  }
}
