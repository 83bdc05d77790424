import { z } from 'zod'
import {
  id,
  liveLine,
  maybe,
  milliseconds,
  name,
  namedThing,
  phoneSystem,
  sipResponse,
  text,
  time,
  transcript,
} from './parts.ts'

const callResults = ['answered', 'busy', 'noAnswer', 'canceled', 'notFound', 'rejected', 'failed'] as const

/** Data of `call.initiated`: nothing beyond the call itself. */
export const initiated = z.looseObject({})

/** Data of `call.ringing`. */
export const ringing = z.looseObject({
  sip: maybe(sipResponse, 'The provisional response that announced the ringing, such as 180.'),
})

/** Data of `call.answered`. */
export const answered = z.looseObject({
  ringMs: maybe(milliseconds, 'How long it rang.'),
  sip: maybe(sipResponse, 'The response that answered the call.'),
  inferred: maybe(text(500), 'Why the answer is a conclusion rather than seen.'),
})

/** Data of `call.transcript`. */
export const transcribed = liveLine

/** Data of `call.error`. */
export const failed = z.looseObject({
  message: text(10_000).describe('What went wrong, for people.'),
  code: maybe(text(200), 'What went wrong, for programs, in the words of the source.'),
  sip: maybe(sipResponse, 'The SIP response that told of the error.'),
})

/** What a dialer adds to the end of a call it made for a campaign. */
const dialer = z.looseObject({
  campaign: maybe(
    z.looseObject({
      name: maybe(name, 'Name of the campaign.'),
      varNames: maybe(z.array(text(500)).max(1_000), 'Names of the variables every number carries.'),
    }),
    'The campaign as it was then.',
  ),
  varValues: maybe(z.array(text(10_000)).max(1_000), 'Values of the variables, in the order of their names.'),
  attempt: maybe(z.int().min(1), 'Which try to reach this number it was, from 1.'),
  phoneSystem: maybe(phoneSystem, 'The phone system the call was dialed over.'),
  timeZoneId: maybe(text(64), 'IANA time zone the campaign runs in.'),
  ringResult: maybe(text(100), 'What dialling led to, in the words of the dialer; left out, `result` tells.'),
  answerType: maybe(text(100), 'Who answered: human, machine, or another word of the dialer.'),
  callflow: maybe(namedThing, 'The callflow that ran.'),
  endType: maybe(text(100), 'Why the call ended, such as callflowComplete.'),
  lastAction: maybe(
    z.looseObject({
      id: id.describe('Its id.'),
      type: text(100).describe('textPrompt, wavPrompt, dtmfInput, transferCall, dropCall or another.'),
    }),
    'The last action of the callflow that ran.',
  ),
  gatheredData: maybe(
    z
      .array(
        z.looseObject({
          name: text(500).describe('What was asked for.'),
          value: text(10_000).describe('What was given.'),
        }),
      )
      .max(1_000),
    'What the callflow gathered, in the order in which it did.',
  ),
  outcome: maybe(
    text(100),
    'How the campaign counts the call: success, failure or another word of the dialer.',
  ),
  retryAt: maybe(time, 'When the number is dialed again; null: not again.'),
})

/** Data of `call.ended`. Every field may be missing: a plain SIP capture knows no transcript, a dialer no SIP. */
export const ended = z.looseObject({
  result: maybe(z.enum(callResults), 'What became of the call.'),
  startedAt: maybe(time, 'When the call started.'),
  answeredAt: maybe(time, 'When it was answered; null: it was not.'),
  endedAt: maybe(time, 'When it ended.'),
  ringMs: maybe(milliseconds, 'How long it rang.'),
  setupMs: maybe(milliseconds, 'From start to answer; left out, the times above tell.'),
  talkMs: maybe(milliseconds, 'From answer to end; left out, the times above tell.'),
  durationMs: maybe(milliseconds, 'From start to end; left out, the times above tell.'),
  endedBy: maybe(z.enum(['caller', 'callee', 'system']), 'Who hung up.'),
  sip: maybe(sipResponse, 'The final response to the call.'),
  downstreamSipCodes: maybe(
    z.array(z.int().min(100).max(699)).max(100),
    'Final responses of the branches behind it.',
  ),
  inferred: maybe(text(500), 'Why the end is a conclusion rather than seen, such as: no BYE seen.'),
  transcript: maybe(transcript, 'The complete transcript.'),
  dialer: maybe(dialer, 'What the dialer knows of a call of a campaign.'),
})
