/** The offset of a zone at an instant, in milliseconds east of UTC. */
function offsetMs(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall - Math.floor(instant.getTime() / 1000) * 1000
}

/** The instant at which clocks in the zone show `2026-04-08T11:24`; null when the text is no such time since 1970. */
export function fromWallTime(text: string, timeZone: string): Date | null {
  const wall = Date.parse(`${text}Z`)
  if (Number.isNaN(wall) || wall < 0) return null
  const guess = wall - offsetMs(new Date(wall), timeZone)
  return new Date(wall - offsetMs(new Date(guess), timeZone))
}

/** What clocks in the zone show, as inputs of type datetime-local take it. */
export function toWallTime(instant: Date, timeZone: string): string {
  if (Number.isNaN(instant.getTime())) return ''
  return new Date(instant.getTime() + offsetMs(instant, timeZone)).toISOString().slice(0, 16)
}

/** Whether a time has come. */
export function isPast(iso: string): boolean {
  return Date.parse(iso) <= Date.now()
}
