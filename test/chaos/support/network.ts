import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Rig } from './rig.ts'

const run = promisify(execFile)

/** A link between this machine and a namespace: its two addresses. */
export type Link = {
  hostAddress: string
  address: string
  /** Down: whatever either side sends is gone, and neither is told. */
  set: (state: 'up' | 'down') => Promise<void>
}

export type Namespace = {
  /** What a program is run by to be inside. */
  wrapper: readonly string[]
  links: readonly [Link, Link]
  /** The network that all the addresses are in. */
  network: string
}

/** Makes a network namespace with two links to this machine, so that one can be cut and the other kept. */
export async function makeNamespace(rig: Rig): Promise<Namespace> {
  const name = `offhook-${process.pid}`
  const prefix = `10.214.${process.pid % 250}`
  await run('ip', ['netns', 'add', name])
  rig.defer(() => run('ip', ['netns', 'delete', name]))
  await run('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
  const links = [await makeLink(rig, name, prefix, 0), await makeLink(rig, name, prefix, 1)] as const
  return { wrapper: ['ip', 'netns', 'exec', name], links: [...links], network: `${prefix}.0/24` }
}

async function makeLink(rig: Rig, namespace: string, prefix: string, index: number): Promise<Link> {
  const [host, inside] = ['h', 'n'].map((end) => `oh${process.pid}${end}${index}`) as [string, string]
  const [hostAddress, address] = [`${prefix}.${index * 4 + 1}`, `${prefix}.${index * 4 + 2}`]
  await run('ip', ['link', 'add', host, 'type', 'veth', 'peer', 'name', inside, 'netns', namespace])
  // The namespace outlives the last socket in it, and with it its end of the link.
  rig.defer(() => run('ip', ['link', 'delete', host]))
  await run('ip', ['address', 'add', `${hostAddress}/30`, 'dev', host])
  await run('ip', ['-n', namespace, 'address', 'add', `${address}/30`, 'dev', inside])
  await run('ip', ['link', 'set', host, 'up'])
  await run('ip', ['-n', namespace, 'link', 'set', inside, 'up'])
  return {
    hostAddress,
    address,
    set: async (state) => void (await run('ip', ['link', 'set', host, state])),
  }
}
