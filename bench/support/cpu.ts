/** Who used the CPU: this machine may be shared, and a figure is only as good as the quiet around it. */
import { readdirSync, readFileSync } from 'node:fs'

type Usage = { pid: number; parent: number; name: string; ticks: number }

/** What the whole machine spent, and what processes that are not ours spent of it, in clock ticks. */
export type CpuTimes = { total: number; foreign: number }

/** Reads the CPU times of now. Ours are this process and its descendants. */
export function readCpuTimes(): CpuTimes {
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.trim().split(/\s+/) ?? []
  // The fields after `steal` (guest times) are counted in `user` and `nice` already: proc(5).
  const total = fields.slice(0, 8).reduce((sum, field) => sum + Number(field), 0)
  const stolen = Number(fields[7] ?? 0)
  const usages = readdirSync('/proc').flatMap(readUsage)
  const ours = descendants(usages, process.pid)
  const foreign = usages.filter(({ pid }) => !ours.has(pid)).reduce((sum, { ticks }) => sum + ticks, stolen)
  return { total, foreign }
}

/** The share (0 to 1) of all CPUs that others used between two readings. */
export function foreignShare(before: CpuTimes, after: CpuTimes): number {
  return Math.max(0, after.foreign - before.foreign) / Math.max(1, after.total - before.total)
}

// USER_HZ, in which proc(5) counts, is 100 on every architecture that Node runs on.
const ticksPerSecond = 100

/** The CPU seconds that our descendants (not this process) used so far, by the name of their program. */
export function readOwnSeconds(): Record<string, number> {
  const usages = readdirSync('/proc').flatMap(readUsage)
  const ours = descendants(usages, process.pid)
  const seconds: Record<string, number> = {}
  for (const { pid, name, ticks } of usages) {
    if (ours.has(pid) && pid !== process.pid) seconds[name] = (seconds[name] ?? 0) + ticks / ticksPerSecond
  }
  return seconds
}

const kernelThreads = 2

function readUsage(name: string): Usage[] {
  if (!/^\d+$/.test(name)) return []
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    // The program's name stands in brackets and may hold anything, so fields are counted from behind it: proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const parent = Number(fields[1])
    // The kernel's threads work for all; what they do for a benchmark is part of it.
    if (parent === kernelThreads || Number(name) === kernelThreads) return []
    // utime, stime and the same of children that ended: so one that ends between two readings is not lost.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    const program = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    return [{ pid: Number(name), parent, name: program, ticks }]
  } catch {
    return []
  }
}

function descendants(usages: readonly Usage[], root: number): Set<number> {
  const children = Map.groupBy(usages, (usage) => usage.parent)
  const found = new Set([root])
  for (const pid of found) for (const child of children.get(pid) ?? []) found.add(child.pid)
  return found
}
