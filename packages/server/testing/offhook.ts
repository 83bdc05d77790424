import { afterAll, onTestFinished } from 'vitest'
import { systemActor } from '../src/accounts/actor.ts'
import { createApiKey } from '../src/accounts/api-keys.ts'
import { startApp, type App, type AppOptions } from '../src/app.ts'
import { loadConfig, type Environment } from '../src/config.ts'
import { createLog, type Logger } from '../src/lib/log.ts'
import { insertAccount } from './accounts.ts'
import { checkAnswer } from './check-answer.ts'
import type { TestDatabase } from './database.ts'

export type Answer<T = Record<string, unknown>> = { status: number; body: T; headers: Headers }

export type CallApi = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
) => Promise<Answer<T>>

export type Offhook = {
  app: App
  url: string
  key: string
  /** Calls the API as a user of the account would. */
  call: CallApi
  /** Adds an account with a key of its own and calls the API as its user would. */
  addAccount: () => Promise<{ accountId: string; key: string; call: CallApi }>
}

export type OffhookOptions = Pick<AppOptions, 'clock' | 'requestTimeoutMs'> & { log?: Logger }

export const testEncryptionKey = Buffer.alloc(32, 7)

/** A whole Offhook in this process, on a free port, over the test's own database. Stopped when the test is over. */
export async function startOffhook(
  database: TestDatabase,
  env: Environment = {},
  options: OffhookOptions = {},
): Promise<Offhook> {
  const offhook = await openOffhook(database, env, options)
  onTestFinished(offhook.app.stop)
  return offhook
}

/** The same for all tests of a file, which stops it at its end. */
export async function shareOffhook(database: TestDatabase, env: Environment = {}): Promise<Offhook> {
  const offhook = await openOffhook(database, env, {})
  afterAll(offhook.app.stop)
  return offhook
}

async function openOffhook(
  database: TestDatabase,
  env: Environment,
  { log, ...options }: OffhookOptions,
): Promise<Offhook> {
  const config = loadConfig({
    ...{ HOST: '127.0.0.1', PORT: '0', OFFHOOK_LOG_LEVEL: 'silent', OFFHOOK_SHUTDOWN_SECONDS: '5' },
    ...env,
  })
  const app = await startApp({
    config,
    databaseUrl: database.url,
    encryptionKeys: [testEncryptionKey],
    log: log ?? createLog(config.logLevel),
    ...options,
  })
  const url = app.url ?? ''
  const key = await addKey(database, database.accountId)
  return {
    ...{ app, url, key },
    call: (method, path, body) => callApi(url, key, method, path, body),
    addAccount: async () => {
      const { id: accountId } = await insertAccount(database.db, 'Another account')
      const otherKey = await addKey(database, accountId)
      const call: CallApi = (method, path, body) => callApi(url, otherKey, method, path, body)
      return { accountId, key: otherKey, call }
    },
  }
}

async function addKey({ db }: TestDatabase, accountId: string): Promise<string> {
  return (await createApiKey(db, systemActor(accountId), 'test')).key
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
  return send<T>(url, method, path, {
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
  })
}

/** Any request to the API. The answer is held to what the API says of itself. */
export async function send<T = Record<string, unknown>>(
  url: string,
  method: string,
  path: string,
  init: Omit<RequestInit, 'method'>,
): Promise<Answer<T>> {
  const response = await fetch(url + path, { ...init, method })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const answer = {
    status: response.status,
    body: (isJson ? JSON.parse(text) : text) as T,
    headers: response.headers,
  }
  checkAnswer(method, path, answer)
  return answer
}
