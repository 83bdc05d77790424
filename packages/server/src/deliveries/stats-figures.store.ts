import { binsPerDoubling, shortestMs } from './latency-bins.ts'

/**
 * A figure of the overview: what is counted of which rows of the log, by account and time and by `keys`. What was counted
 * is kept in a table of its own, with a column for each of these names; their values here are SQL over the log.
 */
export type Figure = {
  table: string
  log: string
  /** The column with the time that counts. */
  time: string
  where: string
  keys: Readonly<Record<string, string>>
  sums: Readonly<Record<string, string>>
}

/** Events by when they were received. */
export const eventsFigure: Figure = {
  ...{ table: 'stats_events', log: 'events', time: 'received_at' },
  ...{ where: 'not is_test', keys: {}, sums: { events: 'count(*)' } },
}

/** Deliveries by when and how they ended. */
export const deliveriesFigure: Figure = {
  ...{ table: 'stats_deliveries', log: 'finished_deliveries', time: 'finished_at' },
  ...{ where: 'not is_test', keys: { status: 'status' }, sums: { deliveries: 'count(*)' } },
}

/** Attempts of each webhook by when they started. */
export const attemptsFigure: Figure = {
  ...{ table: 'stats_attempts', log: 'attempts', time: 'started_at' },
  // What we cut off ourselves says nothing about the receiver.
  where: `(is_success or reason is distinct from 'canceled')`,
  keys: { webhook_id: 'webhook_id' },
  sums: {
    succeeded: 'count(*) filter (where is_success)',
    failed: 'count(*) filter (where not is_success)',
  },
}

const bin = `floor(ln(greatest(total_ms, ${shortestMs})) / ln(2) * ${binsPerDoubling})::smallint`

/** How long attempts took that were answered, by when they started. */
export const latenciesFigure: Figure = {
  ...{ table: 'stats_latencies', log: 'attempts', time: 'started_at' },
  where: `outcome = 'responded'`,
  ...{ keys: { bin }, sums: { attempts: 'count(*)' } },
}

export const figures: readonly Figure[] = [eventsFigure, deliveriesFigure, attemptsFigure, latenciesFigure]

/** The names of the columns by which a figure is told apart, and of those that can be added up. */
export const keysOf = (figure: Figure) => Object.keys(figure.keys)
export const sumsOf = (figure: Figure) => Object.keys(figure.sums)

/** Places of values in a statement, such as `$1`. */
export type Places = { seconds: string; from: string; until: string; account?: string }

/** SQL that counts a figure from the log: account_id, at, its keys and its sums. */
export function countText(figure: Figure, { seconds, from, until, account }: Places): string {
  const { log, time, where } = figure
  const columns = Object.entries({ ...figure.keys, ...figure.sums })
  const groups = ['1', '2', ...keysOf(figure).map((_, index) => `${index + 3}`)]
  return `
    select account_id, date_bin(${seconds} * interval '1 second', ${time}, 'epoch') as at,
           ${columns.map(([name, value]) => `${value} as ${name}`).join(', ')}
      from ${log}
     where ${time} >= ${from} and ${time} < ${until} and ${where}
           ${account === undefined ? '' : `and account_id = ${account}`}
     group by ${groups.join(', ')}`
}
