import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../packages/server/src/lib/ids.ts'
import { callApi } from '../../packages/server/testing/offhook.ts'
import { processKey } from './spawn-offhook.ts'

/** What came of a load: the ids of each call's events in the order posted, and how often each answer came. */
export type Posted = {
  calls: ReadonlyMap<string, readonly string[]>
  answers: Readonly<Record<string, number>>
}

export type Load = {
  /** Events accepted so far. */
  accepted: () => number
  /** Ends the load once everything that was posted is accepted too. */
  stop: () => Promise<Posted>
}

export type LoadOptions = {
  /** Asked before each request, since a restarted Offhook may have another one. */
  url: () => string
  eventsPerSecond: number
}

const clientCount = 10
const eventsPerCall = 8
const againAfterMs = 100

/**
 * Posts events as a careful source does: those of one call one after another, each again under the same id until it is
 * accepted. Answers other than 202 and 503 end the load with an error; so do answers that break the API's description.
 */
export function startLoad({ url, eventsPerSecond }: LoadOptions): Load {
  const calls = new Map<string, string[]>()
  const answers: Record<string, number> = {}
  const pauseMs = (clientCount / eventsPerSecond) * 1000
  let accepted = 0
  let isStopping = false

  async function post(id: string, callId: string, text: string): Promise<void> {
    const call = { id: callId, from: '+4930111222', to: '+4930333444', direction: 'inbound', source: 'load' }
    const occurredAt = new Date().toISOString()
    const event = { id, type: 'call.transcript', occurredAt, call, data: { speaker: 'ai', text } }
    while (true) {
      const answer = await postOnce(url(), event)
      answers[answer] = (answers[answer] ?? 0) + 1
      if (answer === '202') break
      if (answer !== '503' && answer !== 'none') throw new Error(`Events were answered with ${answer}`)
      await sleep(againAfterMs)
    }
    accepted += 1
  }

  async function runClient(client: number): Promise<void> {
    for (let count = 0; !isStopping; count += 1) {
      const callId = `call-${client}-${Math.floor(count / eventsPerCall)}`
      const ids = calls.get(callId) ?? []
      const id = newId()
      await post(id, callId, `line ${ids.length}`)
      calls.set(callId, [...ids, id])
      await sleep(pauseMs)
    }
  }

  const clients = Promise.all(Array.from({ length: clientCount }, (_, client) => runClient(client)))
  // Awaited by stop(); until then a failure must not count as unhandled.
  clients.catch(() => undefined)
  return {
    accepted: () => accepted,
    stop: async () => {
      isStopping = true
      await clients
      return { calls, answers }
    },
  }
}

/** The status, or `none` when the connection failed or broke off. */
async function postOnce(url: string, event: object): Promise<string> {
  try {
    return String((await callApi(url, processKey, 'POST', '/v1/events', event)).status)
  } catch (error) {
    // What fetch throws for the network; anything else is an answer that is not as it should be.
    if (error instanceof TypeError) return 'none'
    throw error
  }
}
