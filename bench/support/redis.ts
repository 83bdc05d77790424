import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { until } from './wait.ts'

/** Lends a Redis of its own on a Unix socket, with an append-only file that is synced every second. */
export async function withRedis<T>(use: (socket: string) => Promise<T>): Promise<T> {
  const redis = await startRedis()
  try {
    return await use(redis.socket)
  } finally {
    await redis.stop()
  }
}

async function startRedis(): Promise<{ socket: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'offhook-redis-'))
  const socket = path.join(folder, 'redis.socket')
  const settings = {
    port: '0',
    unixsocket: socket,
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
  }
  const child = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    { stdio: 'ignore' },
  )
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  await Promise.race([failed, until(() => existsSync(socket), { timeoutMs: 10_000 })])
  return {
    socket,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
