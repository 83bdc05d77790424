import { z } from 'zod'
import { parseTimeMs } from './time.ts'

/** Text of at most `max` UTF-16 units; empty is allowed. */
export const text = (max: number) => z.string().max(max)

/** An id given by a source or a vendor: text, never empty, never a number (numbers lose digits in JSON). */
export const id = z.string().min(1).max(255)

/** A name for people. */
export const name = text(500)

/** Something with an id and a name, such as a callflow or a channel. */
export const namedThing = z.looseObject({ id: id.describe('Its id.'), name: name.describe('Its name.') })

/** A time as in RFC 3339 with an offset; kept as given. */
export const time = z
  .string()
  .refine((value) => value.length <= 64 && parseTimeMs(value) !== undefined, {
    message: 'must be a time as in RFC 3339 with an offset, such as 2026-04-08T09:24:04.329Z',
  })
  .meta({ format: 'date-time' })

/** A length of time in whole milliseconds. */
export const milliseconds = z.int().min(0)

/** A field a source may leave out or give as null, both meaning: not known. */
export function maybe<T extends z.ZodType>(schema: T, description: string): z.ZodOptional<z.ZodNullable<T>> {
  return schema.nullish().describe(description)
}

/** The final SIP response a fact rests on (RFC 3261 section 21). */
export const sipResponse = z.looseObject({
  code: z.int().min(100).max(699).describe('Status code, such as 486.'),
  reason: maybe(text(500), 'Reason phrase, such as Busy Here.'),
})

const speakers = ['ai', 'agent', 'customer', 'caller', 'callee'] as const

const lineFields = {
  speaker: z
    .enum(speakers)
    .describe(
      'Who spoke: by role (ai, agent: a person on our side, customer) or by side of the call (caller, callee).',
    ),
  text: text(100_000).describe('What was said.'),
  at: maybe(time, 'When it was said.'),
  startMs: maybe(milliseconds, 'Start, in milliseconds from the start of the call.'),
  endMs: maybe(milliseconds, 'End, in milliseconds from the start of the call.'),
  timestamp: maybe(
    text(64),
    'The time exactly as the source wrote it; the salpre dialect hands it on instead of `at`.',
  ),
}

/** One thing one party said. */
const transcriptLine = z.looseObject(lineFields)

/** One thing one party said, heard while the call goes on. */
export const liveLine = z.looseObject({
  ...lineFields,
  isFinal: maybe(z.boolean(), 'False while the recognition may still change the text.'),
})

export const transcript = z.array(transcriptLine).max(20_000)

/** The outbound line a call was dialed over. */
export const phoneSystem = z.looseObject({
  id: id.describe('Its id.'),
  name: name.describe('Its name.'),
  extension: maybe(namedThing, 'The extension of the phone system that dials.'),
})
