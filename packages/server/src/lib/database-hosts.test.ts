import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TLSSocket } from 'node:tls'
import pg from 'pg'
import { inject, describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority, type Certificate } from '../../testing/certificates.ts'
import { databaseHosts } from './database-hosts.ts'
import { openDb, ping } from './db.ts'

const server = new pg.Client({ connectionString: inject('postgresUrl') })

/** Another door to the Postgres of the tests, which may listen on a socket file only. Returns its port. */
async function openDoor(certificate?: Certificate): Promise<number> {
  const target = server.host.startsWith('/') ? `${server.host}/.s.PGSQL.${server.port}` : server.port
  const pipe = (socket: Socket) => {
    const postgres = connect(target as string)
    socket.on('error', () => postgres.destroy())
    socket.pipe(postgres).pipe(socket)
  }
  const door = createServer((socket) => {
    if (certificate === undefined) return pipe(socket)
    // The client's SSLRequest is answered with S, and TLS begins:
    // https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL
    socket.once('data', () => {
      socket.write('S')
      pipe(new TLSSocket(socket, { isServer: true, ...certificate }))
    })
    return undefined
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void door.close())
  return (door.address() as AddressInfo).port
}

function open(hosts: string, search = '') {
  const url = `postgres://${server.user}:${server.password}@${hosts}/${server.database}${search}`
  const db = openDb({ url, maxConnections: 1, applicationName: 'test' }, () => undefined)
  onTestFinished(db.close)
  return db
}

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
    const hosts = `127.0.0.1:1,127.0.0.1:${await openDoor()}`
    const db = open(hosts)
    await expect(ping(db)).rejects.toThrow(/ECONNREFUSED/)
    await expect(ping(db)).resolves.toBeUndefined()
    await expect(ping(open(hosts))).resolves.toBeUndefined()
  })

  it('with several hosts has the certificate of each checked against its own name', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'offhook-tls-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const authority = createAuthority('Postgres')
    await writeFile(path.join(folder, 'ca.pem'), authority.cert)
    const search = `?sslmode=verify-full&sslrootcert=${folder}/ca.pem`
    const port = await openDoor(authority.issue(['localhost']))

    const db = open(`127.0.0.1:1,localhost:${port}`, search)
    await expect(ping(db)).rejects.toThrow(/ECONNREFUSED/)
    await expect(ping(db)).resolves.toBeUndefined()
    await expect(ping(open(`127.0.0.1:${port},localhost:1`, search))).rejects.toThrow(/altnames/)
  })
})
