import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { PostedEvent } from '../../events/posted-event.ts'
import { systemClock } from '../../lib/clock.ts'
import { createLog } from '../../lib/log.ts'
import { startHepListener, type HepListener, type HepListenerOptions } from './listener.ts'
import type { ListenAddress } from './parse-listen.ts'
import { hepPacket, requestText, responseText } from './testing.ts'

const started: HepListener[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((listener) => listener.stop()))
})

type Started = { listener: HepListener; ports: number[]; events: PostedEvent[] }

async function start(listen: ListenAddress[], options: Partial<HepListenerOptions> = {}): Promise<Started> {
  const events: PostedEvent[] = []
  const listener = await startHepListener({
    listen,
    isAllowed: () => true,
    log: createLog('silent'),
    onEvents: async (batch) => void events.push(...batch),
    ...options,
  })
  started.push(listener)
  return { listener, events, ports: listener.addresses.map((address) => address.port) }
}

const udp: ListenAddress = { transport: 'udp', host: '127.0.0.1', port: 0 }
const tcp: ListenAddress = { transport: 'tcp', host: '127.0.0.1', port: 0 }

/** The two packets of a call that is busy. */
function busyCall(callId: string): Buffer[] {
  const atMs = Date.now()
  return [
    hepPacket({ text: requestText('INVITE', { callId }), atMs }),
    hepPacket({ text: responseText(486, 'Busy Here', { callId }), atMs: atMs + 1 }),
  ]
}

async function sendUdp(port: number, packets: readonly Buffer[], host = '127.0.0.1'): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  for (const packet of packets) {
    await new Promise<void>((resolve, reject) => {
      socket.send(packet, port, host, (error) => (error ? reject(error) : resolve()))
    })
  }
  socket.close()
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250 && !isSo(); tries++) await sleep(20)
  expect(isSo()).toBe(true)
}

const told = (events: readonly PostedEvent[]) => events.map((event) => `${event.call?.id} ${event.type}`)

describe('the listener', () => {
  it.each([
    ['IPv4', udp, '127.0.0.1'],
    ['IPv6', { ...udp, host: '::1' }, '::1'],
    ['a name', { ...udp, host: 'localhost' }, undefined],
  ])('takes datagrams over %s', async (_, address, host) => {
    const { listener, events, ports } = await start([address])
    await sendUdp(ports[0] ?? 0, busyCall('one'), host ?? listener.addresses[0]?.host)
    await until(() => events.length === 2)
    expect(told(events)).toEqual(['one call.initiated', 'one call.ended'])
    expect(listener.counters()).toMatchObject({ packets: 2, refused: 0, malformed: 0, events: 2, dropped: 0 })
  })

  it('takes packets over TCP however they are cut, and several connections at once', async () => {
    const { listener, events, ports } = await start([tcp])
    const [one, two] = [await open(ports[0] ?? 0), await open(ports[0] ?? 0)]
    const stream = Buffer.concat(busyCall('one'))
    one.write(stream.subarray(0, 100))
    two.write(Buffer.concat(busyCall('two')))
    await sleep(20)
    one.write(stream.subarray(100))
    await until(() => events.length === 4)
    expect(told(events).toSorted()).toEqual([
      'one call.ended',
      'one call.initiated',
      'two call.ended',
      'two call.initiated',
    ])
    expect(listener.counters().packets).toBe(4)
    one.destroy()
    two.destroy()
  })

  it('puts one call together that is mirrored over both', async () => {
    const { events, ports } = await start([udp, tcp])
    const [invite, busy] = busyCall('one')
    await sendUdp(ports[0] ?? 0, invite ? [invite] : [])
    const socket = await open(ports[1] ?? 0)
    socket.write(busy ?? '')
    await until(() => events.length === 2)
    socket.destroy()
  })

  it('closes a connection that speaks something else, and keeps what came before', async () => {
    const { listener, events, ports } = await start([tcp])
    const socket = await open(ports[0] ?? 0)
    const closed = once(socket, 'close')
    socket.write(Buffer.concat([...busyCall('one'), Buffer.from('GET / HTTP/1.1\r\n\r\n')]))
    await closed
    await until(() => events.length === 2)
    expect(listener.counters().malformed).toBe(1)
  })

  it('closes a connection that says nothing', async () => {
    const { ports } = await start([tcp], { idleTimeoutMs: 50 })
    const socket = await open(ports[0] ?? 0)
    await once(socket, 'close')
  })

  it('turns away one connection too many', async () => {
    const { listener, ports } = await start([tcp], { maxConnections: 1 })
    const first = await open(ports[0] ?? 0)
    await sleep(20)
    const second = await open(ports[0] ?? 0)
    await once(second, 'close')
    expect(listener.counters().refused).toBe(1)
    first.destroy()
  })

  it('turns away who is not allowed', async () => {
    const { listener, events, ports } = await start([udp, tcp], { isAllowed: () => false })
    await sendUdp(ports[0] ?? 0, busyCall('one'))
    const socket = await open(ports[1] ?? 0)
    await once(socket, 'close')
    await until(() => listener.counters().refused === 3)
    expect([listener.counters().packets, events]).toEqual([0, []])
  })

  it('goes on when the clock of its machine is put back', async () => {
    let backMs = 0
    const clock = { ...systemClock, now: () => new Date(Date.now() - backMs) }
    const { events, ports } = await start([udp], { clock, tracker: { limits: { retryMs: 700 } } })
    const call = busyCall('one')
    const refused = { text: responseText(401, 'Unauthorized', { callId: 'one' }), atMs: Date.now() }
    await sendUdp(ports[0] ?? 0, [...call.slice(0, 1), hepPacket(refused)])
    await until(() => events.length === 1)
    backMs = 3_600_000
    await until(() => events.length === 2)
    expect(told(events)).toEqual(['one call.initiated', 'one call.ended'])
  })

  it('asks for the password', async () => {
    const { listener, ports } = await start([udp], { password: 'secret' })
    await sendUdp(ports[0] ?? 0, busyCall('one'))
    await until(() => listener.counters().refused === 2)
  })

  it('hands on what it knows when it stops', async () => {
    const { listener, events, ports } = await start([udp], { reorderMs: 60_000 })
    await sendUdp(ports[0] ?? 0, busyCall('one'))
    await until(() => listener.counters().packets === 2)
    expect(events).toEqual([])
    await listener.stop()
    expect(told(events)).toEqual(['one call.initiated', 'one call.ended'])
  })

  it('says which address it cannot have, and lets go of the others', async () => {
    const { ports } = await start([tcp])
    const taken = { ...tcp, port: ports[0] ?? 0 }
    const [free] = (await start([udp])).ports
    await started.pop()?.stop()
    const wanted = { ...udp, port: free ?? 0 }
    await expect(start([wanted, taken])).rejects.toThrow(
      `Cannot listen for HEP on tcp:127.0.0.1:${taken.port}`,
    )
    await start([wanted])
  })

  it('writes nothing of the SIP into the log, only counts and reasons', async () => {
    const lines: string[] = []
    const log = createLog('silent')
    log.level = 'info'
    for (const level of ['info', 'warn', 'error'] as const) {
      log[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said))
    }
    const { ports, events } = await start([udp], { log })
    await sendUdp(ports[0] ?? 0, [...busyCall('one'), Buffer.from('junk')])
    await until(() => lines.some((line) => line.includes('hep.trouble')))
    expect(events).toHaveLength(2)
    expect(lines.join('\n')).toContain('"malformed":1,"lastFault":"not HEP3"')
    expect(lines.join('\n')).not.toMatch(/\+49|INVITE|one/)
  })
})
