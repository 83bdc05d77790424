import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { callApi } from '../packages/server/testing/offhook.ts'
import { startDatabaseProxy } from '../packages/server/testing/proxy.ts'
import { startReceiver, until } from '../packages/server/testing/receiver.ts'
import { makeDataDir, runProcess, startProcess } from './support/offhook-process.ts'
import { spawnOffhook } from './support/spawn-offhook.ts'

const database = await createTestDatabase()
const fresh = await createTestDatabase()
const ownKey = await createTestDatabase()
const takenOver = await createTestDatabase()

describe('the process', () => {
  it('names all settings that cannot be used at once, and ends with code 1', async () => {
    const { exit, output } = await runProcess({
      PORT: 'eighty',
      OFFHOOK_ROLE: 'boss',
      DATABASE_URL: 'mysql://db/offhook',
      OFFHOOK_ALLOWED_NETWORKS: '10.0.0.0/33',
      OFFHOOK_HEP_LISTEN: 'sctp:127.0.0.1:9060',
    })
    expect(exit).toBe(1)
    const names = ['PORT', 'OFFHOOK_ROLE', 'DATABASE_URL', 'OFFHOOK_ALLOWED_NETWORKS', 'OFFHOOK_HEP_LISTEN']
    for (const name of names) expect(output).toContain(`  ${name}: `)
    // A sentence for an operator, not a stack trace for a developer.
    expect(output).not.toMatch(/^\s+at /m)
  })

  it('shows the first API key even if the start fails after it was made, and a worker makes none', async () => {
    const env = { DATABASE_URL: fresh.url, OFFHOOK_DATA_DIR: await makeDataDir(), OFFHOOK_API_KEY: '' }
    const worker = await startProcess({ ...env, OFFHOOK_ROLE: 'worker' })
    expect(worker.output()).not.toContain('ohk_')
    // The port is taken.
    const other = await startReceiver()
    const { exit, output } = await runProcess({ ...env, PORT: new URL(other.url).port })
    expect(exit).toBe(1)
    const key = /API key \(shown only now\): (ohk_\S+)/.exec(output)?.[1]
    expect(output).toContain('Offhook could not start')
    expect(output).not.toContain('/sign-in#')
    const offhook = await startProcess(env)
    await until(() => offhook.output().includes('/sign-in#'))
    const answer = await callApi(offhook.url, key ?? '', 'GET', '/v1/account')
    expect(answer.status).toBe(200)
  })

  it('starts when the first of several database hosts is gone, as after a failover', async () => {
    const { url } = await startDatabaseProxy(takenOver.url)
    const hosts = url.replace('@', '@127.0.0.1:1,')
    const offhook = await startProcess({ DATABASE_URL: hosts, OFFHOOK_DATA_DIR: await makeDataDir() })
    expect((await offhook.call('GET', '/readyz')).status).toBe(200)
  })

  it('does not wait for a database whose certificate it is to check by a file that is not there', async () => {
    const env = {
      DATABASE_URL: 'postgres://offhook@localhost/offhook?sslmode=verify-full&sslrootcert=/no/ca.pem',
    }
    const { exit, output } = await runProcess({ ...env, OFFHOOK_DATA_DIR: await makeDataDir() })
    expect(exit).toBe(1)
    expect(output).toMatch(/could not start: .*\/no\/ca\.pem/)
    expect(output).not.toContain('database.notReachableYet')
  })

  it('needs a data directory only for what is to be kept in it, and says which one cannot be made', async () => {
    const env = { OFFHOOK_DATA_DIR: '/sys/offhook', DATABASE_URL: ownKey.url }
    const OFFHOOK_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64')
    const offhook = await startProcess({ ...env, OFFHOOK_ENCRYPTION_KEY })
    expect((await offhook.call('GET', '/readyz')).status).toBe(200)
    for (const DATABASE_URL of [ownKey.url, '']) {
      const { exit, output } = await runProcess({ ...env, DATABASE_URL })
      expect(exit).toBe(1)
      expect(output).toMatch(/The data directory \/sys\/offhook cannot be made \(E\w+\)/)
    }
  })

  it('refuses to start beside another one on the same data directory', async () => {
    const env = { OFFHOOK_DATA_DIR: await makeDataDir() }
    const running = await startProcess(env)
    const { exit, output } = await runProcess(env)
    expect(exit).toBe(1)
    expect(output).toMatch(/Offhook could not start: .*(already|another).*\./i)
    expect((await running.call('GET', '/readyz')).status).toBe(200)
    running.signal('SIGTERM')
    expect(await running.ended).toBe(0)
  })

  it('ends, with its Postgres, when another one took its data directory over while it was frozen', async () => {
    const dataDir = await makeDataDir()
    const offhook = await startProcess({ OFFHOOK_DATA_DIR: dataDir })
    const postgres = path.join(dataDir, 'postgres')
    const pidFile = path.join(postgres, 'postmaster.pid')
    const [pid] = (await readFile(pidFile, 'utf8')).split('\n')
    const other = { pid: 1, processStart: '1', place: 'another container', host: 'web-1' }
    await writeFile(path.join(dataDir, 'postgres.lock'), JSON.stringify(other))
    expect(await offhook.ended).toBe(1)
    expect(offhook.output()).toContain(`Another Offhook took ${dataDir} over`)
    await until(() => !existsSync(`/proc/${pid}`))
    expect(existsSync(pidFile)).toBe(true)
    // DB_IN_PRODUCTION of pg_control.h: it wrote no checkpoint at its end, as into data that is the other one's.
    expect((await readFile(path.join(postgres, 'global/pg_control'))).readInt32LE(16)).toBe(6)
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)('ends by %s with nothing left behind, nor lost', async (signal) => {
    const dataDir = await makeDataDir()
    const offhook = await startProcess({ OFFHOOK_DATA_DIR: dataDir })
    offhook.signal(signal)
    expect(await offhook.ended).toBe(0)
    expect(await readdir(dataDir)).toEqual(['encryption-key', 'postgres'])
    expect(offhook.output()).not.toContain('database.connectionLost')
  })

  const hasTerminals = process.platform === 'linux' && existsSync('/usr/bin/script')
  if (!hasTerminals)
    console.warn('SKIPPED "ends carefully when its terminal is closed": there is no /usr/bin/script.')
  it.skipIf(!hasTerminals)(
    'ends carefully when its terminal is closed, though nothing can be written any more',
    async () => {
      const dataDir = await makeDataDir()
      const talk = encodeURIComponent('process.on("SIGHUP", () => process.stdout.write("bye\\n"))')
      const env = { OFFHOOK_DATA_DIR: dataDir, NODE_OPTIONS: `--import=data:text/javascript,${talk}` }
      const terminal = spawnOffhook(env, {
        wrapper: ['sh', '-c', 'exec /usr/bin/script -qfc "exec $*" /dev/null', 'sh'],
      })
      onTestFinished(() => terminal.signal('SIGKILL'))
      await terminal.ready()
      terminal.signal('SIGKILL')
      await until(async () => (await readdir(dataDir)).length === 2)
      expect(await readdir(dataDir)).toEqual(['encryption-key', 'postgres'])
    },
  )

  it('takes over at once from a killed one on the same data directory, whose lease still runs', async () => {
    const env = { OFFHOOK_DATA_DIR: await makeDataDir() }
    const killed = await startProcess(env)
    const receiver = await startReceiver()
    await killed.call('POST', '/v1/webhooks', { url: receiver.url, eventTypes: ['call.ringing'] })
    const ringing = (id: string) => ({
      ...{ type: 'call.ringing', occurredAt: '2026-04-08T09:24:04Z', call: { id }, data: {} },
    })
    // Delivered, so that a worker lives.
    await killed.call('POST', '/v1/events', ringing('before'))
    await receiver.waitFor(1)
    killed.signal('SIGKILL')
    await killed.ended
    const next = await startProcess(env)
    await next.call('POST', '/v1/events', ringing('after'))
    await receiver.waitFor(2)
    const at = (message: string) => next.output().indexOf(`"${message}"`)
    await until(() => at('worker.started') > -1)
    expect(at('worker.ended')).toBeGreaterThan(-1)
    expect(at('worker.ended')).toBeLessThan(at('worker.started'))
    expect(at('worker.reaped')).toBe(-1)
  })

  it('ends with code 1 and says why when a rejection is handled by nobody', async () => {
    const fault = 'process.once("SIGUSR2", () => void Promise.reject(new Error("nobody handles this")))'
    const env = { DATABASE_URL: database.url, OFFHOOK_DATA_DIR: await makeDataDir() }
    const offhook = await startProcess(env, ['--import', `data:text/javascript,${encodeURIComponent(fault)}`])
    offhook.signal('SIGUSR2')
    expect(await offhook.ended).toBe(1)
    const lines = offhook.output().split('\n')
    const line = lines.find((each) => each.includes('process.failed'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 60, err: { message: 'nobody handles this' } })
  })
})
