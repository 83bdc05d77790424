/** Tells live views what has changed. While someone looks at an account, its marks are read once a second for all. */
import type { Marks } from '../deliveries/changes.store.ts'

export type Kind = keyof Marks
export const kinds = ['events', 'deliveries', 'calls'] as const satisfies readonly Kind[]

export type Listener = { onChange: (changed: readonly Kind[]) => void; onEnd: () => void }

export type Live = {
  /** Returns how to stop listening. After the stop it only ends the listener. */
  listen: (accountId: string, listener: Listener) => () => void
  /** Ends all listeners, so that the server can close. */
  stop: () => void
}

type Watch = { listeners: Set<Listener>; timer: NodeJS.Timeout; marks: Marks | undefined }

export function createLive(options: {
  readMarks: (accountId: string) => Promise<Marks>
  onError: (error: unknown) => void
  everyMs: number
}): Live {
  const watches = new Map<string, Watch>()
  let isStopped = false

  async function look(accountId: string, watch: Watch): Promise<void> {
    const before = watch.marks
    watch.marks = await options.readMarks(accountId)
    const { marks } = watch
    const changed = kinds.filter((kind) => before !== undefined && before[kind] !== marks[kind])
    if (changed.length > 0) for (const listener of watch.listeners) listener.onChange(changed)
  }

  function watchOf(accountId: string): Watch {
    const known = watches.get(accountId)
    if (known !== undefined) return known
    const watch: Watch = { listeners: new Set(), marks: undefined, timer: setTimeout(tick, 0) }
    function tick(): void {
      void look(accountId, watch)
        .catch(options.onError)
        .finally(() => {
          if (watches.get(accountId) === watch) watch.timer = setTimeout(tick, options.everyMs)
        })
    }
    watches.set(accountId, watch)
    return watch
  }

  return {
    listen(accountId, listener) {
      if (isStopped) {
        listener.onEnd()
        return () => undefined
      }
      const watch = watchOf(accountId)
      watch.listeners.add(listener)
      return () => {
        if (!watch.listeners.delete(listener) || watch.listeners.size > 0) return
        clearTimeout(watch.timer)
        watches.delete(accountId)
      }
    },
    stop() {
      isStopped = true
      const all = [...watches.values()]
      watches.clear()
      for (const { timer, listeners } of all) {
        clearTimeout(timer)
        for (const listener of listeners) listener.onEnd()
      }
    },
  }
}
