import { writeFile } from 'node:fs/promises'
import { createServer as createHttpsServer } from 'node:https'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority } from '../packages/server/testing/certificates.ts'
import { listen, listenRaw } from '../packages/server/src/sender/test-support/receivers.ts'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { startReceiver, until } from '../packages/server/testing/receiver.ts'
import { makeDataDir, startProcess, type OffhookProcess } from './support/offhook-process.ts'
import { processKey } from './support/spawn-offhook.ts'

const databases = {
  faults: await createTestDatabase(),
  guarded: await createTestDatabase(),
  opened: await createTestDatabase(),
}

type Webhook = { id: string; signingSecret: string }
type Deliveries = { data: { id: string; status: string; attempts: number }[] }
type Attempt = {
  outcome: string
  isSuccess: boolean
  response: { status: number; body: string; isBodyTruncated: boolean } | null
  failure: { reason: string; detail: string } | null
}

/** Things that must never be in the log. */
const secrets = {
  from: '+4915155500011',
  to: '+493055500022',
  said: 'my card number is four two four two',
  header: 'header-value-4711',
  inUrl: 'token-in-the-url',
}

async function createWebhook(offhook: OffhookProcess, url: string, more: object = {}): Promise<Webhook> {
  const { status, body } = await offhook.call<Webhook>('POST', '/v1/webhooks', { url, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function postEvents(offhook: OffhookProcess, count: number): Promise<void> {
  const { from, to, said } = secrets
  const events = Array.from({ length: count }, (_, index) => ({
    type: 'call.transcript',
    occurredAt: '2026-04-08T09:24:04.329Z',
    call: { id: `call-${index}`, from, to, direction: 'inbound', source: 'test' },
    data: { speaker: 'customer', text: said },
  }))
  expect((await offhook.call('POST', '/v1/events', { events })).status).toBe(202)
}

/** The attempts of all deliveries of a webhook, once none of them is pending any more. */
async function attemptsOf(offhook: OffhookProcess, webhook: Webhook): Promise<Attempt[]> {
  const list = `/v1/webhooks/${webhook.id}/deliveries?limit=200`
  let deliveries: Deliveries['data'] = []
  await until(async () => {
    deliveries = (await offhook.call<Deliveries>('GET', list)).body.data
    return deliveries.length > 0 && deliveries.every(({ status }) => status !== 'pending')
  })
  const attempts = deliveries.map(async ({ id }) => {
    const { body } = await offhook.call<{ data: Attempt[] }>('GET', `/v1/deliveries/${id}/attempts`)
    return body.data
  })
  return (await Promise.all(attempts)).flat()
}

const OK = 'HTTP/1.1 200 OK\r\n'
const GIB = 1_073_741_824

/** Receivers that do what no receiver should, and the outcome that the log must show of each attempt. */
const hostile: Record<string, { open: () => Promise<string>; outcome: object }> = {
  'hangs before its headers': {
    open: async () => openRaw(() => undefined),
    outcome: {
      response: null,
      failure: { reason: 'timeout', detail: expect.stringContaining('waiting for the') },
    },
  },
  'drips its body': {
    open: async () =>
      openRaw((socket) => {
        socket.write(`${OK}Content-Length: 5000\r\n\r\n`)
        const timer = setInterval(() => socket.write('x'), 20)
        socket.on('close', () => clearInterval(timer))
      }),
    outcome: {
      response: null,
      failure: { reason: 'timeout', detail: expect.stringContaining('status 200') },
    },
  },
  'resets the connection': {
    open: async () => openRaw((socket) => socket.resetAndDestroy()),
    outcome: { response: null, failure: { reason: 'reset' } },
  },
  'sends 1 GiB': {
    open: async () =>
      openRaw((socket) => {
        socket.write(`${OK}Content-Length: ${GIB}\r\n\r\n`)
        const block = Buffer.alloc(1_048_576, 'x')
        const write = (): void => {
          while (!socket.destroyed && socket.bytesWritten < GIB && socket.write(block));
        }
        socket.on('drain', write)
        write()
      }),
    outcome: { isSuccess: true, response: { status: 200, isBodyTruncated: true, body: 'x'.repeat(16_384) } },
  },
  'speaks no HTTP': {
    open: async () => openRaw((socket) => socket.end('220 mail.example ESMTP\r\n')),
    outcome: { response: null, failure: { reason: 'protocol' } },
  },
  'redirects to the metadata address': {
    open: async () =>
      openRaw((socket) =>
        socket.write(
          'HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n',
        ),
      ),
    outcome: { isSuccess: false, response: { status: 302 }, failure: null },
  },
  'has an expired certificate': {
    open: openExpired,
    outcome: { response: null, failure: { reason: 'tls', detail: expect.stringContaining('expired') } },
  },
}

const authority = createAuthority('Test authority')

async function openRaw(onRequest: Parameters<typeof listenRaw>[0]): Promise<string> {
  const receiver = await listenRaw(onRequest)
  onTestFinished(receiver.close)
  return `http://127.0.0.1:${receiver.port}`
}

async function openExpired(): Promise<string> {
  const certificate = authority.issue(['127.0.0.1'], { fromYear: 2020, toYear: 2021 })
  const server = createHttpsServer(certificate, (_, response) => response.end())
  server.on('tlsClientError', () => undefined)
  const receiver = await listen(server)
  onTestFinished(receiver.close)
  return `https://127.0.0.1:${receiver.port}`
}

describe('Offhook among hostile receivers', () => {
  it('logs what each did, serves the healthy one, and tells no secret in its log', async () => {
    const dataDir = await makeDataDir()
    const caFile = path.join(dataDir, 'ca.pem')
    await writeFile(caFile, authority.cert)
    const offhook = await startProcess({
      DATABASE_URL: databases.faults.url,
      OFFHOOK_DATA_DIR: dataDir,
      OFFHOOK_LOG_LEVEL: 'debug',
      OFFHOOK_CA_FILE: caFile,
    })
    // More would wait for probes of those that cannot be reached.
    const eventCount = 10
    const settings = { timeoutMs: 1_500, maxRetries: 0, headers: { 'X-Token': secrets.header } }
    const webhooks = new Map<string, Webhook>()
    for (const [name, { open }] of Object.entries(hostile)) {
      const url = `${await open()}/hook?token=${secrets.inUrl}`
      webhooks.set(name, await createWebhook(offhook, url, settings))
    }
    const receiver = await startReceiver()
    const healthy = await createWebhook(offhook, receiver.url, settings)
    await postEvents(offhook, eventCount)

    await receiver.waitFor(eventCount)
    const good = await attemptsOf(offhook, healthy)
    expect(good.map(({ isSuccess }) => isSuccess)).toEqual(Array.from({ length: eventCount }, () => true))
    for (const [name, webhook] of webhooks) {
      const attempts = await attemptsOf(offhook, webhook)
      expect(attempts, name).toHaveLength(eventCount)
      for (const attempt of attempts) expect(attempt, name).toMatchObject(hostile[name]?.outcome ?? {})
    }
    const attempts = eventCount * (webhooks.size + 1)
    const { body: metrics } = await offhook.call<string>('GET', '/metrics')
    console.log(`hostile receivers: ${attempts} attempts, peak ${Math.round(offhook.peakMemoryMib())} MiB`)
    expect(offhook.peakMemoryMib()).toBeLessThan(600)
    expectFigures(metrics, eventCount)

    offhook.signal('SIGTERM')
    expect(await offhook.ended).toBe(0)
    const lines = offhook.output().split('\n')
    expect(lines.filter((line) => line.includes('"delivery.attempted"'))).toHaveLength(attempts)
    const signingSecrets = [...webhooks.values(), healthy].map(({ signingSecret }) => signingSecret)
    for (const secret of [...Object.values(secrets), ...signingSecrets, processKey]) {
      expect(lines.filter((line) => line.includes(secret.replace('+', '')))).toEqual([])
    }
  })
})

/** Holds /metrics to what was done: all outcomes, and nothing left out. */
function expectFigures(metrics: string, eventCount: number): void {
  const outcomes = new Map(
    [...metrics.matchAll(/^offhook_attempts_total\{dialect="offhook",outcome="(\w+)"\} (\d+)$/gm)].map(
      ([, outcome, count]) => [outcome, Number(count) / eventCount],
    ),
  )
  // The healthy receiver and the one that sends too much behind its 200 are delivered; two let the time run out.
  const expected = { delivered: 2, timeout: 2, reset: 1, protocol: 1, refused: 1, tls: 1 }
  expect(Object.fromEntries(outcomes)).toEqual(expected)
  const webhookCount = Object.keys(hostile).length + 1
  for (const figure of [
    `offhook_events_accepted_total ${eventCount}`,
    `offhook_deliveries_queued_total ${eventCount * webhookCount}`,
    `offhook_first_attempt_delay_seconds_count ${eventCount * webhookCount}`,
    'offhook_http_request_duration_seconds_count{method="POST",path="/v1/events",status="202"} 1',
  ]) {
    expect(metrics.split('\n')).toContain(figure)
  }
}

describe('Offhook that listens on all addresses', () => {
  const open = { HOST: '0.0.0.0' }

  it('calls nothing in the private network or at the metadata address', async () => {
    const receiver = await startReceiver()
    const { port } = new URL(receiver.url)
    const offhook = await startProcess({
      ...open,
      DATABASE_URL: databases.guarded.url,
      OFFHOOK_DATA_DIR: await makeDataDir(),
    })
    const hosts = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '[::ffff:127.0.0.1]',
      '10.0.0.1',
      '192.168.1.1',
      '169.254.169.254',
    ]
    const webhooks: Webhook[] = []
    for (const host of hosts)
      webhooks.push(await createWebhook(offhook, `http://${host}:${port}/`, { maxRetries: 0 }))
    await postEvents(offhook, 1)
    for (const [index, webhook] of webhooks.entries()) {
      const attempts = await attemptsOf(offhook, webhook)
      expect(attempts, hosts[index]).toMatchObject([{ isSuccess: false, failure: { reason: 'blocked' } }])
    }
    expect(receiver.received).toEqual([])
  })

  it('calls a private network that the operator opened', async () => {
    const receiver = await startReceiver()
    const offhook = await startProcess({
      ...open,
      DATABASE_URL: databases.opened.url,
      OFFHOOK_DATA_DIR: await makeDataDir(),
      OFFHOOK_ALLOWED_NETWORKS: '10.99.0.0/16,127.0.0.0/8',
    })
    const allowed = await createWebhook(offhook, receiver.url, { maxRetries: 0 })
    const refused = await createWebhook(offhook, 'http://192.168.1.1/', { maxRetries: 0 })
    await postEvents(offhook, 1)
    expect(await attemptsOf(offhook, allowed)).toMatchObject([{ isSuccess: true }])
    expect(await attemptsOf(offhook, refused)).toMatchObject([{ failure: { reason: 'blocked' } }])
  })
})
