import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locatePackage, prepareBinaries } from './binaries.ts'
import { ensureDataDir } from './data-dir.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { readPidFile } from './left-server.ts'
import type { EmbeddedPostgresLog } from './log.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65_534

const base = mkdtempSync(join(tmpdir(), 'offhook-test-'))
chmodSync(base, 0o755)
const template = join(base, 'template')
const children: ChildProcess[] = []
const running: EmbeddedPostgres[] = []

beforeAll(async () => {
  await (await start(template)).stop()
})

afterAll(async () => {
  for (const postgres of running) await postgres.stop()
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(
    children.filter((child) => child.exitCode === null && !child.signalCode).map((c) => once(c, 'exit')),
  )
  rmSync(base, { recursive: true, force: true })
})

const said: string[] = []
const say = (_fields: object, message: string) => void said.push(message)

async function start(dataDir: string, warn: EmbeddedPostgresLog['warn'] = say): Promise<EmbeddedPostgres> {
  const log = { info: say, warn, error: say }
  const postgres = await startEmbeddedPostgres({ dataDir, log, outsideDir: join(base, 'outside') })
  running.push(postgres)
  return postgres
}

/** A data directory with a database, copied to save the time of initdb. */
function dataDirFromTemplate(name: string): string {
  execFileSync('cp', ['-a', template, join(base, name)])
  return join(base, name)
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

type Told = { url?: string; error?: string; log?: string }

function spawnFixture(dataDir: string, uid?: number) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'embedded-postgres.fixture.ts'), dataDir, join(base, 'outside')],
    { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'], ...(uid === undefined ? {} : { uid, gid: uid }) },
  )
  children.push(child)
  return { child, lines: createInterface({ input: child.stdout }) }
}

/** Starts Postgres in a process of its own; resolves when that says that it runs or why it cannot. */
async function startInChild(dataDir: string, uid?: number): Promise<{ child: ChildProcess; told: Told }> {
  const { child, lines } = spawnFixture(dataDir, uid)
  for await (const line of lines) {
    const told: Told = JSON.parse(line)
    if (told.log === undefined) return { child, told }
  }
  throw new Error('the child ended without a word')
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await new Promise((resolve) => void setTimeout(resolve, 20))
}

const socketDirOf = (url: string) => new URL(url).searchParams.get('host') ?? ''
const pidOf = async (dataDir: string) => (await readPidFile(join(dataDir, 'postgres')))?.pid ?? 0

