import type { EventType } from '../events/catalogue.ts'
import type { CampaignStatus } from './campaign.ts'

/** What can happen to a campaign. `finish` is the system's own: all numbers are done or the end date has passed. */
export type CampaignAction = 'activate' | 'pause' | 'resume' | 'cancel' | 'finish'

type Transition = { from: readonly CampaignStatus[]; to: CampaignStatus; event: EventType; isEnd: boolean }

/** The lifecycle: what each action starts from, leads to, and tells. */
const transitions: Record<CampaignAction, Transition> = {
  activate: { from: ['draft'], to: 'active', event: 'campaign.activated', isEnd: false },
  pause: { from: ['active'], to: 'paused', event: 'campaign.paused', isEnd: false },
  resume: { from: ['paused'], to: 'active', event: 'campaign.resumed', isEnd: false },
  cancel: { from: ['draft', 'active', 'paused'], to: 'canceled', event: 'campaign.canceled', isEnd: true },
  finish: { from: ['active', 'paused'], to: 'finished', event: 'campaign.finished', isEnd: true },
}

/** A campaign as far as its lifecycle is concerned. */
export type LifecycleState = { status: CampaignStatus; endsAt: Date; archivedAt: Date | null }

export type Decision =
  | { ok: true; status: CampaignStatus; event: EventType; endedAt: Date | null }
  | { ok: false; reason: string }

/** What an action makes of a campaign at a time, or why it is refused: the reason says which statuses allow it. */
export function decide(campaign: LifecycleState, action: CampaignAction, now: Date): Decision {
  const { from, to, event, isEnd } = transitions[action]
  if (campaign.archivedAt !== null) return refuse('The campaign is archived.')
  if (!from.includes(campaign.status)) {
    return refuse(
      `The campaign is ${campaign.status}; only ${listOf(from)} campaigns allow ${action}.${next(campaign.status)}`,
    )
  }
  const isOver = campaign.endsAt <= now
  if (isOver && (action === 'activate' || action === 'resume')) {
    return refuse('The campaign’s end date has passed in its time zone; set a later one first.')
  }
  return { ok: true, status: to, event, endedAt: isEnd ? now : null }
}

/** What the campaign could do instead. */
function next(status: CampaignStatus): string {
  const allowed = Object.entries(transitions)
    .filter(([action, { from }]) => action !== 'finish' && from.includes(status))
    .map(([action]) => action)
  return allowed.length === 0 ? ' Nothing can follow that.' : ` It allows ${listOf(allowed)}.`
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function refuse(reason: string): Decision {
  return { ok: false, reason }
}
