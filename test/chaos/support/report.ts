import type { Db } from '../../../packages/server/src/lib/db.ts'
import { until } from '../../../packages/server/testing/receiver.ts'
import type { Posted } from '../../support/load.ts'
import { outOfOrder, readDeliveryLog, tally } from '../../support/tally.ts'
import type { ChaosReceiver } from './receiver.ts'

/** What a run found. It passed when there are no problems. */
export type Report = { name: string; figures: Record<string, number | string>; problems: string[] }

export type Judged = {
  name: string
  posted: Posted
  receiver: ChaosReceiver
  /** Of all webhooks; each gets every event. */
  paths: readonly string[]
  /** Those whose webhook is ordered by call. */
  orderedPaths?: readonly string[]
  /** Over which the log is read; errors while the database is away are waited out. */
  facts: Db
  /** The most deliveries that may have come twice, asked once all have come. */
  inFlight: () => number
  withinMs?: number
}

/** Waits until everything accepted is delivered and logged, then sets what arrived against what was accepted. */
export async function judge(judged: Judged): Promise<Report> {
  const { posted, receiver, paths, facts, withinMs = 120_000 } = judged
  const expected = [...posted.calls.values()].flat().length * paths.length
  let log = await readDeliveryLog(facts)
  const isSettled = async () => {
    log = await readDeliveryLog(facts)
    return log.pending === 0 && log.delivered >= expected
  }
  const problems: string[] = []
  await until(isSettled, withinMs).catch(() => problems.push(`not settled in ${withinMs} ms`))
  if (log.pending > 0 || log.undelivered > 0 || log.unlogged > 0 || log.delivered !== expected)
    problems.push(`of ${expected} deliveries the log says ${JSON.stringify(log)}`)
  const taken = receiver.arrivals.filter((arrival) => !arrival.isRefused)
  const { accepted, delivered, duplicates, lost } = tally(posted, taken, paths)
  const inFlight = judged.inFlight()
  if (lost > 0) problems.push(`${lost} lost`)
  if (duplicates > inFlight) problems.push(`${duplicates} duplicates, but only ${inFlight} were in flight`)
  for (const path of judged.orderedPaths ?? []) {
    const calls = outOfOrder(posted, taken, path)
    if (calls.length > 0) problems.push(`${calls.length} calls came out of order under ${path}`)
  }
  const { '503': unavailable = 0, none = 0 } = posted.answers
  return {
    name: judged.name,
    figures: {
      'events in (202)': accepted,
      'deliveries made': receiver.arrivals.length,
      distinct: delivered,
      duplicates,
      losses: lost,
      'in flight at faults': inFlight,
      'answered 503': unavailable,
      unanswered: none,
    },
    problems,
  }
}

/** Adds figures and problems of its own to what every run reports. */
export function extend(report: Report, figures: Report['figures'], problems: readonly string[]): Report {
  return {
    ...report,
    figures: { ...report.figures, ...figures },
    problems: [...report.problems, ...problems],
  }
}

/** The report as lines for people. */
export function toText({ name, figures, problems }: Report): string {
  const width = Math.max(...Object.keys(figures).map((key) => key.length))
  const lines = Object.entries(figures).map(([key, value]) => {
    const text = typeof value === 'number' ? Math.round(value).toLocaleString('en') : value
    return `  ${key.padEnd(width)}  ${text}`
  })
  const end = problems.length === 0 ? ['  passed'] : problems.map((problem) => `  FAILED: ${problem}`)
  return [name, ...lines, ...end].join('\n')
}
