import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export type DatabaseProxy = {
  /** The same database, reached through the proxy. */
  url: string
  /** Breaks every connection and refuses new ones. */
  cut: () => void
  /** Swallows all that is sent on the connections of now, as a network does in which the other host vanished. */
  swallow: () => void
  mend: () => void
}

/** Stands between Offhook and Postgres, so that a test can take the database away and give it back. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((socket) => {
    if (isCut) return socket.resetAndDestroy()
    const database = connect(addressOf(databaseUrl))
    for (const [one, other] of [
      [socket, database],
      [database, socket],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => sockets.delete(one) && other.destroy())
    }
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  const swallow = () => {
    for (const socket of sockets) socket.unpipe().resume()
  }
  const url = new URL(databaseUrl)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const mend = () => {
    isCut = false
  }
  return { url: url.href, cut, swallow, mend }
}

/** Postgres listens on TCP, or on a socket in the directory that the URL names. */
function addressOf(databaseUrl: string): { host: string; port: number } | { path: string } {
  const url = new URL(databaseUrl)
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname)
  const port = Number(url.port || 5432)
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
}
