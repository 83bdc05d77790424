import { onTestFinished } from 'vitest'
import { keyParts, newApiKey } from '../src/accounts/api-keys.ts'
import { ensureApiKey } from '../src/accounts/api-keys.store.ts'
import { startApp, type App } from '../src/app.ts'
import { loadConfig, type Environment } from '../src/config.ts'
import { createLog } from '../src/lib/log.ts'
import type { TestDatabase } from './database.ts'

export type Answer<T = Record<string, unknown>> = { status: number; body: T; headers: Headers }

export type Offhook = {
  app: App
  url: string
  key: string
  /** Calls the API as a user of the account would. */
  call: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<Answer<T>>
}

/** A whole Offhook in this process, on a free port, over the test's own database. Stopped when the test is over. */
export async function startOffhook(database: TestDatabase, env: Environment = {}): Promise<Offhook> {
  const config = loadConfig({ PORT: '0', OFFHOOK_LOG_LEVEL: 'silent', OFFHOOK_SHUTDOWN_SECONDS: '5', ...env })
  const encryptionKeys = [Buffer.alloc(32, 7)]
  const app = await startApp({
    config,
    databaseUrl: database.url,
    encryptionKeys,
    log: createLog(config.logLevel),
  })
  onTestFinished(app.stop)
  const key = newApiKey()
  await ensureApiKey(database.db, database.accountId, { name: 'test', ...keyParts(key) })
  const url = app.url ?? ''
  return { app, url, key, call: (method, path, body) => callApi(url, key, method, path, body) }
}

/** One request to the API with a key; strings and buffers are sent as they are, other bodies as JSON. */
export async function callApi<T>(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers }
}
