import { dataOf, type EventData } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'
import { callOf, elapsedMs, withoutPlus } from './call-of.ts'
import { formatDuration, formatTime, formatWord } from './sip-caller-format.ts'
import { timedDataOf } from './timed-data.ts'
import { timeMs } from './transcript-lines.ts'

type Ended = EventData<'call.ended'>
type CampaignChanged = EventData<'campaign.activated'>
type Dialer = NonNullable<Ended['dialer']>

/** The campaign an event belongs to, said by the event itself or by its call. */
export function campaignIdOf(event: Event): string | null {
  return event.campaignId ?? event.call?.campaignId ?? null
}

/** The data of `CampaignActivated` and its four siblings, without the customer. */
export function renderCampaignChanged(event: Event) {
  // Every campaign.* type has the same data.
  const { campaign, origin } = dataOf(event, 'campaign.activated')
  return {
    campaign: {
      id: campaign.id,
      name: campaign.name,
      phoneSystem: renderPhoneSystem(campaign.phoneSystem),
      dialer: campaign.dialer ? { mode: formatWord(campaign.dialer.mode) } : null,
      status: formatWord(campaign.status),
      type: formatWord(campaign.type),
      startDate: campaign.startDate ?? null,
      endDate: campaign.endDate ?? null,
      timeZoneId: campaign.timeZoneId ?? null,
      callflow: campaign.callflow
        ? {
            forHuman: renderNamed(campaign.callflow.forHuman),
            forMachine: renderNamed(campaign.callflow.forMachine),
          }
        : null,
      varNames: campaign.varNames ?? [],
      startedAt: formatTime(timeMs(campaign.startedAt)),
      endedAt: formatTime(timeMs(campaign.endedAt)),
    },
    origin: origin ? renderOrigin(origin) : null,
  }
}

/** The data of `CallEnded`, without the customer. The number is the one that was dialled. */
export function renderCallEnded(event: Event) {
  const ended = timedDataOf(event, 'call.ended')
  const dialer = ended.dialer
  return {
    campaign: {
      id: campaignIdOf(event),
      name: dialer?.campaign?.name ?? null,
      varNames: dialer?.campaign?.varNames ?? [],
    },
    callDetails: renderCallDetails(event, ended, dialer ?? {}),
  }
}

function renderCallDetails(event: Event, ended: Ended, dialer: Dialer) {
  const call = callOf(event)
  return {
    callId: call.id,
    number: withoutPlus(call.to),
    varValues: dialer.varValues ?? [],
    attempt: dialer.attempt ?? null,
    phoneSystem: renderPhoneSystem(dialer.phoneSystem),
    timeZoneId: dialer.timeZoneId ?? null,
    startedAt: formatTime(timeMs(ended.startedAt)),
    ringResult: formatWord(dialer.ringResult ?? (ended.result === 'answered' ? 'answer' : ended.result)),
    sipResponse: ended.sip ? { code: ended.sip.code, descrip: ended.sip.reason ?? null } : null,
    answeredAt: formatTime(timeMs(ended.answeredAt)),
    answerType: formatWord(dialer.answerType),
    callflow: renderNamed(dialer.callflow),
    endedAt: formatTime(timeMs(ended.endedAt)),
    endType: formatWord(dialer.endType),
    lastAction: dialer.lastAction
      ? { id: dialer.lastAction.id, type: formatWord(dialer.lastAction.type) }
      : null,
    duration: renderDuration(ended),
    gatheredData: dialer.gatheredData
      ? dialer.gatheredData.map(({ name, value }) => `${name}=${value}`).join('|')
      : null,
    outcome: formatWord(dialer.outcome),
    retryAt: formatTime(timeMs(dialer.retryAt)),
  }
}

function renderDuration(ended: Ended) {
  const startedMs = timeMs(ended.startedAt)
  const answeredMs = timeMs(ended.answeredAt)
  const endedMs = timeMs(ended.endedAt)
  return {
    setup: formatDuration(ended.setupMs ?? elapsedMs(startedMs, answeredMs)),
    established: formatDuration(ended.talkMs ?? elapsedMs(answeredMs, endedMs)),
    total: formatDuration(ended.durationMs ?? elapsedMs(startedMs, endedMs)),
  }
}

function renderPhoneSystem(phoneSystem: Dialer['phoneSystem']) {
  return phoneSystem
    ? { id: phoneSystem.id, name: phoneSystem.name, extension: renderNamed(phoneSystem.extension) }
    : null
}

function renderNamed(thing: { id: string; name: string } | null | undefined) {
  return thing ? { id: thing.id, name: thing.name } : null
}

function renderOrigin(origin: NonNullable<CampaignChanged['origin']>) {
  const { id, name, email } = origin.user
  return { user: { id, name, email: email ?? null }, ipAddress: origin.ipAddress ?? null }
}
