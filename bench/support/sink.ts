import { fork } from 'node:child_process'
import { once } from 'node:events'

/** An event by the number that benchEvent put into it, and when it came, by sharedNowMs. */
export type Arrival = { index: number; atMs: number }

export type Sink = {
  /** Without a path; sink-process.ts says which there are. */
  origin: string
  /** What came since the last time this was asked. */
  arrivals: () => Promise<Arrival[]>
}

/** Lends a receiver that notes when events arrive. */
export async function withSink<T>(use: (sink: Sink) => Promise<T>): Promise<T> {
  const child = fork(new URL('sink-process.ts', import.meta.url), { serialization: 'advanced' })
  const [origin] = (await once(child, 'message')) as [string]
  try {
    return await use({
      origin,
      arrivals: async () => {
        child.send('arrivals')
        const [pairs] = (await once(child, 'message')) as [number[]]
        return pairs.flatMap((index, at) =>
          at % 2 === 0 ? [{ index, atMs: pairs[at + 1] ?? Number.NaN }] : [],
        )
      },
    })
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
}
