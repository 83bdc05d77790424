import { useThrottledValue } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useEffectEvent, useState, type ReactNode } from 'react'

type Counts = { events: number; deliveries: number; calls: number }
export type LiveKind = keyof Counts

const still: Counts = { events: 0, deliveries: 0, calls: 0 }
const LiveContext = createContext(still)

/** One connection for all live views; counts how often each kind of thing changed. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [counts, setCounts] = useState(still)
  useEffect(() => {
    const source = new EventSource('/v1/stream')
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const { kinds } = JSON.parse(event.data) as { kinds: LiveKind[] }
      setCounts((before) => {
        const after = { ...before }
        for (const kind of kinds) after[kind] += 1
        return after
      })
    })
    return () => source.close()
  }, [])
  return <LiveContext value={counts}>{children}</LiveContext>
}

/** A number that grows with every change of this kind. */
export function useChanges(kind: LiveKind): number {
  return use(LiveContext)[kind]
}

/** Reads queries anew when anything of these kinds changes: at once, then no more often than every `everyMs`. */
export function useFollow(kinds: readonly LiveKind[], queryKey: readonly unknown[], everyMs: number): void {
  const queryClient = useQueryClient()
  const counts = use(LiveContext)
  const sum = kinds.reduce((before, kind) => before + counts[kind], 0)
  const changes = useThrottledValue(sum, everyMs)
  const readAnew = useEffectEvent(() => void queryClient.invalidateQueries({ queryKey }))
  useEffect(() => {
    if (changes > 0) readAnew()
  }, [changes])
}