describe('a first start', () => {
  it('makes a durable UTF-8 database that keeps its rows over restarts', async () => {
    const dataDir = join(base, 'deep/first')
    const first = await start(dataDir)
    const settings = await query(
      first.url,
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'jit',
        'listen_addresses', 'server_encoding', 'TimeZone', 'wal_compression', 'max_connections')`,
    )
    expect(Object.fromEntries(settings.map((row) => [row['name'], row['setting']]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      jit: 'off',
      listen_addresses: '',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      wal_compression: 'pglz',
      max_connections: '100',
    })
    expect(await query(first.url, `select lower('ÄÖ') as lower, current_database() as name`)).toEqual([
      { lower: 'äö', name: 'offhook' },
    ])
    await query(first.url, `create table kept as select 'ringing' as state`)
    await first.stop()
    const second = await start(dataDir)
    expect(await query(second.url, 'select state from kept')).toEqual([{ state: 'ringing' }])
    await second.stop()
  })

  it('leaves neither lock nor socket directory behind when it is stopped, and may be stopped twice', async () => {
    const dataDir = dataDirFromTemplate('stopped')
    const postgres = await start(dataDir)
    expect(existsSync(socketDirOf(postgres.url))).toBe(true)
    await Promise.all([postgres.stop(), postgres.stop()])
    await postgres.stop()
    expect(existsSync(socketDirOf(postgres.url))).toBe(false)
    expect(readdirSync(dataDir)).toEqual(['postgres'])
  })

  it('lets in nobody without the password, and nobody as superuser', async () => {
    const postgres = await start(dataDirFromTemplate('guarded'))
    const without = new URL(postgres.url)
    without.password = 'guess'
    await expect(query(without.href, 'select 1')).rejects.toThrow('password authentication failed')
    without.username = 'postgres'
    await expect(query(without.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect(statSync(socketDirOf(postgres.url)).mode & 0o777).toBe(0o700)
    await postgres.stop()
  })

  it('succeeds after a first start that was killed in the middle of it', async () => {
    const dataDir = join(base, 'killed-early')
    const { child } = spawnFixture(dataDir)
    await until(async () => {
      const staged = readdirSync(dataDir).find((name) => name.startsWith('postgres.new-'))
      return staged !== undefined && existsSync(join(dataDir, staged, 'base/1'))
    })
    await killHard(child)
    const outside = join(base, 'outside/data-0123456789abcdef')
    mkdirSync(outside, { recursive: true })
    symlinkSync(outside, join(dataDir, 'postgres.new-11111111'))
    const postgres = await start(dataDir)
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(readdirSync(dataDir).toSorted()).toEqual(['postgres', 'postgres.lock', 'postgres.socket'])
    expect(existsSync(outside)).toBe(false)
    await postgres.stop()
  })
})

describe('after a crash', () => {
  it('stops the server that a killed Offhook left running and loses no committed row', async () => {
    const dataDir = dataDirFromTemplate('orphan')
    const { child, told } = await startInChild(dataDir)
    await query(told.url ?? '', 'create table kept as select generate_series(1, 1000) as n')
    const orphanPid = await pidOf(dataDir)
    await killHard(child)
    const postgres = await start(dataDir)
    expect(await pidOf(dataDir)).not.toBe(orphanPid)
    expect(await query(postgres.url, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }])
    expect(existsSync(socketDirOf(told.url ?? ''))).toBe(false)
    await postgres.stop()
  })

  it('recovers when Offhook and Postgres were both killed, though a child of Postgres is still busy', async () => {
    const dataDir = dataDirFromTemplate('both-killed')
    const { child, told } = await startInChild(dataDir)
    await query(told.url ?? '', 'create table kept as select generate_series(1, 1000) as n')
    const busy = new Client({ connectionString: told.url })
    busy.on('error', () => {})
    await busy.connect()
    const endless = busy.query('do $$ declare i int := 0; begin loop i := (i + 1) % 1000; end loop; end $$')
    const endsWithServer = expect(endless).rejects.toThrow('terminat')
    await until(
      async () =>
        (await query(told.url ?? '', `select 1 from pg_stat_activity where query like 'do %'`)).length === 1,
    )
    const pid = await pidOf(dataDir)
    await killHard(child)
    process.kill(pid, 'SIGKILL')
    const postgres = await start(dataDir)
    await endsWithServer
    expect(await query(postgres.url, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }])
    expect(existsSync(socketDirOf(told.url ?? ''))).toBe(false)
    await postgres.stop()
  })

  it('starts over pid files whose pids now belong to other programs', async () => {
    const dataDir = dataDirFromTemplate('reused-pid')
    const other = spawn('sleep', ['60'], isRoot ? { uid: NOBODY, gid: NOBODY } : {})
    children.push(other)
    const pidFile = join(dataDir, 'postgres/postmaster.pid')
    writeFileSync(
      pidFile,
      `${other.pid}\n${join(dataDir, 'postgres')}\n1700000000\n5432\n/tmp/offhook-gone\n\n\nready\n`,
    )
    if (isRoot) chownSync(pidFile, NOBODY, NOBODY)
    const owner = { pid: other.pid, processStart: 'another start', place: 'x', host: 'x' }
    writeFileSync(join(dataDir, 'postgres.lock'), JSON.stringify(owner).slice(0, 20))
    const postgres = await start(dataDir)
    expect(other.exitCode ?? other.signalCode).toBe(null)
    await postgres.stop()
  })

  it('starts a server that died again, under the same URL', async () => {
    const dataDir = dataDirFromTemplate('died')
    const postgres = await start(dataDir)
    const firstPid = await pidOf(dataDir)
    await query(postgres.url, `create table kept as select 'ringing' as state`)
    rmSync(socketDirOf(postgres.url), { recursive: true }) // as a tidier of /tmp would
    process.kill(firstPid, 'SIGKILL')
    await until(
      async () => (await pidOf(dataDir)) !== firstPid && (await query(postgres.url, 'select 1')).length === 1,
    )
    expect(await query(postgres.url, 'select state from kept')).toEqual([{ state: 'ringing' }])
    expect(await pidOf(dataDir)).not.toBe(firstPid)
    expect(said).toContain('Postgres ended by itself and is started again')
    await postgres.stop()
  })

  it('can be stopped while it is waiting to start a server again', async () => {
    const dataDir = dataDirFromTemplate('stopped-in-between')
    const died = Promise.withResolvers<void>()
    const ended = 'Postgres ended by itself and is started again'
    const postgres = await start(dataDir, (_, message) => message === ended && died.resolve())
    process.kill(await pidOf(dataDir), 'SIGKILL')
    await died.promise
    await postgres.stop()
    expect(readdirSync(dataDir)).toEqual(['postgres'])
  })

  it('gives the database a new password when the file with it was lost, and makes a dropped database again', async () => {
    const dataDir = dataDirFromTemplate('lost')
    const before = await start(dataDir)
    const maintenance = before.url.replace('/offhook?', '/postgres?')
    await query(maintenance, 'drop database offhook')
    await before.stop()
    rmSync(join(dataDir, 'postgres/offhook.password'))
    const after = await start(dataDir)
    expect(new URL(after.url).password).not.toBe(new URL(before.url).password)
    expect(await query(after.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await after.stop()
  })
})

describe('a start that cannot be', () => {
  it('is refused beside a living Offhook, naming its process', async () => {
    const dataDir = dataDirFromTemplate('taken')
    const { child } = await startInChild(dataDir)
    await expect(start(dataDir)).rejects.toThrow(
      new RegExp(`already runs .*process ${child.pid}.*OFFHOOK_DATA_DIR`),
    )
    child.kill('SIGTERM')
    await once(child, 'exit')
    await (await start(dataDir)).stop()
  })

  it.each([
    {
      what: 'data of another major version',
      spoil: (dir: string) => writeFileSync(join(dir, 'PG_VERSION'), '17\n'),
      message: /made by Postgres 17, but this Offhook brings Postgres 18.*DATABASE_URL/,
    },
    {
      what: 'a directory that is no Postgres data',
      spoil: (dir: string) => rmSync(join(dir, 'PG_VERSION')),
      message: /is not the data of a Postgres.*Move it away/,
    },
    {
      what: 'a link that leads nowhere',
      spoil: (dir: string) => {
        rmSync(dir, { recursive: true })
        symlinkSync('/nonexistent/data', dir)
      },
      message: /is a link to \/nonexistent\/data where nothing is.*remove the link/,
    },
    {
      what: 'a wrong password',
      spoil: (dir: string) => writeFileSync(join(dir, 'offhook.password'), 'wrong'),
      message: /Delete that file and start again/,
    },
    {
      what: 'data that Postgres finds damaged',
      spoil: (dir: string) => writeFileSync(join(dir, 'global/pg_control'), 'broken'),
      message: /did not start on .*\n(.*\n)*.*pg_control/,
    },
  ])('is refused for $what, and leaves no lock', async ({ what, spoil, message }) => {
    const dataDir = dataDirFromTemplate(what.replaceAll(' ', '-'))
    spoil(join(dataDir, 'postgres'))
    await expect(start(dataDir)).rejects.toThrow(message)
    expect(readdirSync(dataDir)).toEqual(['postgres'])
  })
})

// these need root to become another user; elsewhere the runner's own user is the normal user of the other tests
describe.skipIf(!isRoot)('as root (skipped unless the tests run as root)', () => {
  it('runs the server as nobody, in a directory that only nobody can read', async () => {
    const dataDir = dataDirFromTemplate('as-root')
    const postgres = await start(dataDir)
    expect(statSync(`/proc/${await pidOf(dataDir)}`).uid).toBe(NOBODY)
    expect(statSync(join(dataDir, 'postgres'))).toMatchObject({ uid: NOBODY, mode: 0o40700 })
    expect(statSync(join(dataDir, 'postgres/offhook.password')).mode & 0o777).toBe(0o600)
    await postgres.stop()
  })

  it('gives data that root owns to nobody and closes it again', async () => {
    const dataDir = dataDirFromTemplate('owned-by-root')
    execFileSync('chown', ['-R', 'root:root', join(dataDir, 'postgres')])
    chmodSync(join(dataDir, 'postgres'), 0o755)
    await (await start(dataDir)).stop()
    expect(statSync(join(dataDir, 'postgres'))).toMatchObject({ uid: NOBODY, mode: 0o40700 })
  })

  it('lets nobody enter an empty data directory, but not one that holds something', async () => {
    const dataDir = join(base, 'made-beforehand')
    mkdirSync(dataDir, { mode: 0o700 })
    await ensureDataDir(dataDir)
    expect(statSync(dataDir).mode & 0o777).toBe(0o701)
    writeFileSync(join(dataDir, 'secret'), '')
    chmodSync(dataDir, 0o700)
    await ensureDataDir(dataDir)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  })

  it('keeps the data outside of a directory that only root may enter, afresh for each data directory', async () => {
    const closed = join(base, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const dataDir = join(closed, 'data')
    const first = await start(dataDir)
    await query(first.url, 'create table kept as select 1 as one')
    const firstTarget = readlinkSync(join(dataDir, 'postgres'))
    expect(dirname(firstTarget)).toBe(join(base, 'outside'))
    expect(said.some((line) => line.includes(`the database is kept in ${firstTarget}`))).toBe(true)
    await first.stop()
    const again = await start(dataDir)
    expect(await query(again.url, 'select one from kept')).toEqual([{ one: 1 }])
    await again.stop()

    rmSync(dataDir, { recursive: true })
    const fresh = await start(dataDir)
    expect(readlinkSync(join(dataDir, 'postgres'))).not.toBe(firstTarget)
    await expect(query(fresh.url, 'select one from kept')).rejects.toThrow('does not exist')
    await fresh.stop()
  })

  it('says which directory is in the way of data that became unreachable', async () => {
    const closed = join(base, 'closed-later')
    mkdirSync(closed)
    cpSync(template, join(closed, 'data'), { recursive: true })
    execFileSync('chown', ['-R', 'nobody', join(closed, 'data/postgres')])
    chmodSync(closed, 0o700)
    await expect(start(join(closed, 'data'))).rejects.toThrow(`${closed} is closed to that user`)
  })

  it('leaves the data of a normal user to that user', async () => {
    const dataDir = join(base, 'normal')
    mkdirSync(dataDir)
    chownSync(dataDir, NOBODY, NOBODY)
    const { child, told } = await startInChild(dataDir, NOBODY)
    expect(told.error).toBe(undefined)
    await query(told.url ?? '', 'create table kept as select 1 as one')
    expect(statSync(dataDir).uid).toBe(NOBODY)
    await killHard(child)

    const byRoot = await start(dataDir)
    expect(await query(byRoot.url, 'select one from kept')).toEqual([{ one: 1 }])
    await byRoot.stop()

    const byUserAgain = await startInChild(dataDir, NOBODY)
    expect(await query(byUserAgain.told.url ?? '', 'select one from kept')).toEqual([{ one: 1 }])
  })

  it.each([
    { what: 'data', give: (dataDir: string) => chownSync(dataDir, NOBODY, NOBODY), owner: 'daemon (uid 1)' },
    { what: 'a data directory', give: () => {}, owner: 'root (uid 0)' },
  ])('refuses a normal user $what of somebody else', async ({ what, give, owner }) => {
    const dataDir = dataDirFromTemplate(`foreign-${what.replaceAll(' ', '-')}`)
    execFileSync('chown', ['-R', 'daemon', join(dataDir, 'postgres')])
    give(dataDir)
    const { told } = await startInChild(dataDir, NOBODY)
    expect(told.error).toContain(`belongs to ${owner}, but Offhook runs as nobody (uid ${NOBODY}). Run`)
  })

  it('runs binaries that nobody cannot reach from one copy', async () => {
    const closed = join(base, 'closed-package')
    mkdirSync(closed, { mode: 0o700 })
    execFileSync('cp', ['-al', locatePackage(), join(closed, 'package')])
    for (const link of execFileSync('find', [closed, '-type', 'l'], { encoding: 'utf8' }).trim().split('\n'))
      rmSync(link)
    const user = { uid: NOBODY, gid: NOBODY, name: 'nobody' }
    const outsideDir = join(base, 'outside-binaries')
    const options = { packageDir: join(closed, 'package'), outsideDir }
    const binaries = await prepareBinaries(user, options)
    expect(binaries).toMatchObject({ major: 18, postgres: expect.stringContaining(outsideDir) })
    const copiedAt = lstatSync(binaries.postgres).ctimeMs
    expect(await prepareBinaries(user, options)).toEqual(binaries)
    expect(lstatSync(binaries.postgres).ctimeMs).toBe(copiedAt)
    expect(readdirSync(outsideDir)).toHaveLength(1)
    expect(
      readFileSync(binaries.postgres).equals(readFileSync(join(closed, 'package/native/bin/postgres'))),
    ).toBe(true)
  })
})
