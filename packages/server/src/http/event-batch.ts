import { AppError, type FieldError } from '../lib/errors.ts'
import { joinPath } from '../lib/field-errors.ts'
import { maxFields } from './problem.ts'

/** How many events one request may post. */
export const maxEvents = 1_000

/** The events of a posted batch, or undefined when it is a single event. Throws `invalid_request`. */
export function eventsOfBatch(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('events' in value)) return undefined
  const unknown = unknownFields(value)
  if (unknown.length > 0) throw refused(unknown)
  const { events } = value
  if (!Array.isArray(events) || events.length === 0 || events.length > maxEvents)
    throw refused([{ path: 'events', message: `must be a list of 1 to ${maxEvents} events` }])
  return events
}

/** As many of them as an answer names: a body has room for two million, whose list alone takes seconds (measured). */
function unknownFields(batch: object): FieldError[] {
  const fields: FieldError[] = []
  for (const path in batch) {
    if (path === 'events') continue
    fields.push({ path: joinPath('', [path]), message: 'is not a known field beside events' })
    if (fields.length === maxFields) break
  }
  return fields
}

function refused(fields: FieldError[]): AppError {
  return new AppError('invalid_request', 'The batch was not accepted.', { fields })
}
