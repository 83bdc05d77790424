/** One set-up at a time in a clone: a lock that dies with its holder. Runs on Node 20 without dependencies. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 200

/**
 * Holds the lock directory while `work` runs; waits for another holder that lives. The lock is moved into place with its
 * content, so it always names its holder.
 * @param {string} dir
 * @param {{ onWait: () => void, work: (lock: { alsoHeldBy: (pid: number) => void }) => Promise<void> }} options
 * `alsoHeldBy` names a process that keeps the lock alive should we be killed before it ends
 */
export async function withLock(dir, { onWait, work }) {
  const own = describe(process.pid)
  const draft = besides(dir)
  process.once('exit', () => {
    rmSync(draft, { recursive: true, force: true })
    if (readText(join(dir, 'holder')) === own) rmSync(dir, { recursive: true, force: true })
  })
  mkdirSync(draft)
  writeFileSync(join(draft, 'holder'), own)
  for (let tries = 0; !moved(draft, dir); tries++) {
    if (removeStale(dir)) continue
    if (tries === 0) onWait()
    await sleep(POLL_MS)
  }
  try {
    await work({ alsoHeldBy: (pid) => writeFileSync(join(dir, 'child'), describe(pid)) })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/**
 * Removes a lock whose holder and its child are gone. Another run may do the same and take the lock in between: then that
 * one is put back.
 * @param {string} dir
 */
function removeStale(dir) {
  const holder = readText(join(dir, 'holder'))
  if (holder === undefined || isAlive(holder) || isAlive(readText(join(dir, 'child')))) return false
  const aside = besides(dir)
  if (!moved(dir, aside)) return false
  if (readText(join(aside, 'holder')) !== holder && moved(aside, dir)) return false
  rmSync(aside, { recursive: true, force: true })
  return true
}

/** @param {string} dir */
function besides(dir) {
  return `${dir}.${randomBytes(4).toString('hex')}`
}

/**
 * @param {string} from
 * @param {string} to
 */
function moved(from, to) {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) return false
    throw error
  }
}

/**
 * A process as a text. Where the system tells (Linux, proc_pid_stat(5) field 22), with its start: a pid used again has
 * another one.
 * @param {number} pid
 */
function describe(pid) {
  const stat = readText(`/proc/${pid}/stat`) ?? ''
  return JSON.stringify({ pid, start: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] })
}

/** @param {string | undefined} description */
function isAlive(description) {
  try {
    const { pid } = JSON.parse(description ?? '{}')
    process.kill(pid, 0)
    return describe(pid) === description
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
