import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig, settings, type Environment } from './config.ts'

const key = Buffer.alloc(32, 7)
const other = Buffer.alloc(32, 8)

function problemsOf(env: Environment): string {
  try {
    loadConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  throw new Error('was not refused')
}

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(loadConfig({})).toMatchObject({
      ...{
        port: 4080,
        host: '127.0.0.1',
        dataDir: path.resolve('.offhook'),
        databaseUrl: null,
        apiKey: null,
      },
      ...{
        encryptionKeys: null,
        ca: null,
        role: 'all',
        maxInFlight: 2_000,
        shutdownMs: 20_000,
        logLevel: 'info',
      },
      addressRules: { allowedNetworks: [], allowLoopback: true },
      hep: { listen: [], password: null },
    })
  })

  it('that are empty count as not set', () => {
    const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, '  ']))
    expect(JSON.stringify(loadConfig(empty))).toBe(JSON.stringify(loadConfig({})))
  })

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.0.2.1', false],
    ['127.example.com', false],
  ])('HOST=%s lets webhooks reach loopback: %s', (HOST, allowLoopback) => {
    expect(loadConfig({ HOST }).addressRules.allowLoopback).toBe(allowLoopback)
  })

  it.each([
    [{}, false],
    [{ HOST: ' ' }, false],
    [{ HOST: '127.0.0.1' }, true],
    [{ HOST: '0.0.0.0' }, false],
  ])('let webhooks of a worker reach loopback only if HOST is set to it: %j', (env, allowLoopback) => {
    const config = loadConfig({ OFFHOOK_ROLE: 'worker', ...env })
    expect(config.addressRules.allowLoopback).toBe(allowLoopback)
  })

  it('take several encryption keys, the first one first', () => {
    const OFFHOOK_ENCRYPTION_KEY = `${key.toString('base64')}, ${other.toString('base64')}`
    expect(loadConfig({ OFFHOOK_ENCRYPTION_KEY }).encryptionKeys).toEqual([key, other])
  })

  it('come from a file where the name says so, whatever else is set', () => {
    const files: Record<string, string> = { '/run/key': 'a-key-of-my-own-making\n', '/run/port': ' 5000 ' }
    const env = {
      OFFHOOK_API_KEY_FILE: '/run/key',
      OFFHOOK_API_KEY: 'not this one at all',
      PORT_FILE: '/run/port',
    }
    const config = loadConfig(env, (file) => files[file] ?? '')
    expect([config.apiKey, config.port]).toEqual(['a-key-of-my-own-making', 5_000])
  })
})

describe('settings that cannot be used', () => {
  it('are all named in one error', () => {
    const problems = problemsOf({
      PORT: '70000',
      DATABASE_URL: 'mysql://x/y',
      OFFHOOK_API_KEY: 'short',
      OFFHOOK_ENCRYPTION_KEY: 'AAAA',
      OFFHOOK_ALLOWED_NETWORKS: '10.0.0.0/8,10.0.0.0/99,x',
      OFFHOOK_CA_FILE: '/dev/null',
      OFFHOOK_ROLE: 'boss',
      OFFHOOK_LOG_LEVEL: 'loud',
      OFFHOOK_HEP_LISTEN: 'tls:1',
      OFFHOOK_HEP_ALLOW: 'everyone',
      OFFHOOK_SHUTDOWN_SECONDS_FILE: '/nowhere/at-all',
    })
    const named = problems
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(':')[0])
    expect(named).toEqual([
      ...['PORT', 'DATABASE_URL', 'OFFHOOK_API_KEY', 'OFFHOOK_ENCRYPTION_KEY', 'OFFHOOK_ALLOWED_NETWORKS'],
      ...[
        'OFFHOOK_CA_FILE',
        'OFFHOOK_ROLE',
        'OFFHOOK_SHUTDOWN_SECONDS',
        'OFFHOOK_LOG_LEVEL',
        'OFFHOOK_HEP_LISTEN',
        'OFFHOOK_HEP_ALLOW',
      ],
    ])
    expect(problems).toContain('10.0.0.0/99 is not a network')
    expect(problems).toContain('ENOENT')
  })

  it.each([
    [{ OFFHOOK_API_KEY: 'short' }, 'OFFHOOK_API_KEY: must have at least 16 characters'],
    [{ OFFHOOK_API_KEY: 'k'.repeat(201) }, 'OFFHOOK_API_KEY: must have at most 200 characters'],
    [{ OFFHOOK_ROLE: 'boss' }, 'OFFHOOK_ROLE: must be one of all, api, worker'],
    [{ OFFHOOK_MAX_IN_FLIGHT: '0' }, 'OFFHOOK_MAX_IN_FLIGHT: must be a whole number from 1 to 20000'],
  ])('are told in words: %j', (env, said) => {
    expect(problemsOf(env)).toContain(said)
  })

  it.each(['-1', '65536', '1.5', 'http', '4080x'])('PORT cannot be %s', (PORT) => {
    expect(problemsOf({ PORT })).toContain('PORT: ')
  })

  it('are not shown where they are secret', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://user:hidden@host/db',
      OFFHOOK_API_KEY: 'hidden',
      OFFHOOK_ENCRYPTION_KEY: 'hidden',
    })
    expect(problems).not.toContain('hidden')
  })
})
