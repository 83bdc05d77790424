import { dataOf } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'
import { callOf } from './call-of.ts'
import type { Dialect, RenderContext } from './dialect.ts'
import { signedJsonHeaders } from './standard-webhooks.ts'
import { timedDataOf } from './timed-data.ts'
import { isOurSide, lineTimeMs, timeMs, type TranscriptLine } from './transcript-lines.ts'

const eventNames = {
  'call.initiated': 'call_initiated',
  'call.ringing': 'call_ringing',
  'call.answered': 'call_answered',
  'call.transcript': 'transcript',
  'call.ended': 'call_ended',
  'call.error': 'error',
} as const satisfies Dialect['eventNames']

type SalpreType = keyof typeof eventNames

/**
 * Salpre's six call events; only HTTP 200 counts as delivered. `call_id` is the call's number in its account,
 * `timestamp_utc` whole Unix seconds. The order of keys differs between events, as the vendor shows it. Unknown facts
 * of the call are null, an unknown transcript is empty, `utc_timestamp` of a line is absent when its time is not known.
 * The format knows two speakers: `ai` stands for whoever is on the account's side. It has no signature of its own;
 * the headers of Standard Webhooks are added and the body stays untouched.
 */
export const salpre: Dialect = {
  id: 'salpre',
  eventNames,
  accepts: (event) => isSalpreType(event.type) && event.call !== null,
  defaultSuccess: '200',
  render,
  headers: signedJsonHeaders,
}

function isSalpreType(type: string): type is SalpreType {
  return Object.hasOwn(eventNames, type)
}

function render(event: Event, context: RenderContext): string {
  if (!isSalpreType(event.type)) throw new Error(`salpre has no event for ${event.type}`)
  return JSON.stringify({
    event_type: eventNames[event.type],
    timestamp_utc: unixSeconds(event.occurredAt.getTime()),
    payload: payloads[event.type](event),
    is_test: context.isTest,
  })
}

const payloads: Record<SalpreType, (event: Event) => Record<string, unknown>> = {
  'call.initiated': (event) => {
    const { number, from, to, direction, source } = callOf(event)
    return { call_id: number, from, to, direction, source }
  },
  'call.ringing': flatCall,
  'call.answered': flatCall,
  'call.transcript': (event) => ({ call: nestedCall(event), ...renderLiveLine(event) }),
  'call.ended': (event) => {
    const { number, from, to, direction, source } = callOf(event)
    return { from, to, direction, source, call_id: number, transcript: renderTranscript(event) }
  },
  'call.error': (event) => ({
    call: nestedCall(event),
    error_message: dataOf(event, 'call.error').message,
  }),
}

function flatCall(event: Event) {
  const { number, from, to, direction, source } = callOf(event)
  return { from, to, source, direction, call_id: number }
}

function nestedCall(event: Event) {
  const { number, from, to, direction, source } = callOf(event)
  return { id: number, from, to, source, direction }
}

function renderLiveLine(event: Event) {
  const line = dataOf(event, 'call.transcript')
  const saidMs = lineTimeMs(line, null) ?? event.occurredAt.getTime()
  return {
    type: speakerOf(line, event),
    transcript: line.text,
    timestamp_utc: line.timestamp ?? String(unixSeconds(saidMs)),
  }
}

function renderTranscript(event: Event) {
  const ended = timedDataOf(event, 'call.ended')
  const startedMs = timeMs(ended.startedAt)
  return (ended.transcript ?? []).map((line) => {
    const saidMs = lineTimeMs(line, startedMs)
    return {
      type: speakerOf(line, event),
      message: line.text,
      utc_timestamp: line.timestamp ?? (saidMs === null ? undefined : String(unixSeconds(saidMs))),
    }
  })
}

function speakerOf(line: TranscriptLine, event: Event): 'ai' | 'customer' {
  return isOurSide(line.speaker, callOf(event).direction) ? 'ai' : 'customer'
}

function unixSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}
