import type { CallFacts, Event } from '../events/event.ts'

/** The call of a `call.*` event, which cannot be accepted without one. */
export function callOf(event: Event): CallFacts {
  if (!event.call) throw new Error(`event ${event.id} of type ${event.type} has no call`)
  return event.call
}

/** An E.164 number without its plus; anything else stays as the source wrote it. */
export function withoutPlus(number: string | null): string | null {
  return number?.startsWith('+') ? number.slice(1) : number
}

/** Milliseconds from one time to the other, never below zero; null when one of them is not known. */
export function elapsedMs(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : Math.max(0, toMs - fromMs)
}
