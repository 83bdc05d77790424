/** Puts failed and expired deliveries that ended since a time back into the queue. */
export type RecoverFilter = { since: string }

/** Makes new deliveries for old events of these types: chosen ones, or those that occurred from (inclusive) to (exclusive). */
export type ReplayFilter = {
  eventIds?: string[]
  from: string | null
  to: string | null
  eventTypes: string[]
  callId: string | null
  campaignId: string | null
  /** Render the bodies anew instead of sending the bytes first sent. */
  rerender: boolean
}

/** Chooses among pending deliveries, by their events: when these occurred (from inclusive, to exclusive), type and call. */
export type PendingFilter = {
  from: string | null
  to: string | null
  eventTypes: string[] | null
  callId: string | null
}

/**
 * What a job works on. `retry` makes pending deliveries that wait for their retry due now, `cancel` takes pending ones out of
 * the queue.
 */
export type JobWork =
  | { kind: 'recover'; filter: RecoverFilter }
  | { kind: 'replay'; filter: ReplayFilter }
  | { kind: 'retry' | 'cancel'; filter: PendingFilter }

/** A background job as the API shows it. It survives restarts and can be stopped and resumed. */
export type Job = JobWork & {
  id: string
  webhookId: string
  state: 'running' | 'stopped' | 'done'
  /** Deliveries or events to work on; null until they are counted. */
  total: number | null
  /** How many were worked on, and how many of them led to a delivery that is due in the queue. */
  done: number
  queued: number
  ratePerSecond: number | null
  remainingSeconds: number | null
  createdAt: Date
  finishedAt: Date | null
}

/** Pace and remaining time of a job from what it did so far; null while that says nothing. */
export function progressOf(job: { total: number | null; done: number; runningMs: number }): {
  ratePerSecond: number | null
  remainingSeconds: number | null
} {
  const { total, done, runningMs } = job
  if (done === 0 || runningMs <= 0) return { ratePerSecond: null, remainingSeconds: null }
  const ratePerSecond = (done * 1000) / runningMs
  const remainingSeconds = total === null ? null : Math.ceil(Math.max(0, total - done) / ratePerSecond)
  return { ratePerSecond: Math.round(ratePerSecond * 10) / 10, remainingSeconds }
}
