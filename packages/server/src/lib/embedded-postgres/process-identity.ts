import { readdir, readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename } from 'node:path'
import { z } from 'zod'
import { errorCode } from '../errors.ts'
import { runProgram } from './run-program.ts'

const isLinux = process.platform === 'linux'

/**
 * When a process started, in the system's own words; undefined if there is no such process or it is only waiting to be
 * reaped. Together with the pid it names a process for good: a pid used again has another start.
 */
export async function processStartOf(pid: number): Promise<string | undefined> {
  if (!isLinux) {
    const { ok, stdout } = await runProgram('ps', ['-o', 'stat=,lstart=', '-p', String(pid)])
    return ok ? startFromPs(stdout) : undefined
  }
  try {
    return startFromStat(await readFile(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}

/** Pure. The start (field 22, clock ticks since boot) in Linux's /proc/<pid>/stat (proc_pid_stat(5)). */
export function startFromStat(stat: string): string | undefined {
  // the name before it stands in parentheses and may itself contain blanks and parentheses
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return isGone(fields[0]) ? undefined : fields[19]
}

/** Pure. The start in the output of `ps -o stat=,lstart=`. */
export function startFromPs(line: string): string | undefined {
  const [state, ...start] = line.trim().split(/\s+/)
  return isGone(state) ? undefined : start.join(' ')
}

function isGone(state: string | undefined): boolean {
  return !state || 'ZXx'.includes(state.charAt(0))
}

/** Whether a process is a Postgres server that works on the given data directory (a real path). */
export async function isPostgresOn(pid: number, dir: string): Promise<boolean> {
  if (!isLinux) {
    const { stdout } = await runProgram('ps', ['-o', 'command=', '-p', String(pid)])
    return /(^|\/)postgres /.test(stdout) && stdout.includes(` -D ${dir} `)
  }
  try {
    const [program = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
    return basename(program) === 'postgres' && (await worksIn(pid, dir))
  } catch {
    return false
  }
}

/**
 * The child processes of servers, also dead ones, on a data directory (a real path). Only Linux tells; elsewhere Postgres
 * itself still refuses to start beside them.
 */
export async function findPostgresChildren(dir: string): Promise<number[]> {
  if (!isLinux) return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const isChild = async (pid: number) => {
    try {
      return (
        (await worksIn(pid, dir)) && (await readFile(`/proc/${pid}/cmdline`, 'utf8')).startsWith('postgres: ')
      )
    } catch {
      return false // gone, or not ours to see
    }
  }
  const found = await Promise.all(pids.map(isChild))
  return pids.filter((_, index) => found[index])
}

/** A server and its children work in their data directory, also after it was moved. */
async function worksIn(pid: number, dir: string): Promise<boolean> {
  return (await readlink(`/proc/${pid}/cwd`)) === dir
}

/**
 * Names the world in which our pids mean something: this boot and, in a container, its own pid namespace. Processes of
 * another place cannot be looked up by pid.
 */
export async function currentPlace(): Promise<string> {
  if (!isLinux) return hostname()
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
}

export const processIdentitySchema = z.object({
  pid: z.number(),
  processStart: z.string(),
  place: z.string(),
})

/** Names a process for good: its pid, when it started, and the place where both mean something. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const processStart = (await processStartOf(process.pid)) ?? ''
  return { pid: process.pid, processStart, place: await currentPlace() }
}

/** Whether a process has ended for certain. False where that cannot be known: it is of another place, or hidden from us. */
export async function hasEnded({ pid, processStart, place }: ProcessIdentity): Promise<boolean> {
  if (processStart === '' || place !== (await currentPlace())) return false
  const start = await processStartOf(pid)
  return start === undefined ? !isPidTaken(pid) : start !== processStart
}

/** Whether any process has this pid, also one that is hidden from us or waits to be reaped. */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
