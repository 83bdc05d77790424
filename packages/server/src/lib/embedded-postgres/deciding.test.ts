import { describe, expect, it } from 'vitest'
import { locatePackage } from './binaries.ts'
import { parsePidFile } from './left-server.ts'
import { levelOf, type LineLevel } from './log.ts'
import { judgeOwner, type Owner } from './owner-lock.ts'
import { startFromPs, startFromStat } from './process-identity.ts'
import { hintFor } from './refusal.ts'
import { limitLines } from './server-output.ts'
import { chooseServerUser } from './server-user.ts'
import { serverSettings, settingArguments, sharedBuffersMib } from './settings.ts'
import { isSuitableParent } from './socket-dir.ts'
import { restartDelayMs } from './supervise.ts'

const GIB = 1024 ** 3

const stat = (state: string) =>
  `7 (a (b) c) ${state} 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1000 100 18446744073709551615`

describe('settings', () => {
  it.each([
    { memory: GIB / 4, mib: 128 },
    { memory: GIB, mib: 256 },
    { memory: 2.5 * GIB, mib: 640 },
    { memory: 64 * GIB, mib: 1024 },
  ])('give $mib MiB of $memory bytes to shared buffers', ({ memory, mib }) => {
    expect(sharedBuffersMib(memory)).toBe(mib)
  })

  it('never switch durability off and never open a TCP port', () => {
    const settings = serverSettings(GIB, '/tmp/offhook-1')
    expect(settings).toMatchObject({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      unix_socket_directories: '/tmp/offhook-1',
    })
    expect(settingArguments({ fsync: 'on', jit: 'off' })).toEqual(['-c', 'fsync=on', '-c', 'jit=off'])
  })
})

describe('the user of the server', () => {
  it.each([
    { who: 'a normal user without data', own: 1000, owner: undefined, choice: { kind: 'self' } },
    { who: 'a normal user with data of its own', own: 1000, owner: 1000, choice: { kind: 'self' } },
    { who: 'a normal user with data of root', own: 1000, owner: 0, choice: { kind: 'foreign', ownerUid: 0 } },
    { who: 'root without data', own: 0, owner: undefined, choice: { kind: 'other', lookup: 'nobody' } },
    { who: 'root with data that root owns', own: 0, owner: 0, choice: { kind: 'other', lookup: 'nobody' } },
    { who: 'root with data of a user', own: 0, owner: 1000, choice: { kind: 'other', lookup: '1000' } },
  ])('for $who', ({ own, owner, choice }) => {
    expect(chooseServerUser(own, owner)).toEqual(choice)
  })
})

describe('the binaries', () => {
  it('are refused for a platform that has none, pointing to DATABASE_URL', () => {
    expect(() => locatePackage('win32-x64')).toThrow(/no Postgres for win32-x64.*DATABASE_URL/)
  })
})

describe('a pid file', () => {
  const full = '4711\n/data\n1700000000\n5432\n/tmp/offhook-1\n\n  65538  12\nready   \n'

  it.each([
    {
      what: 'of a ready server',
      text: full,
      read: { pid: 4711, isReady: true },
    },
    {
      what: 'of a starting server',
      text: full.replace('ready', 'starting'),
      read: { pid: 4711, isReady: false },
    },
    {
      what: 'of a single-user server',
      text: '-4711\n/data\n',
      read: { pid: 4711, isReady: false },
    },
    { what: 'without a pid', text: '', read: undefined },
  ])('$what is read', ({ text, read }) => {
    expect(parsePidFile(text)).toEqual(read)
  })
})

describe('the start of a process', () => {
  it.each([
    { what: 'the stat of a running process', start: startFromStat(stat('S')), expected: '987654' },
    { what: 'the stat of a zombie', start: startFromStat(stat('Z')), expected: undefined },
    {
      what: 'ps of a running process',
      start: startFromPs('Ss   Sat Nov 22 10:00:00 2025\n'),
      expected: 'Sat Nov 22 10:00:00 2025',
    },
    { what: 'ps of a zombie', start: startFromPs('Z+   Sat Nov 22 10:00:00 2025\n'), expected: undefined },
    { what: 'ps of nothing', start: startFromPs(''), expected: undefined },
  ])('is read from $what', ({ start, expected }) => {
    expect(start).toBe(expected)
  })
})

