import { toWallTime } from '../lib/time-zone.ts'
import type { Messages } from '../messages/en.ts'
import type { Campaign } from './queries.ts'

/** A campaign while it is being written. */
export type Draft = {
  name: string
  type: Campaign['type']
  mode: Campaign['dialer']['mode']
  phoneSystemId: string
  extensionId: string
  forHuman: string | null
  forMachine: string | null
  startDate: string
  endDate: string
  timeZoneId: string
  varNames: string[]
  maxAttempts: number | string
  retryDelayMinutes: number | string
}

const dayMs = 86_400_000
const daysAtFirst = 7

/** What a new campaign starts from: today and the week after, in the account's zone, and the defaults of the API. */
export function newDraft(timeZoneId: string, now = new Date()): Draft {
  const dayIn = (days: number) =>
    toWallTime(new Date(now.getTime() + days * dayMs), timeZoneId).slice(0, 'yyyy-mm-dd'.length)
  return {
    ...{ name: '', type: 'static', mode: 'power', phoneSystemId: '', extensionId: '' },
    ...{ forHuman: null, forMachine: null, varNames: [], maxAttempts: 3, retryDelayMinutes: 60 },
    ...{ startDate: dayIn(0), endDate: dayIn(daysAtFirst), timeZoneId },
  }
}

export function draftOf(campaign: Campaign): Draft {
  const { name, type, startDate, endDate, timeZoneId, varNames, maxAttempts, retryDelayMinutes } = campaign
  return {
    ...{ name, type, startDate, endDate, timeZoneId, varNames, maxAttempts, retryDelayMinutes },
    mode: campaign.dialer.mode,
    phoneSystemId: campaign.phoneSystem.id,
    extensionId: campaign.phoneSystem.extension.id,
    forHuman: campaign.callflow.forHuman?.id ?? null,
    forMachine: campaign.callflow.forMachine?.id ?? null,
  }
}

/** All fields as the API takes them. */
export function settingsOf(draft: Draft) {
  const { mode, forHuman, forMachine, maxAttempts, retryDelayMinutes, ...rest } = draft
  return {
    ...rest,
    dialer: { mode },
    callflow: { forHuman, forMachine },
    // The server judges what is no number.
    maxAttempts: asNumber(maxAttempts),
    retryDelayMinutes: asNumber(retryDelayMinutes),
  }
}

/** Those that may change while a campaign runs. */
export function runningSettingsOf(draft: Draft) {
  const { name, dialer, endDate, maxAttempts, retryDelayMinutes } = settingsOf(draft)
  return { name, dialer, endDate, maxAttempts, retryDelayMinutes }
}

function asNumber(value: number | string): number {
  return value === '' ? Number.NaN : Number(value)
}

/** What is missing before the server is asked, by the paths that it would use. */
export function gapsOf(draft: Draft, t: Messages): Record<string, string> {
  const { name, phoneSystemId, extensionId, startDate, endDate } = draft
  const words = t.campaigns
  return {
    ...(name.trim() === '' ? { name: words.enterName } : {}),
    ...(phoneSystemId === '' ? { phoneSystemId: words.choosePhoneSystem } : {}),
    ...(extensionId === '' ? { extensionId: words.chooseExtension } : {}),
    ...(startDate === '' ? { startDate: words.enterDate } : {}),
    ...(endDate === '' ? { endDate: words.enterDate } : {}),
    ...(endDate !== '' && endDate < startDate ? { endDate: words.endsBeforeStart } : {}),
  }
}
