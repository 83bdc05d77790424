import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ownIdentity, processIdentitySchema, processStartOf } from './process-identity.ts'
import { errorCode } from '../errors.ts'
import { EmbeddedPostgresError } from './refusal.ts'

const BEAT_INTERVAL_MS = 2_000
const FOREIGN_WATCH_MS = 5_000
const MAX_TRIES = 10

const ownerSchema = processIdentitySchema.extend({ host: z.string() })

/** The Offhook that holds a data directory, as written into the lock file. */
export type Owner = z.infer<typeof ownerSchema>

export type OwnerLockOptions = {
  /** Called once if another start took the lock over, as it may from a holder that was frozen for longer than it watched. */
  onLost: () => void
  /** For how long an owner in another place is watched before it counts as dead; 5 s unless given. */
  watchMs?: number
}

/** Held until released; a holder that dies leaves a file which the next start recognises as stale. */
export type OwnerLock = { release(): Promise<void> }

/**
 * Pure. Whether the owner in a lock file still lives. `elsewhere`: it belongs to another machine, container or boot,
 * where its pid cannot be looked up, and only its heartbeat tells. A lock cut short by a power failure is stale.
 */
export function judgeOwner(
  owner: Owner | undefined,
  here: { place: string; startOfItsPid: string | undefined },
): 'running' | 'stale' | 'elsewhere' {
  if (owner === undefined) return 'stale'
  if (owner.place !== here.place) return 'elsewhere'
  return owner.processStart === here.startOfItsPid ? 'running' : 'stale'
}

/**
 * Takes the lock file for this process, also from an owner that died. The file's time is renewed every 2 s, which is what
 * protects a volume shared by containers. Throws EmbeddedPostgresError while another Offhook holds it.
 */
export async function acquireOwnerLock(
  path: string,
  { onLost, watchMs = FOREIGN_WATCH_MS }: OwnerLockOptions,
): Promise<OwnerLock> {
  const identity = await ownIdentity()
  const { place } = identity
  const own = JSON.stringify({ ...identity, host: hostname() } satisfies Owner)
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (await createWhole(path, own)) return hold(path, own, onLost)
    const text = await readIfThere(path)
    if (text === undefined) continue
    const owner = parseOwner(text)
    const startOfItsPid = owner === undefined ? undefined : await processStartOf(owner.pid)
    const verdict = judgeOwner(owner, { place, startOfItsPid })
    if (owner !== undefined && verdict === 'running') throw alreadyRunning(path, `process ${owner.pid}`)
    if (owner !== undefined && verdict === 'elsewhere' && (await isBeating(path, watchMs))) {
      throw alreadyRunning(path, `process ${owner.pid} on machine or container ${owner.host}`)
    }
    await removeStale(path, text)
  }
  throw new EmbeddedPostgresError(`Several starts compete for the lock ${path}. Start Offhook once.`)
}

function alreadyRunning(path: string, who: string): Error {
  return new EmbeddedPostgresError(
    `Offhook already runs on this data directory (${who}, lock ${path}). Stop it first, or set OFFHOOK_DATA_DIR and ` +
      'PORT to start a second one beside it.',
  )
}

function hold(path: string, own: string, onLost: () => void): OwnerLock {
  const beat = async () => {
    const text = await readIfThere(path)
    if (text !== undefined && text !== own) {
      clearInterval(timer)
      return onLost()
    }
    const now = new Date()
    await utimes(path, now, now)
  }
  // Where the file cannot be read or is gone, nobody else has it.
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_INTERVAL_MS).unref()
  return {
    async release() {
      clearInterval(timer)
      if ((await readIfThere(path)) === own) await rm(path, { force: true })
    },
  }
}

/** Creates the file with all of its text at once, or tells that there is one already. */
async function createWhole(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o644 })
    await link(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes the lock judged stale; another start may have replaced it meanwhile, and that one is put back. */
async function removeStale(path: string, judged: string): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if ((await readIfThere(aside)) !== judged) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

async function isBeating(path: string, watchMs: number): Promise<boolean> {
  const before = await modifiedAt(path)
  await sleep(watchMs)
  const after = await modifiedAt(path)
  return after !== undefined && after !== before
}

async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs
  } catch {
    return undefined
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
