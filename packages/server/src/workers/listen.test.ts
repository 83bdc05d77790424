import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { startDatabaseProxy } from '../../testing/proxy.ts'
import { until } from '../../testing/receiver.ts'
import { createListener } from './listen.ts'

const database = await createTestDatabase()

/** Listens on the channel `news` through a proxy, until the test ends. */
async function listen() {
  const proxy = await startDatabaseProxy(database.url)
  const heard: string[] = []
  let connected = 0
  const stop = new AbortController()
  const running = createListener({
    ...{ url: proxy.url, channels: ['news'], checkEveryMs: 100 },
    onNotification: (_, payload) => void heard.push(payload),
    onConnected: () => (connected += 1),
  }).run(stop.signal)
  await until(() => connected === 1)
  const end = async () => {
    stop.abort()
    await running
  }
  return { proxy, heard, connections: () => connected, end }
}

const tell = (payload: string) => database.db.pool.query(`select pg_notify('news', $1)`, [payload])

it('hears what is told, and again after the connection was cut', async () => {
  const { proxy, heard, connections, end } = await listen()
  await tell('one')
  await until(() => heard.length === 1)
  proxy.cut()
  proxy.mend()
  await until(() => connections() === 2)
  await tell('two')
  await until(() => heard.length === 2)
  expect(heard).toEqual(['one', 'two'])
  await end()
})

it('notices a database that vanished without a word, and connects anew', async () => {
  const { proxy, heard, connections, end } = await listen()
  proxy.swallow()
  await tell('unheard')
  await until(() => connections() === 2)
  await tell('heard')
  await until(() => heard.length === 1)
  expect(heard).toEqual(['heard'])
  await end()
})

it('stops soon, also when nobody answers its goodbye', async () => {
  const { proxy, end } = await listen()
  proxy.swallow()
  await end()
})
