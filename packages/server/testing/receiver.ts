import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, onTestFinished } from 'vitest'

// Waits end as soon as what they wait for is true: only a failing test takes this long, however slow the machine is.
const longMs = 60_000

export type Received = { path: string; headers: IncomingHttpHeaders; body: string; atMs: number }

export type Receiver = {
  url: string
  received: Received[]
  /** How the next requests are answered; 200 unless set. */
  answer: (handle: (request: Received, response: ServerResponse) => void) => void
  /** Resolves once this many requests have come. */
  waitFor: (count: number, timeoutMs?: number) => Promise<Received[]>
  /** How many connections are open. */
  connections: () => Promise<number>
  close: () => Promise<void>
}

/** A real HTTP receiver on loopback that keeps what it was sent. Closed when the test is over. */
export async function startReceiver(): Promise<Receiver> {
  const receiver = await openReceiver()
  onTestFinished(receiver.close)
  return receiver
}

/** The same for all tests of a file, which closes it at its end. */
export async function shareReceiver(): Promise<Receiver> {
  const receiver = await openReceiver()
  afterAll(receiver.close)
  return receiver
}

async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let handle = (_: Received, response: ServerResponse): unknown => response.end('ok')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const entry = { path: request.url ?? '', headers: request.headers, body, atMs: performance.now() }
      received.push(entry)
      handle(entry, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      handle = next
    },
    waitFor: async (count, timeoutMs = longMs) => {
      await until(
        () => received.length >= count,
        timeoutMs,
        () => `${received.length} of ${count} requests came`,
      )
      return received
    },
    connections: promisify(server.getConnections.bind(server)),
    close,
  }
}

/** Waits until a condition holds; fails with what `describe` says when it does not in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = longMs,
  describe = () => 'the condition did not come true',
): Promise<void> {
  const endMs = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`Waited ${timeoutMs} ms: ${describe()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
