// What the benchmark uses of its peers, so that checking types does not need them installed.
declare module 'bullmq' {
  type Connection = { path: string; maxRetriesPerRequest: null }
  type JobOptions = {
    attempts: number
    backoff: { type: 'exponential'; delay: number }
    removeOnComplete: boolean
  }
  export class Queue<Data> {
    constructor(name: string, options: { connection: Connection })
    addBulk(jobs: { name: string; data: Data; opts: JobOptions }[]): Promise<unknown>
    getJobCountByTypes(...types: string[]): Promise<number>
    close(): Promise<void>
  }
  export class Worker<Data> {
    constructor(
      name: string,
      process: (job: { data: Data }) => Promise<void>,
      options: { connection: Connection; concurrency: number },
    )
    on(event: 'error', listener: (error: Error) => void): this
    close(): Promise<void>
  }
}

declare module 'pg-boss' {
  type JobResult = { id: string; status: 'completed' | 'failed' }
  export class PgBoss {
    constructor(options: { connectionString: string; max?: number })
    on(event: 'error', listener: (error: Error) => void): this
    start(): Promise<unknown>
    stop(options: { graceful: boolean }): Promise<void>
    createQueue(
      name: string,
      options: { retryLimit: number; retryBackoff: boolean; retryDelay: number },
    ): Promise<void>
    insert(name: string, jobs: { data: object }[]): Promise<unknown>
    work(
      name: string,
      options: {
        batchSize: number
        localConcurrency: number
        pollingIntervalSeconds: number
        burstWhenBatchFull: true
        perJobResults: true
      },
      handler: (jobs: { id: string; data: unknown }[]) => Promise<JobResult[]>,
    ): Promise<string>
  }
}

declare module 'graphile-worker' {
  type Logger = { error: (message: string) => void }
  export const Logger: new (factory: () => () => void) => Logger
  export function makeWorkerUtils(options: { connectionString: string; logger: Logger }): Promise<{
    migrate: () => Promise<void>
    addJobs: (jobs: { identifier: string; payload: unknown; maxAttempts: number }[]) => Promise<unknown>
    release: () => Promise<void>
  }>
  export function run(options: {
    connectionString: string
    logger: Logger
    noHandleSignals: boolean
    taskList: Record<string, (payload: unknown) => Promise<void>>
    preset: {
      worker: {
        concurrentJobs: number
        maxPoolSize: number
        localQueue: { size: number }
        completeJobBatchDelay: number
        failJobBatchDelay: number
      }
    }
  }): Promise<{ stop: () => Promise<void> }>
}
