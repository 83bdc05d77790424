import { parseTimeMs } from '../events/catalogue/time.ts'
import type { EventData } from '../events/catalogue.ts'
import type { Direction } from '../events/event.ts'
import { elapsedMs } from './call-of.ts'

export type TranscriptLine = NonNullable<EventData<'call.ended'>['transcript']>[number]

/** Whether the speaker is on the account's side. Where the direction is not known, the call counts as inbound. */
export function isOurSide(speaker: TranscriptLine['speaker'], direction: Direction | null): boolean {
  if (speaker === 'customer') return false
  if (speaker === 'caller') return direction === 'outbound'
  if (speaker === 'callee') return direction !== 'outbound'
  return true
}

/** Whether the speaker is the one who called. Where the direction is not known, the call counts as inbound. */
export function isCaller(speaker: TranscriptLine['speaker'], direction: Direction | null): boolean {
  return isOurSide(speaker, direction) === (direction === 'outbound')
}

/** A fact that is a time, in milliseconds since the epoch; null when it is not known. */
export function timeMs(time: string | null | undefined): number | null {
  return time == null ? null : (parseTimeMs(time) ?? null)
}

/** When a line was said, in milliseconds since the epoch: as given, or counted from the start of the call. */
export function lineTimeMs(line: TranscriptLine, callStartedMs: number | null): number | null {
  const at = timeMs(line.at)
  if (at !== null) return at
  return line.startMs == null || callStartedMs === null ? null : callStartedMs + line.startMs
}

/** Start of a line in milliseconds from the start of the call: as given, or counted from the time it was said. */
export function lineStartMs(line: TranscriptLine, callStartedMs: number | null): number | null {
  return line.startMs ?? elapsedMs(callStartedMs, timeMs(line.at))
}
