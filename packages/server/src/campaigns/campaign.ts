import type { campaignStatuses, campaignTypes, dialerModes } from '../events/catalogue/campaigns.ts'

/** Which of them may follow which is in lifecycle.ts. */
export type CampaignStatus = (typeof campaignStatuses)[number]

/** Something with an id and a name: an extension, a callflow, a phone system. */
export type Named = { id: string; name: string }

/** What callflows are made of. */
export const actionTypes = ['textPrompt', 'wavPrompt', 'dtmfInput', 'transferCall', 'dropCall'] as const
export type CallflowAction = { id: string; type: (typeof actionTypes)[number]; name: string }

export type PhoneSystem = Named & {
  extensions: Named[]
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
}

export type Callflow = Named & {
  actions: CallflowAction[]
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
}

/** A campaign with the names of what it uses. Dates are calendar dates in its time zone. */
export type Campaign = Named & {
  status: CampaignStatus
  type: (typeof campaignTypes)[number]
  dialer: { mode: (typeof dialerModes)[number] }
  phoneSystem: Named & { extension: Named }
  callflow: { forHuman: Named | null; forMachine: Named | null }
  startDate: string
  endDate: string
  timeZoneId: string
  /** The first instant of the start date, and the one after the last of the end date. */
  startsAt: Date
  endsAt: Date
  varNames: string[]
  maxAttempts: number
  retryDelayMinutes: number
  /** The webhooks that were chosen for it, in the order in which they were made. */
  webhookIds: string[]
  /** When it began to dial; null: not yet. */
  startedAt: Date | null
  /** When it was canceled or finished. */
  endedAt: Date | null
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
}

/** waiting: not called yet; retrying: called, to be called again at `retryAt`; the other two are final. */
export const numberStates = ['waiting', 'retrying', 'succeeded', 'failed'] as const
export type NumberState = (typeof numberStates)[number]

/** A number of a campaign. `varValues` are in the order of the campaign's `varNames`. */
export type CampaignNumber = {
  id: string
  number: string
  varValues: string[]
  state: NumberState
  attempts: number
  retryAt: Date | null
  lastCallId: string | null
  lastResult: string | null
  lastCalledAt: Date | null
  createdAt: Date
}
