import type { PostedEvent } from '../../events/posted-event.ts'
import { systemClock, type Clock } from '../../lib/clock.ts'
import { toError } from '../../lib/errors.ts'
import type { Logger } from '../../lib/log.ts'
import type { IsAllowed } from './allow-list.ts'
import { createEventQueue, type EventQueue } from './event-queue.ts'
import { createFeed, type FeedOptions, type FeedStatus } from './feed.ts'
import type { ListenAddress } from './parse-listen.ts'
import { openTcp, type TcpLimits } from './tcp.ts'
import { openUdp, type OpenSocket } from './udp.ts'

/**
 * The HEP source: SIP servers mirror their signalling here (HEP3 over UDP or TCP), and it becomes events of calls.
 * HEP is not authenticated, so packets are taken only from allowed addresses and, if one is set, with the password.
 * Raw SIP is neither stored nor logged.
 */
export type HepListener = {
  /** Where it listens, with the ports really bound. */
  addresses: readonly ListenAddress[]
  counters: () => HepCounters
  /** Closes the sockets and hands on what is known, trying for at most `graceMs`. */
  stop: (graceMs?: number) => Promise<void>
}

/** Totals since the start. Packets and connections count as refused; events as dropped when they could not be handed on. */
export type HepCounters = {
  packets: number
  refused: number
  malformed: number
  events: number
  dropped: number
  /** Now: events that wait to be accepted, and calls tracked. */
  waitingEvents: number
  calls: number
  /** Calls forgotten before their end because too many were tracked. */
  evictedCalls: number
}

export type HepListenerOptions = FeedOptions &
  Partial<TcpLimits> & {
    listen: readonly ListenAddress[]
    isAllowed: IsAllowed
    /** Accepts events, in order, one batch (at most 1,000) at a time; rejecting with a status below 500 is final. */
    onEvents: (events: PostedEvent[]) => Promise<void>
    log: Logger
    clock?: Clock
    random?: () => number
    maxWaitingEvents?: number
  }

const REPORT_EVERY_MS = 1_000
const ADVANCE_EVERY_MS = 500
/** Messages that wait to be put in order are let go in handfuls. */
const HANDFUL_MS = 5
const STOP_GRACE_MS = 10_000

/** Opens all addresses, or none: rejects with an error that names the address that cannot be bound. */
export async function startHepListener(options: HepListenerOptions): Promise<HepListener> {
  const { log, onEvents, clock = systemClock, random = Math.random, maxWaitingEvents = 50_000 } = options
  const feed = createFeed(options)
  const queue = createEventQueue({ onEvents, log, random, maxWaiting: maxWaitingEvents })
  const turnedAway = { refused: 0, malformed: 0 }
  let soon: NodeJS.Timeout | undefined

  const onPacket = (bytes: Buffer) => {
    queue.add(feed.take(bytes, clock.monotonicMs(), clock.now().getTime()))
    scheduleAdvance()
  }
  const advance = () => queue.add(feed.advance(clock.monotonicMs()))
  function scheduleAdvance(): void {
    if (soon !== undefined) return
    const nextAt = feed.nextAdvanceAt()
    if (nextAt === undefined) return
    soon = setTimeout(
      () => {
        soon = undefined
        advance()
        scheduleAdvance()
      },
      Math.max(HANDFUL_MS, nextAt - clock.monotonicMs()),
    )
  }

  const counters = () => countersOf(feed.status(), queue.status(), turnedAway)
  const sockets = await openAll(options, onPacket, turnedAway)
  const advancing = setInterval(advance, ADVANCE_EVERY_MS)
  const reporting = setInterval(
    createReport(log, counters, () => feed.status().lastFault),
    REPORT_EVERY_MS,
  )

  async function stopAll(graceMs: number): Promise<void> {
    await Promise.all(sockets.map(async (socket) => socket.close()))
    clearTimeout(soon)
    clearInterval(advancing)
    clearInterval(reporting)
    queue.add(feed.flush())
    await queue.stop(graceMs)
  }
  let stopping: Promise<void> | undefined

  return {
    addresses: sockets.map((socket) => socket.address),
    counters,
    stop: async (graceMs = STOP_GRACE_MS) => (stopping ??= stopAll(graceMs)),
  }
}

type TurnedAway = { refused: number; malformed: number }

async function openAll(
  options: HepListenerOptions,
  onPacket: (bytes: Buffer) => void,
  turnedAway: TurnedAway,
): Promise<OpenSocket[]> {
  const { log, isAllowed, maxConnections = 256, idleTimeoutMs = 3_600_000 } = options
  const onRefused = () => void turnedAway.refused++
  const onJunk = () => void turnedAway.malformed++
  const onDatagram = (bytes: Buffer, remoteAddress: string) => {
    if (isAllowed(remoteAddress)) onPacket(bytes)
    else onRefused()
  }
  const open = async (address: ListenAddress) =>
    address.transport === 'udp'
      ? openUdp(address, log, onDatagram)
      : openTcp(address, { maxConnections, idleTimeoutMs }, log, { isAllowed, onPacket, onRefused, onJunk })

  const sockets: OpenSocket[] = []
  for (const address of options.listen) {
    try {
      sockets.push(await open(address))
    } catch (error) {
      await Promise.all(sockets.map((socket) => socket.close()))
      const { transport, host, port } = address
      const message = `Cannot listen for HEP on ${transport}:${host}:${port}: ${toError(error).message}`
      throw new Error(message, { cause: error })
    }
  }
  return sockets
}

function countersOf(
  feed: FeedStatus,
  queue: ReturnType<EventQueue['status']>,
  turnedAway: TurnedAway,
): HepCounters {
  return {
    packets: feed.packets,
    refused: feed.refused + turnedAway.refused,
    malformed: feed.malformed + turnedAway.malformed,
    events: queue.accepted,
    dropped: queue.dropped,
    waitingEvents: queue.waiting,
    calls: feed.calls,
    evictedCalls: feed.evicted,
  }
}

/** Tells once a second what went wrong meanwhile: counts, and why a packet was not understood. */
function createReport(
  log: Logger,
  counters: () => HepCounters,
  lastFault: () => string | undefined,
): () => void {
  let before = counters()
  return () => {
    const now = counters()
    const news = (['refused', 'malformed', 'dropped', 'evictedCalls'] as const).map(
      (name) => [name, now[name] - before[name]] as const,
    )
    before = now
    const trouble = Object.fromEntries(news.filter(([, count]) => count > 0))
    if (Object.keys(trouble).length > 0) log.warn({ ...trouble, lastFault: lastFault() }, 'hep.trouble')
  }
}
