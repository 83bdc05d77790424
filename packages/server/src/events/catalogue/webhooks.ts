import { z } from 'zod'
import { id, maybe, name, text, time } from './parts.ts'

const webhook = z
  .looseObject({
    id: id.describe('Its id.'),
    name: name.describe('Its name.'),
    host: text(300).describe('Host of its URL, with the port where it has one.'),
  })
  .describe('The webhook.')

const waiting = z
  .int()
  .min(0)
  .describe('How many deliveries wait for it; beyond 100,000 they are not counted.')
const since = time.describe('Since when it fails without any success.')
const why = text(1_000).describe('What its latest failure was, such as answered 503.')

/** Data of `webhook.failing`. */
export const webhookFailing = z.looseObject({
  webhook,
  failingSince: since,
  failure: why,
  waitingDeliveries: waiting,
  disableAfterHours: z.int().min(1).describe('What the account asks for: disable after so many hours.'),
  disablesAt: time.describe('When it is disabled, at the earliest, if it goes on like that.'),
})

/** Data of `webhook.disabled`. */
export const webhookDisabled = z.looseObject({
  webhook,
  reason: z
    .enum(['failing', 'gone'])
    .describe('failing: it failed for as long as the account allows; gone: its receiver answered 410.'),
  failingSince: maybe(time, 'Since when it failed without any success; null: it did not keep failing.'),
  failure: why,
  waitingDeliveries: waiting,
  disabledAt: time.describe('When it was disabled.'),
})

/** Data of `webhook.recovered`. */
export const webhookRecovered = z.looseObject({
  webhook,
  failingSince: time.describe('Since when it had failed, as webhook.failing told.'),
  waitingDeliveries: waiting,
})