describe('the owner of a lock', () => {
  const owner: Owner = { pid: 7, processStart: '100', place: 'boot-1 pid:[1]', host: 'a' }

  it.each([
    { what: 'runs if its process does', owner, place: owner.place, start: '100', verdict: 'running' },
    { what: 'is gone if its process is', owner, place: owner.place, start: undefined, verdict: 'stale' },
    { what: 'is gone if its pid was used again', owner, place: owner.place, start: '200', verdict: 'stale' },
    {
      what: 'cannot be looked up from elsewhere',
      owner,
      place: 'boot-1 pid:[2]',
      start: '100',
      verdict: 'elsewhere',
    },
    {
      what: 'is nobody in a damaged file',
      owner: undefined,
      place: owner.place,
      start: undefined,
      verdict: 'stale',
    },
  ])('$what', ({ owner, place, start, verdict }) => {
    expect(judgeOwner(owner, { place, startOfItsPid: start })).toBe(verdict)
  })
})

describe('the log of the server', () => {
  it.each<{ line: string; previous?: LineLevel; level: LineLevel }>([
    { line: 'LOG:  starting PostgreSQL 18.4 on x86_64-pc-linux-gnu, compiled by gcc', level: 'quiet' },
    { line: 'LOG:  database system is ready to accept connections', level: 'quiet' },
    { line: 'LOG:  received fast shutdown request', level: 'quiet' },
    { line: 'FATAL:  the database system is starting up', level: 'quiet' },
    {
      line: 'LOG:  database system was interrupted; last known up at 2025-11-22 10:00:00 UTC',
      level: 'warn',
    },
    { line: 'LOG:  server process (PID 12) was terminated by signal 9: Killed', level: 'warn' },
    { line: 'ERROR:  invalid page in block 3 of relation "base/5/16384"', level: 'warn' },
    {
      line: 'PANIC:  could not fsync file "pg_wal/000000010000000000000001": Input/output error',
      level: 'error',
    },
    { line: '\tcontinued', previous: 'error', level: 'error' },
    { line: '\tcontinued', previous: 'quiet', level: 'quiet' },
  ])('has "$line" as $level', ({ line, previous = 'warn', level }) => {
    expect(levelOf(line, previous)).toBe(level)
  })

  it('is passed on 50 lines in 10 s at most, and the rest is counted', () => {
    let now = 0
    const limit = limitLines(() => now)
    const first = Array.from({ length: 60 }, () => limit())
    expect(first.filter((line) => line.isAllowed)).toHaveLength(50)
    now = 10_000
    expect(limit()).toEqual({ isAllowed: true, leftOut: 10 })
  })
})

describe('a socket directory', () => {
  it.each([
    { parent: '/tmp', isSuitable: true },
    { parent: '/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T', isSuitable: true },
    { parent: `/${'long/'.repeat(16)}`, isSuitable: false },
    { parent: '/tmp/with,comma', isSuitable: false },
    { parent: 'relative', isSuitable: false },
  ])('below $parent: $isSuitable', ({ parent, isSuitable }) => {
    expect(isSuitableParent(parent)).toBe(isSuitable)
  })
})

describe('restarts', () => {
  it('wait longer after each failure, up to 10 s', () => {
    expect([0, 1, 2, 6, 7, 2_000].map((failures) => restartDelayMs(failures))).toEqual([
      100, 200, 400, 6_400, 10_000, 10_000,
    ])
  })
})

describe('a failure of Postgres', () => {
  it.each([
    { output: 'initdb: error: could not write to file: No space left on device', hint: /free some space/ },
    {
      output: 'initdb: error: could not look up effective user ID 4242: user does not exist',
      hint: /passwd/,
    },
    { output: 'FATAL:  data directory "/x" has invalid permissions', hint: /who owns/ },
    { output: 'anything else', hint: /DATABASE_URL/ },
  ])('"$output" comes with what to do', ({ output, hint }) => {
    expect(hintFor(output)).toMatch(hint)
  })
})
