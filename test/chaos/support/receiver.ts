import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Rig } from './rig.ts'

/** One request that came in full, with the few things of it that runs of minutes can keep. */
export type Arrival = {
  path: string
  headers: IncomingHttpHeaders
  /** Empty: bodies are not looked at. */
  body: string
  /** By performance.now(). */
  atMs: number
  /** The address it came from. */
  from: string
  /** Set by whoever answers it with an error on purpose: what comes again because of that is no duplicate. */
  isRefused: boolean
  /** Set by whoever answers it while the one who sent it cannot settle it. */
  isLate: boolean
  /** When the exchange ended, whoever ended it. */
  endedAtMs: number | null
}

export type Answer = (arrival: Arrival, response: ServerResponse) => void

export type ChaosReceiver = {
  /** Without a path. */
  origin: string
  arrivals: Arrival[]
  /** How the next requests are answered. */
  answer: (answer: Answer) => void
}

/** Answers 200 after a time between two limits, so that there is always something in flight. */
export function slowly(random: () => number, minMs: number, maxMs: number): Answer {
  return (_, response) => void setTimeout(() => response.end('ok'), minMs + random() * (maxMs - minMs))
}

/** Starts a receiver on one address. */
export async function startChaosReceiver(rig: Rig, host = '127.0.0.1'): Promise<ChaosReceiver> {
  const arrivals: Arrival[] = []
  let answer: Answer = (_, response) => response.end('ok')
  const server = createServer((request, response) => {
    const { headers, socket, url = '' } = request
    request.resume().on('end', () => {
      const kept = { 'webhook-id': headers['webhook-id'], 'webhook-timestamp': headers['webhook-timestamp'] }
      const from = socket.remoteAddress ?? ''
      const came = { path: url, headers: kept, body: '', atMs: performance.now(), from }
      const arrival: Arrival = { ...came, isRefused: false, isLate: false, endedAtMs: null }
      response.once('close', () => (arrival.endedAtMs = performance.now()))
      arrivals.push(arrival)
      answer(arrival, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  rig.defer(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://${host}:${port}`,
    arrivals,
    answer: (next) => {
      answer = next
    },
  }
}

/** Names a delivery: the webhook's path and the event's id. */
export function keyOf({ path, headers }: Arrival): string {
  return `${path} ${String(headers['webhook-id'])}`
}
