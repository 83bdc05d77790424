import type { CallState } from '../calls/state.ts'
import { afterCall } from '../campaigns/after-call.ts'
import type { Campaign, CampaignNumber } from '../campaigns/campaign.ts'
import { parseNumber } from '../campaigns/phone-number.ts'
import { dataOf, type EventData } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'
import { timeOf } from '../events/catalogue/time.ts'
import { answerOf } from './call-answer.ts'

type Dialer = NonNullable<EventData<'call.ended'>['dialer']>

/** The number that was called as a campaign keeps it; '' when it cannot be one. */
export function numberOf(to: string | null): string {
  const parsed = parseNumber(to ?? '')
  return parsed.ok ? parsed.number : ''
}

/**
 * The end of a campaign's call with everything the campaign knows of it, and the number after it. What the source says
 * itself stands; where it is silent, campaign and number speak. Pure.
 */
export function completeCampaignCall(
  event: Event,
  call: Pick<CallState, 'id' | 'answeredAt' | 'endedAt'>,
  campaign: Campaign,
  number: CampaignNumber | undefined,
): { data: Record<string, unknown>; number: CampaignNumber | undefined; startedAt: Date } {
  const ended = dataOf(event, 'call.ended')
  const given: Dialer = ended.dialer ?? {}
  const { isAnswered } = answerOf(event, call)
  // Two sources may tell one end: who answered is not called again because the second says nothing of it.
  const wasReached = call.answeredAt === null ? null : true
  const after =
    number === undefined
      ? undefined
      : afterCall(
          number,
          {
            callId: call.id,
            result: ended.result ?? null,
            isAnswered: isAnswered ?? wasReached,
            outcome: given.outcome ?? null,
            retryAt: retryAtOf(given),
            endedAt: timeOf(ended.endedAt) ?? event.occurredAt,
          },
          // A campaign that is over calls nobody again.
          { ...campaign, endsAt: campaign.endedAt ?? campaign.endsAt },
        )
  const known: Dialer = {
    campaign: { name: campaign.name, varNames: campaign.varNames },
    varValues: number?.varValues,
    attempt: after?.attempt,
    phoneSystem: campaign.phoneSystem,
    timeZoneId: campaign.timeZoneId,
    callflow: isAnswered === true ? callflowFor(given, campaign) : null,
    outcome: after?.outcome,
    retryAt: after?.retryAt?.toISOString() ?? null,
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null))
  return {
    data: { ...event.data, dialer: { ...known, ...said } },
    number: after?.number,
    startedAt: timeOf(ended.startedAt) ?? event.occurredAt,
  }
}

/** Null says: not again. Left out, the campaign's own rules apply. */
function retryAtOf({ retryAt }: Dialer): Date | null | undefined {
  return retryAt == null ? retryAt : timeOf(retryAt)
}

/** The callflow for whoever answered. */
function callflowFor({ answerType }: Dialer, { callflow }: Campaign): Dialer['callflow'] {
  return answerType?.toLowerCase() === 'machine' ? callflow.forMachine : callflow.forHuman
}
