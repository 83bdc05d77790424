/** What the stream tells of. */
const liveKinds = ['events', 'deliveries', 'calls'] as const
export type LiveKind = (typeof liveKinds)[number]

const openAgainMs = 5_000

/**
 * Tells of changes while the page is looked at, and of every kind once it listens again after a time in which it did not.
 * Returns how to stop.
 */
export function openStream(onChange: (kinds: readonly LiveKind[]) => void): () => void {
  let source: EventSource | undefined
  let timer: number | undefined
  let isBehind = false
  const close = () => {
    clearTimeout(timer)
    source?.close()
  }
  const open = () => {
    close()
    // A browser has six connections for all tabs of an HTTP/1.1 server: hidden ones leave theirs to the others.
    isBehind ||= document.hidden
    if (document.hidden) return
    const opened = new EventSource('/v1/stream')
    opened.addEventListener('open', () => {
      if (isBehind) onChange(liveKinds)
    })
    opened.addEventListener('change', ({ data }: MessageEvent<string>) => {
      const { kinds } = JSON.parse(data) as { kinds: LiveKind[] }
      onChange(kinds)
    })
    opened.addEventListener('error', () => {
      isBehind = true
      // A broken connection is opened again by the browser, after an answer such as 503 it is not.
      if (opened.readyState === EventSource.CLOSED) timer = window.setTimeout(open, openAgainMs)
    })
    source = opened
  }
  document.addEventListener('visibilitychange', open)
  open()
  return () => {
    document.removeEventListener('visibilitychange', open)
    close()
  }
}
