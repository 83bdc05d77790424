/** A time as SIP Caller writes it: UTC without offset, the fraction cut to its significant digits. */
export function formatTime(ms: number | null): string | null {
  return ms === null ? null : cutFraction(new Date(ms).toISOString().slice(0, -1))
}

/**
 * A length of time as `hh:mm:ss.fff`, the fraction cut like that of a time. The vendor shows none above a day;
 * here the hours simply go on counting (`30:12:05.5`).
 */
export function formatDuration(ms: number | null): string | null {
  if (ms === null) return null
  const parts = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':')
  return cutFraction(`${clock}.${String(ms % 1000).padStart(3, '0')}`)
}

/** A word of ours as SIP Caller writes its own: `callflowComplete` becomes `CallflowComplete`. */
export function formatWord(word: string | null | undefined): string | null {
  return word == null ? null : word.charAt(0).toUpperCase() + word.slice(1)
}

function cutFraction(text: string): string {
  return text.replace(/\.?0+$/, '')
}
