import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** What Prometheus can ask for at /metrics. No label names an account, a webhook or a number. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'offhook_' })
  const registers = [registry]
  return {
    registry,
    eventsAccepted: new Counter({
      name: 'offhook_events_accepted_total',
      help: 'Events accepted, duplicates left out.',
      registers,
    }),
    deliveriesQueued: new Counter({
      name: 'offhook_deliveries_queued_total',
      help: 'Deliveries made by fan-out.',
      registers,
    }),
    countAttempt: countAttempts(registers),
    firstAttemptSeconds: new Histogram({
      name: 'offhook_first_attempt_delay_seconds',
      help: 'Time from queueing a delivery to the start of its first attempt.',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30, 300],
      registers,
    }),
    requests: new Histogram({
      name: 'offhook_http_request_duration_seconds',
      help: 'Requests to the API by route and status.',
      labelNames: ['method', 'path', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    /** A total that is counted elsewhere and read when Prometheus asks. */
    total: (name: string, help: string, read: () => number): void => {
      const counter: Counter = new Counter({
        name,
        help,
        registers,
        collect: () => {
          counter.reset()
          counter.inc(read())
        },
      })
    },
    /** A figure that is read when Prometheus asks. */
    gauge: (name: string, help: string, read: () => number | Promise<number>): void => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers,
        collect: async () => gauge.set(await read()),
      })
    },
  }
}

/** Counts an attempt by dialect and outcome. The labels' own counters are kept: finding them cost more than counting. */
function countAttempts(registers: Registry[]): (dialect: string, outcome: string, seconds: number) => void {
  const attempts = new Counter({
    name: 'offhook_attempts_total',
    help: 'Attempts by dialect and outcome: delivered, refused (an answer that is no success) or the reason of a failure.',
    labelNames: ['dialect', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'offhook_attempt_duration_seconds',
    help: 'Time from the start of an attempt to its end.',
    labelNames: ['dialect'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const known = new Map<string, { count: Counter.Internal; duration: Histogram.Internal<'dialect'> }>()
  return (dialect, outcome, seconds) => {
    const key = `${dialect} ${outcome}`
    const labels = known.get(key) ?? {
      count: attempts.labels(dialect, outcome),
      duration: durations.labels(dialect),
    }
    known.set(key, labels)
    labels.count.inc()
    labels.duration.observe(seconds)
  }
}
