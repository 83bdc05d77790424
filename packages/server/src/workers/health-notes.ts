import type { Clock } from '../lib/clock.ts'
import { isDatabaseAway, type Db } from '../lib/db.ts'
import { toError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { noteFailing, noteHealthy } from '../webhooks/health.store.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { pause } from './pause.ts'

/** What a worker found out about a webhook's receiver. Times by the monotonic clock. */
export type HealthNote =
  | { kind: 'failing'; reason: string; sinceMs: number; failedAtMs: number; nextProbeAtMs: number }
  | { kind: 'healthy' }

export type HealthNotes = {
  note: (target: WebhookTarget, note: HealthNote) => void
  /** Waits until all is written; what the database does not take any more is given up. */
  drain: () => Promise<void>
}

type Noted = { target: WebhookTarget; note: HealthNote }

const retryMs = 1_000

/**
 * Writes notes beside the deliveries: those of one webhook one after another, so that the latest stays, and again while
 * the database is away. One that comes before its forerunner was written takes its place.
 */
export function createHealthNotes({ db, clock, log }: { db: Db; clock: Clock; log: Logger }): HealthNotes {
  const latest = new Map<string, Noted>()
  const writing = new Map<string, Promise<void>>()
  const draining = new AbortController()

  async function write({ target, note }: Noted): Promise<void> {
    if (note.kind === 'healthy') return noteHealthy(db, target.id)
    const nowMs = clock.monotonicMs()
    return noteFailing(db, target.id, {
      reason: note.reason,
      failingForMs: nowMs - note.sinceMs,
      failedAgoMs: nowMs - note.failedAtMs,
      nextProbeMs: note.nextProbeAtMs - nowMs,
      settingsAt: target.updatedAt,
    })
  }

  async function writeAll(id: string): Promise<void> {
    for (let next = latest.get(id); next !== undefined; next = latest.get(id)) {
      latest.delete(id)
      try {
        await write(next)
      } catch (error) {
        log.warn({ webhookId: id, err: toError(error) }, 'webhook.healthNotNoted')
        if (!isDatabaseAway(error) || draining.signal.aborted) continue
        if (!latest.has(id)) latest.set(id, next)
        await pause(retryMs, draining.signal)
      }
    }
    writing.delete(id)
  }

  return {
    note(target, note) {
      if (note.kind === 'healthy') log.warn({ webhookId: target.id }, 'webhook.recovered')
      else {
        const pauseMs = Math.round(note.nextProbeAtMs - note.failedAtMs)
        log.warn({ webhookId: target.id, pauseMs }, 'webhook.failing')
      }
      latest.set(target.id, { target, note })
      if (!writing.has(target.id)) writing.set(target.id, writeAll(target.id))
    },
    async drain() {
      draining.abort()
      await Promise.all(writing.values())
    },
  }
}
