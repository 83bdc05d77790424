import type { Campaign } from './queries.ts'

export type Action = 'activate' | 'pause' | 'resume' | 'cancel' | 'archive'

const byStatus: Record<Campaign['status'], readonly Action[]> = {
  draft: ['activate', 'cancel', 'archive'],
  active: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  canceled: ['archive'],
  finished: ['archive'],
}

type State = Pick<Campaign, 'status' | 'type' | 'endsAt' | 'archivedAt'>

/** What can be done with a campaign as it stands, the likeliest first. */
export function actionsOf({ status, archivedAt }: State): readonly Action[] {
  return archivedAt === null ? byStatus[status] : []
}

/** Whether its last day is over, so that it can neither be activated nor resumed until it gets a later one. */
export function isBlocked(campaign: State, action: Action, now = Date.now()): boolean {
  return (action === 'activate' || action === 'resume') && Date.parse(campaign.endsAt) <= now
}

/** Why settings cannot be changed; null: they can. */
export function whyFixed({ status, archivedAt }: State): 'archived' | 'canceled' | 'finished' | null {
  if (archivedAt !== null) return 'archived'
  return status === 'canceled' || status === 'finished' ? status : null
}

/** Why numbers can neither be added nor removed; null: they can. */
export function whyNumbersFixed(campaign: State): 'archived' | 'canceled' | 'finished' | 'static' | null {
  const isStarted = campaign.type === 'static' && campaign.status !== 'draft'
  return whyFixed(campaign) ?? (isStarted ? 'static' : null)
}
