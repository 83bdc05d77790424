/** Numbers, times and durations as a locale writes them; pure but for `now` of relative times. */
export type Format = {
  locale: string
  timeZone: string
  number: (value: number) => string
  percent: (share: number) => string
  /** The size of a file. */
  bytes: (bytes: number) => string
  /** With seconds. */
  time: (iso: string) => string
  /** Only the time of day when it is today. */
  shortTime: (iso: string, now?: Date) => string
  /** A calendar date, which is the same in every zone. */
  day: (date: string) => string
  /** For an axis: a time of day, or a day. */
  axis: (iso: string, bucketSeconds: number) => string
  relative: (iso: string, now?: Date) => string
  duration: (ms: number) => string
}

export function createFormat(locale: string, timeZone: string): Format {
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone })
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone })
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone })
  const hourMinute = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone })
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone })
  const dayAndTime = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', timeZone })
  const calendarDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  return {
    ...{ locale, timeZone },
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    bytes: (bytes) => formatBytes(locale, bytes),
    time: (iso) => full.format(new Date(iso)),
    shortTime: (iso, now = new Date()) =>
      day.format(new Date(iso)) === day.format(now)
        ? clock.format(new Date(iso))
        : short.format(new Date(iso)),
    day: (date) => calendarDay.format(new Date(`${date}T00:00:00Z`)),
    axis: (iso, bucketSeconds) => {
      const at = new Date(iso)
      if (bucketSeconds <= 1_800) return hourMinute.format(at)
      return bucketSeconds < 43_200 ? dayAndTime.format(at) : dayMonth.format(at)
    },
    relative: (iso, now = new Date()) => formatRelative(relative, new Date(iso).getTime() - now.getTime()),
    duration: (ms) => formatDuration(locale, ms),
  }
}

function formatBytes(locale: string, bytes: number): string {
  const [unit, size] =
    bytes < 1_000 ? ['byte', 1] : bytes < 1_000_000 ? ['kilobyte', 1_000] : ['megabyte', 1_000_000]
  const digits = { maximumFractionDigits: size === 1 ? 0 : 1 }
  return new Intl.NumberFormat(locale, { style: 'unit', unit, ...digits }).format(bytes / size)
}

const steps: readonly [limitMs: number, unitMs: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60_000, 1_000, 'second'],
  [3_600_000, 60_000, 'minute'],
  [86_400_000, 3_600_000, 'hour'],
  [Infinity, 86_400_000, 'day'],
]

function formatRelative(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  const [, unitMs, unit] = steps.find(([limitMs]) => Math.abs(differenceMs) < limitMs) ?? [0, 1_000, 'second']
  return format.format(Math.round(differenceMs / unitMs), unit)
}

/** `380 ms`, `4.3 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h`. */
function formatDuration(locale: string, ms: number): string {
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(locale, {
      ...{ style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: digits },
    })
      .format(value)
      .replace(/(\d)(\p{L})/u, '$1 $2')
  if (ms < 1_000) return unit(ms, 'millisecond', ms < 10 ? 1 : 0)
  if (ms < 60_000) return unit(ms / 1_000, 'second', 1)
  const two = (value: number, size: number, large: string, small: string) =>
    [unit(Math.floor(value / size), large), ...(value % size === 0 ? [] : [unit(value % size, small)])].join(
      ' ',
    )
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return two(seconds, 60, 'minute', 'second')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return two(minutes, 60, 'hour', 'minute')
  return two(Math.round(minutes / 60), 24, 'day', 'hour')
}
