import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chown } from 'node:fs/promises'
import path from 'node:path'
import { serverUserFor } from '../../../packages/server/src/lib/embedded-postgres/server-user.ts'
import { findPostgresChildren } from '../../../packages/server/src/lib/embedded-postgres/process-identity.ts'
import {
  identityOf,
  runProgram,
  type ServerUser,
} from '../../../packages/server/src/lib/embedded-postgres/run-program.ts'
import { until } from '../../../packages/server/testing/receiver.ts'
import { findFreePort } from './port.ts'
import type { Rig } from './rig.ts'

export const postgresBinaries = '/usr/lib/postgresql/15/bin'

/** A PostgreSQL of Debian in a directory of its own. Its role is a superuser, and trusted: it serves one run only. */
export type Cluster = {
  port: number
  /** Its address for clients on `host`. */
  urlOn: (host: string) => string
  /** Ends it as a machine that loses power would: every process at once. */
  kill: () => Promise<void>
  /** Ends the recovery of a standby. */
  promote: () => Promise<void>
}

type Place = { data: string; port: number; user: ServerUser | undefined; addresses: readonly string[] }

const role = 'offhook'

/** Where clients come from besides loopback: an address of this machine, and the network they are in. */
export type Outside = { address: string; network: string }

/** Makes and starts a primary. */
export async function startCluster(rig: Rig, outside?: Outside): Promise<Cluster> {
  const place = await makePlace(rig, outside === undefined ? [] : [outside.address])
  const flags = ['-U', role, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  await runAs(place, 'initdb', ['-D', place.data, ...flags])
  const line = outside === undefined ? '' : `host all ${role} ${outside.network} trust\n`
  await appendFile(path.join(place.data, 'pg_hba.conf'), line)
  return startServer(rig, place)
}

/** Makes and starts a standby that streams from a primary under the name `standby`. */
export async function startStandby(rig: Rig, primary: Cluster): Promise<Cluster> {
  const place = await makePlace(rig, [])
  const source = `host=127.0.0.1 port=${primary.port} user=${role} application_name=standby`
  await runAs(place, 'pg_basebackup', [
    '-d',
    source,
    '-D',
    place.data,
    '-R',
    '-X',
    'stream',
    '--checkpoint=fast',
  ])
  return startServer(rig, place)
}

async function makePlace(rig: Rig, addresses: readonly string[]): Promise<Place> {
  const dir = await rig.makeDir()
  const user = await serverUserFor(undefined)
  if (user !== undefined) await chown(dir, user.uid, user.gid)
  return {
    data: path.join(dir, 'data'),
    port: await findFreePort(),
    user,
    addresses: ['127.0.0.1', ...addresses],
  }
}

async function runAs({ user }: Place, program: string, args: readonly string[]): Promise<void> {
  const { ok, stderr } = await runProgram(path.join(postgresBinaries, program), args, { user })
  if (!ok) throw new Error(`${program} failed: ${stderr}`)
}

async function startServer(rig: Rig, place: Place): Promise<Cluster> {
  const { data, port, user, addresses } = place
  const listen = ['-p', String(port), '-h', addresses.join(','), '-c', 'unix_socket_directories=']
  const child = spawn(path.join(postgresBinaries, 'postgres'), ['-D', data, ...listen], {
    cwd: '/',
    stdio: 'ignore',
    ...identityOf(user),
  })
  const kill = () => killAll(child, data)
  rig.defer(kill)
  const isReady = async () =>
    (await runProgram(path.join(postgresBinaries, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)])).ok
  await until(isReady, 30_000, () => `PostgreSQL in ${data} does not answer`)
  return {
    port,
    urlOn: (host) => `postgres://${role}@${host}:${port}/postgres`,
    kill,
    promote: () => runAs(place, 'pg_ctl', ['-D', data, '-w', 'promote']),
  }
}

async function killAll(server: ChildProcess, data: string): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  const children = await findPostgresChildren(data)
  server.kill('SIGKILL')
  for (const pid of children) killIfThere(pid)
  await ended
  await until(async () => (await findPostgresChildren(data)).length === 0)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself when its server did.
  }
}
