import { randomUUID } from 'node:crypto'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Makes ids that each sort after the one before, by a 12-bit counter inside the millisecond (RFC 9562, 6.2 method 1). */
export function createIdSource(nowMs: () => number): () => string {
  let lastMs = 0
  let counter = 0
  return () => {
    const ms = nowMs()
    counter = ms > lastMs ? 0 : counter + 1
    // Full, or the clock went back: time goes on from the last id.
    if (counter > 0xf_ff) counter = 0
    lastMs = Math.max(ms, counter === 0 ? lastMs + 1 : lastMs)
    const time = lastMs.toString(16).padStart(12, '0')
    const count = counter.toString(16).padStart(3, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${randomUUID().slice(19)}`
  }
}

/**
 * A new UUIDv7 (RFC 9562), lower case. Ids that this process makes later sort later, which keeps events posted together
 * in their order, and indexes compact.
 */
export const newId = createIdSource(Date.now)

/** Whether the text is a UUIDv7 in lower case. */
export function isId(text: string): boolean {
  return UUID_V7.test(text)
}

/** The millisecond since the epoch at which a UUIDv7 says it was made. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** The smallest UUID whose time is the given millisecond: the bound of a day's partition or of a time filter. */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
