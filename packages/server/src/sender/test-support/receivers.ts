// Receivers for tests: real servers on loopback that do exactly what a test tells them, byte by byte if need be.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Receiver = {
  port: number
  /** Connections accepted so far. */
  connectionCount: () => number
  /** Connections open now. */
  openCount: () => number
  close: () => Promise<void>
}

/** Starts any server of node:net, node:http or node:https on a free port. */
export async function listen(server: Server | HttpServer, host = '127.0.0.1', port = 0): Promise<Receiver> {
  const open = new Set<Socket>()
  let connectionCount = 0
  server.on('connection', (socket: Socket) => {
    connectionCount += 1
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connectionCount: () => connectionCount,
    openCount: () => open.size,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      if (server.listening) await once(server, 'close')
    },
  }
}

/** A raw TCP server; `onRequest` gets the socket and the whole request, once for each request. */
export async function listenRaw(
  onRequest: (socket: Socket, request: string, requestNumber: number) => void,
): Promise<Receiver> {
  let requestNumber = 0
  const server = createServer((socket) => {
    let received = ''
    socket.setNoDelay(true)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (!isComplete(received)) return
      const request = received
      received = ''
      requestNumber += 1
      onRequest(socket, request, requestNumber)
    })
  })
  return listen(server)
}

function isComplete(request: string): boolean {
  const end = request.indexOf('\r\n\r\n')
  if (end === -1) return false
  if (/^transfer-encoding: chunked$/im.test(request)) return request.endsWith('\r\n0\r\n\r\n')
  const length = Number(/^content-length: (\d+)$/im.exec(request)?.[1] ?? 0)
  return request.length - end - 4 >= length
}

/** A port on 127.0.0.1 that answers no SYN: a stopped process with a full backlog (Linux). */
export async function listenDeaf(): Promise<Receiver> {
  const code = `const s = require('node:net').createServer()
    s.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.send(s.address().port))`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [port] = (await once(child, 'message')) as [number]
  child.kill('SIGSTOP')
  const fillers: Socket[] = []
  for (let isFull = false; !isFull;) {
    const filler = connect(port, '127.0.0.1')
    filler.on('error', () => {})
    fillers.push(filler)
    isFull = await Promise.race([once(filler, 'connect').then(() => false), sleep(300, true)])
  }
  return {
    port,
    connectionCount: () => 0,
    openCount: () => 0,
    close: async () => {
      for (const filler of fillers) filler.destroy()
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
