import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startKamailio, type CallKind } from './run-sip.ts'

/**
 * Records what Kamailio mirrors of one call of each kind, as the stream it would be over TCP. Run by hand where
 * kamailio and sipp are installed: npm run record:sip
 */
const recordings: { name: string; kind: CallKind; agents: number }[] = [
  { name: 'ended-by-callee', kind: 'endedByCallee', agents: 1 },
  { name: 'challenged', kind: 'challenged', agents: 1 },
  { name: 'canceled', kind: 'canceled', agents: 1 },
  { name: 'server-failure', kind: 'serverFailure', agents: 1 },
  { name: 'serial-fork', kind: 'serialFork', agents: 1 },
  { name: 'parallel-fork', kind: 'parallelFork', agents: 1 },
  { name: 'two-agents', kind: 'endedByCaller', agents: 2 },
]

const LATE_PACKETS_MS = 500

async function record(kind: CallKind, agents: number): Promise<Buffer> {
  const socket = createSocket('udp4')
  const packets: Buffer[] = []
  socket.on('message', (bytes) => packets.push(bytes))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const lab = await startKamailio({ hepPorts: Array.from({ length: agents }, () => socket.address().port) })
  await lab.call(kind)
  await sleep(LATE_PACKETS_MS)
  await lab.stop()
  socket.close()
  return Buffer.concat(packets)
}

const folder = process.argv[2]
if (folder === undefined) throw new Error('Say where to: node test/sip/record.ts <folder>')
mkdirSync(folder, { recursive: true })
for (const { name, kind, agents } of recordings) {
  const stream = await record(kind, agents)
  writeFileSync(path.join(folder, `${name}.hep`), stream)
  console.log(`${name}.hep: ${stream.length} bytes`)
}
