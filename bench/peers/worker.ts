/** The process in which a peer works: `node worker.ts <peer> <connection> <job count> <url> <webhook count>`. */
import { createSend, makeJobs } from './peer.ts'
import { peers } from './peers.ts'

const [name = '', connection = '', count = '', url = '', webhookCount = ''] = process.argv.slice(2)
const peer = await peers[name]?.()
if (peer === undefined) throw new Error(`There is no peer ${name}`)
const jobs = peer.needs === 'nothing' ? makeJobs(Number(count), url, Number(webhookCount)) : []
const working = await peer.work(connection, createSend(), () => jobs)
process.once('SIGTERM', () => void working.stop().then(() => process.exit(0)))
