import { useEffect, useState } from 'react'
import { useFormat } from '../lib/language.tsx'

/** A time of the past or future: relative, with the exact one beside it or on hover. */
export function Time({ at, isRelative = false }: { at: string; isRelative?: boolean }) {
  const format = useFormat()
  useTick(isRelative)
  const exact = format.time(at)
  return (
    <time dateTime={at} title={exact} className="numeric">
      {isRelative ? format.relative(at) : format.shortTime(at)}
    </time>
  )
}

/** Renders anew every ten seconds, so that "2 minutes ago" does not stand still. */
function useTick(isOn: boolean): void {
  const [, setTick] = useState(0)
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => setTick((tick) => tick + 1), 10_000)
    return () => clearInterval(timer)
  }, [isOn])
}
