/**
 * A receiver in a process of its own that notes when each event arrived. Started by sink.ts; paths: `/hook` answers
 * at once, `/late` after 20 ms, `/hang` never, `/slow` after ten seconds, `/drip` with a byte a second without an end.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sharedNowMs } from './wait.ts'

const lateMs = 20
const slowMs = 10_000
// Index and time in turns: objects would cost pauses of the garbage collector, measured as if they were Offhook's.
let arrivals: number[] = []

const answers: Record<string, (response: ServerResponse) => void> = {
  '/hang': () => undefined,
  '/late': (response) => void setTimeout(() => response.end('ok'), lateMs),
  '/slow': (response) => void setTimeout(() => response.end('ok'), slowMs),
  '/drip': (response) => {
    const timer = setInterval(() => response.write('.'), 1_000)
    response.once('close', () => clearInterval(timer))
  },
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const atMs = sharedNowMs()
    const answer = answers[request.url ?? '']
    if (answer !== undefined) return answer(response)
    const [, index] = /"name":"Bench (\d+)"/.exec(Buffer.concat(chunks).toString('latin1')) ?? []
    if (index !== undefined) arrivals.push(Number(index), atMs)
    response.end('ok')
  })
})

server.keepAliveTimeout = 75_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}`)
})

process.on('message', () => {
  process.send?.(arrivals)
  arrivals = []
})
