import { randomUUIDv7 } from 'node:crypto'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A new UUIDv7 (RFC 9562), lower case. Ids made later sort later, which keeps indexes compact and gives lists their order. */
export function newId(): string {
  return randomUUIDv7()
}

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
