import { useThrottledValue } from '@mantine/hooks'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { openStream, type LiveKind } from './live-stream.ts'

type Counts = Record<LiveKind, number>

const still: Counts = { events: 0, deliveries: 0, calls: 0 }
const LiveContext = createContext(still)

/** One connection for all live views; counts how often each kind of thing changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [counts, setCounts] = useState(still)
  useEffect(
    () =>
      openStream((kinds) =>
        setCounts((before) => {
          const after = { ...before }
          for (const kind of kinds) after[kind] += 1
          return after
        }),
      ),
    [],
  )
  return <LiveContext value={counts}>{children}</LiveContext>
}

/** A number that grows with every change of this kind. */
export function useChanges(kind: LiveKind): number {
  return use(LiveContext)[kind]
}

/** Reads queries anew when anything of these kinds changes: at once, then no more often than every `everyMs`. */
export function useFollow(kinds: readonly LiveKind[], queryKey: readonly unknown[], everyMs: number): void {
  const queryClient = useQueryClient()
  const isFetching = useIsFetching({ queryKey }) > 0
  const counts = use(LiveContext)
  const sum = kinds.reduce((before, kind) => before + counts[kind], 0)
  const changes = useThrottledValue(sum, everyMs)
  const seen = useRef(changes)
  const follow = useEffectEvent(() => {
    // What is being read may be older than the change: it is not broken off, but read once more.
    if (isFetching || changes === seen.current) return
    seen.current = changes
    void queryClient.invalidateQueries({ queryKey })
  })
  useEffect(() => follow(), [changes, isFetching])
}
