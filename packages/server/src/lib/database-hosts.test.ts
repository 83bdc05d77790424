import { connect, createServer, type AddressInfo } from 'node:net'
import pg from 'pg'
import { inject, describe, expect, it } from 'vitest'
import { databaseHosts } from './database-hosts.ts'
import { openDb, ping } from './db.ts'

describe('a database URL', () => {
  it.each([
    'postgres://localhost/offhook',
    'postgresql://user:pass@db.example:5433/offhook?sslmode=require',
    'postgres://user@one:5432,two:5432/offhook',
    'postgres://user@[::1]:5432,two/offhook',
  ])('may be %s', (url) => {
    expect(databaseHosts(url)).not.toBeNull()
  })

  it.each(['mysql://x/y', 'offhook', 'postgres://one:x,two/offhook', 'postgres://one,,two:99999/offhook'])(
    'may not be %s',
    (url) => {
      expect(databaseHosts(url)).toBeNull()
    },
  )

  it('with several hosts leads to the one that can be reached', async () => {
    // A stand-in for the second host: passes on to the Postgres of the tests, which listens on a socket file.
    const server = new pg.Client({ connectionString: inject('postgresUrl') })
    const target = server.host.startsWith('/') ? `${server.host}/.s.PGSQL.${server.port}` : server.port
    const relay = createServer((socket) => socket.pipe(connect(target as string)).pipe(socket))
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
    const { port } = relay.address() as AddressInfo
    const url = `postgres://${server.user}:${server.password}@127.0.0.1:1,127.0.0.1:${port}/${server.database}`
    const db = openDb({ url, maxConnections: 1, applicationName: 'test' }, () => undefined)
    await expect(ping(db)).rejects.toThrow(/ECONNREFUSED/)
    await expect(ping(db)).resolves.toBeUndefined()
    await db.close()
    relay.close()
  })
})
