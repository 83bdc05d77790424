import { z } from 'zod'
import { id, maybe, name, namedThing, phoneSystem, text, time } from './parts.ts'

/** What a campaign can be. */
export const campaignStatuses = ['draft', 'active', 'paused', 'canceled', 'finished'] as const

/** static: its numbers are fixed before it starts; dynamic: numbers come and go while it runs. */
export const campaignTypes = ['static', 'dynamic'] as const
export const dialerModes = ['power', 'predictive'] as const

const campaign = z.looseObject({
  id: id.describe('Its id, the same as campaignId of the event.'),
  name: name.describe('Its name.'),
  phoneSystem: maybe(phoneSystem, 'The phone system it dials over.'),
  dialer: maybe(
    z.looseObject({ mode: z.enum(dialerModes).describe('How it paces its calls.') }),
    'How it dials.',
  ),
  status: maybe(z.enum(campaignStatuses), 'Status after the event.'),
  type: maybe(
    z.enum(campaignTypes),
    'static: numbers fixed before the start; dynamic: numbers come and go while it runs.',
  ),
  startDate: maybe(z.iso.date(), 'First day, in its time zone.'),
  endDate: maybe(z.iso.date(), 'Last day, in its time zone.'),
  timeZoneId: maybe(text(64), 'IANA time zone it runs in.'),
  callflow: maybe(
    z.looseObject({
      forHuman: maybe(namedThing, 'Runs when a human answers.'),
      forMachine: maybe(namedThing, 'Runs when a machine answers; null: hang up.'),
    }),
    'What runs when a call is answered.',
  ),
  varNames: maybe(z.array(text(500)).max(1_000), 'Names of the variables every number carries.'),
  startedAt: maybe(time, 'When it first dialed; null: not yet.'),
  endedAt: maybe(time, 'When it was canceled or finished.'),
})

/** Data of every `campaign.*` event. */
export const campaignChanged = z.looseObject({
  campaign: campaign.describe('The campaign after the event.'),
  origin: maybe(
    z.looseObject({
      user: z
        .looseObject({
          id: id.describe('Id of the user.'),
          name: name.describe('Name of the user.'),
          email: maybe(text(320), 'Mail address.'),
        })
        .describe('The user.'),
      ipAddress: maybe(text(45), 'The address the user came from.'),
    }),
    'Who caused the event; null: the system.',
  ),
})
