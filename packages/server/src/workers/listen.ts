import pg from 'pg'
import { databaseHosts, type DatabaseHosts } from '../lib/database-hosts.ts'
import { pause } from './pause.ts'
import type { Worker } from './worker.ts'

export type ListenOptions = {
  url: string
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  /** Called after each (re)connect: what was notified in between is lost, so look for yourself. */
  onConnected: () => void
}

const reconnectAfterMs = 500

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
  const client = new pg.Client({
    ...hosts.config,
    application_name: 'offhook-listener',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  const ended = new Promise<void>((resolve) => {
    client.once('end', () => resolve())
    client.on('error', () => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  client.on('notification', (message) => options.onNotification(message.channel, message.payload ?? ''))
  try {
    await client.connect()
    await hosts.refuseStandby(client)
    for (const channel of options.channels) await client.query(`listen ${channel}`)
    options.onConnected()
    await ended
  } finally {
    await client.end().catch(() => undefined)
  }
}
