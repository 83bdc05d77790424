import { foreignShare, readCpuTimes } from './cpu.ts'
import { median } from './stats.ts'

/** What one run found, by name; units are part of the name (`eventsPerSecond`, `p99Ms`). */
export type Values = Record<string, number>

/** Runs the part that counts, so that the load of others is known for just this part. */
export type Watch = <T>(work: () => Promise<T>) => Promise<T>

export type Contender = { name: string; run: (watch: Watch) => Promise<Values> }

export type Measurement = {
  round: number
  contender: string
  values: Values
  /** The share of all CPUs that processes outside of the benchmark used meanwhile, 0 to 1. */
  foreignShare: number
  isClean: boolean
}

export type Summary = { contender: string; rounds: number; isClean: boolean; values: Values }

// A tenth of this machine for others is where figures begin to move more than they do by themselves.
const cleanLimit = 0.1
const neededClean = 3

/**
 * Runs all contenders in every round, each round beginning with another one, and prints what each found. SIGTERM ends
 * it after the round that runs.
 */
export async function runRounds(rounds: number, contenders: readonly Contender[]): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  let last = rounds
  const stop = () => {
    last = 0
  }
  process.on('SIGTERM', stop)
  for (let round = 1; round <= last; round += 1) {
    const first = (round - 1) % contenders.length
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      try {
        const measurement = await measure(round, contender)
        measurements.push(measurement)
        console.log(lineOf(measurement))
      } catch (error) {
        // One run that fails must not cost the others, but neither may it go unseen.
        console.error(`round ${round}  ${contender.name} FAILED`, error)
        process.exitCode = 1
      }
    }
  }
  process.off('SIGTERM', stop)
  return measurements
}

async function measure(round: number, { name, run }: Contender): Promise<Measurement> {
  let foreign = 0
  const values = await run(async (work) => {
    const before = readCpuTimes()
    const result = await work()
    foreign = Math.max(foreign, foreignShare(before, readCpuTimes()))
    return result
  })
  return { round, contender: name, values, foreignShare: foreign, isClean: foreign <= cleanLimit }
}

function lineOf({ round, contender, values, foreignShare, isClean }: Measurement): string {
  const found = Object.entries(values).map(([name, value]) => `${name} ${value.toPrecision(4)}`)
  const load = `others ${(foreignShare * 100).toFixed(0)} %${isClean ? '' : ', NOT CLEAN'}`
  return `round ${round}  ${contender}: ${found.join(', ')} (${load})`
}

/** The medians of each contender; of clean rounds only where there are at least three of them. */
export function summarize(measurements: readonly Measurement[]): Summary[] {
  return [...Map.groupBy(measurements, (measurement) => measurement.contender)].map(([contender, all]) => {
    const used = usable(all)
    const names = Object.keys(used[0]?.values ?? {})
    const values = names.map((name) => [name, median(used.map((each) => each.values[name] ?? Number.NaN))])
    const isClean = used.every((each) => each.isClean)
    return { contender, rounds: used.length, isClean, values: Object.fromEntries(values) as Values }
  })
}

/** The clean rounds where there are at least three of them, else all. */
export function usable(measurements: readonly Measurement[]): readonly Measurement[] {
  const clean = measurements.filter((measurement) => measurement.isClean)
  return clean.length >= Math.min(neededClean, measurements.length) ? clean : measurements
}

/** The median over the rounds of one contender's value divided by another's of the same round. */
export function pairedRatio(
  measurements: readonly Measurement[],
  value: string,
  contender: string,
  other: string,
): number {
  const rounds = [...Map.groupBy(measurements, (measurement) => measurement.round).values()]
  const pairs = rounds.flatMap((round) => {
    const [one, two] = [contender, other].map((name) => round.find((each) => each.contender === name))
    if (one === undefined || two === undefined) return []
    const ratio = (one.values[value] ?? Number.NaN) / (two.values[value] ?? Number.NaN)
    return Number.isFinite(ratio) ? [{ ratio, isClean: one.isClean && two.isClean }] : []
  })
  const clean = pairs.filter((pair) => pair.isClean)
  const used = clean.length >= Math.min(neededClean, pairs.length) ? clean : pairs
  return median(used.map((pair) => pair.ratio))
}
