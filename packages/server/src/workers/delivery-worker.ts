import { logCanceled, type Settlement } from '../deliveries/settle.store.ts'
import { channelOf, workKinds, type OwnWorker } from '../deliveries/wake.ts'
import type { Db } from '../lib/db.ts'
import type { AdjustableClock } from '../lib/clock.ts'
import { newId } from '../lib/ids.ts'
import type { Logger } from '../lib/log.ts'
import type { WebhookTarget } from '../webhooks/webhook.ts'
import { webhooksChannel } from '../webhooks/webhooks.store.ts'
import { createEngine, type Engine } from './engine.ts'
import type { HealthNote } from './health-notes.ts'
import type { Held } from './lane.ts'
import { createLanes, type WakeKind } from './lanes.ts'
import { createTerm, endLease, keepLease, type LeaseDeps } from './lease.ts'
import { createListener } from './listen.ts'
import { createPace } from './pace.ts'
import { createSettles } from './settles.ts'
import type { Worker } from './worker.ts'

export type DeliveryWorkerDeps = {
  db: Db
  databaseUrl: string
  name: string
  clock: AdjustableClock
  log: Logger
  /** Where this process tells of new deliveries, while the worker runs. */
  own: OwnWorker
  loadTargets: (ids: readonly string[]) => Promise<WebhookTarget[]>
  /** Sends one delivery within the signal and says how to settle it. */
  send: (held: Held, target: WebhookTarget, signal: AbortSignal) => Promise<Settlement>
  /** Hears of each failure of a receiver that keeps failing, and when it answers again. */
  onHealth: (target: WebhookTarget, note: HealthNote) => void
  /** How many requests may be in flight, slow ones included. */
  maxInFlight: number
  /** How long requests in flight may take to end when the worker stops. */
  shutdownMs: number
}

// More than about a hundred fast requests at a time only slow each other down (measured).
const youngLimit = 128
const youngMs = 250
/** The worker that delivers: one lease, the shards that go with it, and the engine that works on them. */
export function createDeliveryWorker(deps: DeliveryWorkerDeps): Worker {
  return { name: 'delivery', run: (signal) => runLease(deps, signal) }
}

/** Works under one lease until told to stop; throws when the lease is lost, to begin anew with a fresh one. */
async function runLease(deps: DeliveryWorkerDeps, signal: AbortSignal): Promise<void> {
  const { db, clock, log } = deps
  const workerId = newId()
  const lease = new AbortController()
  const inFlight = new AbortController()
  const giveUp = new AbortController()
  const stop = AbortSignal.any([signal, lease.signal])
  const term = createTerm(clock.monotonicMs)
  const { monotonicMs } = clock
  const pace = createPace({ youngLimit, totalLimit: deps.maxInFlight, youngMs, monotonicMs })
  const lanes = createLanes({ db, workerId, clock, pace, loadTargets: deps.loadTargets })
  const engine = createEngine({
    ...{ lanes, pace, log, clock },
    isLeaseOver: term.isOver,
    onHealth: deps.onHealth,
    send: (held, target) => deps.send(held, target, inFlight.signal),
    settles: createSettles({ db, workerId, clock, log, giveUp: giveUp.signal }),
    onLeftQueue: (delivery, attempt) => logCanceled(db, workerId, delivery, attempt, clock.monotonicMs()),
  })
  const leaseDeps: LeaseDeps = {
    ...{ db, workerId, name: deps.name, clock, log, term, leaving: stop },
    onShards: (shards) => {
      lanes.setShards(shards)
      engine.wake('*', 'deliveries')
    },
    busyShards: engine.busyShards,
    // From here on others may send for our webhooks: we start nothing more and end what is in flight.
    onLost: () => {
      lease.abort()
      inFlight.abort()
    },
  }
  // The lease outlives the engine: what is in flight at the end is still ours to settle.
  const leaseEnd = new AbortController()
  const keeping = keepLease(leaseDeps, leaseEnd.signal)
  // Awaited at the end; until then a failure must not count as unhandled.
  keeping.catch(() => leaseDeps.onLost())
  const listening = createListener(listenOptions(deps.databaseUrl, engine)).run(stop)
  deps.own.take = (webhookIds, kind) => {
    engine.wake(webhookIds, kind)
    return lanes.foreign(webhookIds)
  }
  // At once: what is accepted from here on is for others.
  stop.addEventListener('abort', () => delete deps.own.take, { once: true })
  const limit = after(deps.shutdownMs, signal, () => {
    inFlight.abort()
    giveUp.abort()
  })
  try {
    await engine.run(stop)
  } finally {
    limit.cancel()
    // Also when the engine failed by itself and nobody told the others to stop.
    lease.abort()
    leaseEnd.abort()
    await listening
    await keeping.catch(() => undefined)
    await endLease(leaseDeps)
  }
  await keeping
}

function listenOptions(url: string, engine: Engine) {
  const kinds = new Map<string, WakeKind>([[webhooksChannel, 'settings']])
  for (const kind of workKinds) kinds.set(channelOf(kind), kind)
  return {
    url,
    channels: [...kinds.keys()],
    onNotification: (channel: string, payload: string) =>
      engine.wake(payload === '*' ? '*' : payload.split(','), kinds.get(channel) ?? 'deliveries'),
    onConnected: () => engine.wake('*', 'settings'),
  }
}

/** Calls back some time after the signal fired. */
function after(ms: number, signal: AbortSignal, callBack: () => void): { cancel: () => void } {
  let timer: NodeJS.Timeout | undefined
  const begin = () => {
    timer = setTimeout(callBack, ms)
  }
  signal.addEventListener('abort', begin, { once: true })
  return {
    cancel: () => {
      signal.removeEventListener('abort', begin)
      clearTimeout(timer)
    },
  }
}
