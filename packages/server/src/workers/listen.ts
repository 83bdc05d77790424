import { Socket } from 'node:net'
import { databaseHosts, type DatabaseHosts } from '../lib/database-hosts.ts'
import { pause } from './pause.ts'
import type { Worker } from './worker.ts'

export type ListenOptions = {
  url: string
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  /** Called after each (re)connect: what was notified in between is lost, so look for yourself. */
  onConnected: () => void
  /** How often to see whether the database still answers. */
  checkEveryMs?: number
}

const reconnectAfterMs = 500
const checkEveryMs = 10_000
const answerMs = 5_000
const goodbyeMs = 1_000

/** Holds one connection that listens for notifications, and connects again when it breaks. */
export function createListener(options: ListenOptions): Worker {
  const hosts = databaseHosts(options.url)
  if (hosts === null) throw new Error('This is not the URL of a Postgres database')
  return {
    name: 'listener',
    async run(signal) {
      while (!signal.aborted) {
        await listenOnce(hosts, options, signal).catch(() => undefined)
        await pause(reconnectAfterMs, signal)
      }
    },
  }
}

async function listenOnce(hosts: DatabaseHosts, options: ListenOptions, signal: AbortSignal): Promise<void> {
  const socket = new Socket()
  const client = new hosts.Client({
    stream: () => socket,
    application_name: 'offhook-listener',
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
    keepAlive: true,
  })
  const ended = new AbortController()
  client.once('end', () => ended.abort())
  client.on('error', () => ended.abort())
  const isOver = AbortSignal.any([ended.signal, signal])
  client.on('notification', (message) => options.onNotification(message.channel, message.payload ?? ''))
  try {
    await client.connect()
    await hosts.refuseStandby(client)
    for (const channel of options.channels) await client.query(`listen ${channel}`)
    options.onConnected()
    // A host that vanished says nothing: without asking, its silence would pass for nothing to tell for a quarter of an hour.
    for (;;) {
      await pause(options.checkEveryMs ?? checkEveryMs, isOver)
      if (isOver.aborted) break
      await client.query('select 1')
    }
  } finally {
    // A goodbye that nobody answers would wait as long.
    await Promise.race([client.end().catch(() => undefined), pause(goodbyeMs, new AbortController().signal)])
    socket.destroy()
  }
}
