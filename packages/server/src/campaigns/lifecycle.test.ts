import { describe, expect, it } from 'vitest'
import { campaignStatuses } from '../events/catalogue/campaigns.ts'
import type { CampaignStatus } from './campaign.ts'
import { decide, type CampaignAction } from './lifecycle.ts'

const now = new Date('2026-03-05T12:00:00Z')
const endsAt = new Date('2026-03-06T23:00:00Z')
const campaign = (status: CampaignStatus) => ({ status, endsAt, archivedAt: null })

const allowed: Record<CampaignAction, Partial<Record<CampaignStatus, CampaignStatus>>> = {
  activate: { draft: 'active' },
  pause: { active: 'paused' },
  resume: { paused: 'active' },
  cancel: { draft: 'canceled', active: 'canceled', paused: 'canceled' },
  finish: { active: 'finished', paused: 'finished' },
}
const cases = (Object.keys(allowed) as CampaignAction[]).flatMap((action) =>
  campaignStatuses.map((status) => ({ action, status, to: allowed[action][status] })),
)

describe('the lifecycle of a campaign', () => {
  it.each(cases)('$action of a $status campaign leads to $to', ({ action, status, to }) => {
    const decision = decide(campaign(status), action, now)
    if (to === undefined) expect(decision).toMatchObject({ ok: false })
    else expect(decision).toMatchObject({ ok: true, status: to })
  })

  it('says which statuses allow a refused action, and what can be done instead', () => {
    expect(decide(campaign('active'), 'resume', now)).toEqual({
      ok: false,
      reason: 'The campaign is active; only paused campaigns allow resume. It allows pause and cancel.',
    })
  })

  it('refuses to activate or resume after the end date, but still cancels', () => {
    expect(decide(campaign('draft'), 'activate', endsAt)).toMatchObject({ ok: false })
    expect(decide(campaign('paused'), 'resume', endsAt)).toMatchObject({ ok: false })
    expect(decide(campaign('paused'), 'cancel', endsAt)).toMatchObject({ ok: true, endedAt: endsAt })
  })

  it('refuses everything for an archived campaign', () => {
    expect(decide({ ...campaign('draft'), archivedAt: now }, 'activate', now)).toMatchObject({ ok: false })
  })
})
