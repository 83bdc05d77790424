import { eventTypes } from '../events/catalogue.ts'
import type { DialectRules } from '../webhooks/settings.ts'
import type { DialectId } from '../webhooks/webhook.ts'
import type { Dialect } from './dialect.ts'
import { offhook } from './offhook.ts'
import { salpre } from './salpre.ts'
import { sipCaller } from './sip-caller.ts'
import { sipgate } from './sipgate.ts'

/** Every dialect by its id. */
export const dialects: Record<DialectId, Dialect> = {
  offhook,
  sipgate,
  salpre,
  'sip-caller': sipCaller,
}

/** What each dialect asks of a webhook that speaks it. */
export function rulesOf(all: Record<DialectId, Dialect>): DialectRules {
  const rules = ({ eventNames, defaultSuccess }: Dialect) => ({
    eventTypes: eventTypes.filter((type) => eventNames[type] !== undefined),
    defaultSuccess,
  })
  return {
    offhook: rules(all.offhook),
    sipgate: rules(all.sipgate),
    salpre: rules(all.salpre),
    'sip-caller': rules(all['sip-caller']),
  }
}
