import { describe, expect, it } from 'vitest'
import type { Actor } from '../packages/server/src/accounts/actor.ts'
import { createCampaignIn } from '../packages/server/src/campaigns/campaigns.ts'
import { addNumbers } from '../packages/server/src/campaigns/numbers.ts'
import { createPhoneSystem } from '../packages/server/src/campaigns/phone-systems.store.ts'
import { newCampaignSchema } from '../packages/server/src/campaigns/settings.ts'
import { dialects } from '../packages/server/src/dialects/registry.ts'
import type { EventData } from '../packages/server/src/events/catalogue.ts'
import { createIngest } from '../packages/server/src/ingest/accept.ts'
import { changeStatus } from '../packages/server/src/ingest/change-status.ts'
import { tellResult } from '../packages/server/src/ingest/tell-result.ts'
import { createLog } from '../packages/server/src/lib/log.ts'
import { tick } from '../packages/server/src/workers/owners-worker.ts'
import { insertAccount } from '../packages/server/testing/accounts.ts'
import { createTestDatabase } from '../packages/server/testing/database.ts'

const { db } = await createTestDatabase()
const hourMs = 3_600_000

/** Offhook's deciding parts on a clock that only moves when it is told to. */
async function startDay(at: string) {
  let now = new Date(at)
  const clock = { now: () => now, monotonicMs: () => now.getTime() }
  const ingest = createIngest({ db, dialects, wake: () => undefined, onAccepted: () => undefined })
  const deps = { db, ingest, clock, log: createLog('silent'), dialects }
  const account = await insertAccount(db, 'A day')
  const actor: Actor = { accountId: account.id, by: { kind: 'user', id: 'u1' }, ipAddress: '192.0.2.44' }
  const phoneSystem = await createPhoneSystem(db, actor, { name: 'PBX', extensions: [{ name: 'One' }] })
  const start = (name: string, timeZoneId: string, day: string) =>
    db.kysely.transaction().execute((tx) =>
      createCampaignIn(
        tx,
        actor,
        newCampaignSchema.parse({
          ...{ name, timeZoneId, startDate: day, endDate: day, type: 'dynamic', retryDelayMinutes: 120 },
          ...{ phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
        }),
      ),
    )
  return {
    ...{ actor, ingest, start },
    act: (id: string, action: 'activate' | 'pause' | 'resume') =>
      changeStatus({ db, ingest, now: clock.now }, actor, id, action),
    call: (campaignId: string, numberId: string, result: EventData<'call.ended'>['result']) =>
      tellResult({ db, ingest, now: clock.now }, account.id, {
        campaignId,
        numberId,
        call: {},
        data: { result },
      }),
    /** Lets time pass, with a round of the worker every quarter of an hour. */
    until: async (text: string) => {
      for (; now < new Date(text); now = new Date(now.getTime() + hourMs / 4)) await tick(deps)
      now = new Date(text)
      await tick(deps)
    },
    events: async () => {
      const { rows } = await db.pool.query<{ at: Date; type: string; content: string }>(
        'select occurred_at as at, type, content from events where account_id = $1 order by occurred_at, id',
        [account.id],
      )
      return rows.map(({ at: time, type, content }) => {
        const { data } = JSON.parse(content)
        const name = data.campaign?.name ?? data.dialer.campaign.name
        return [
          time.toISOString(),
          name,
          type,
          data.origin === null ? 'system' : (data.origin?.ipAddress ?? null),
        ]
      })
    },
  }
}

describe('a whole day of two campaigns', () => {
  it('runs in each one’s time zone: paused over lunch, ended at local midnight, on the day clocks go back', async () => {
    const day = await startDay('2026-10-24T20:00:00Z')
    const berlin = await day.start('Berlin', 'Europe/Berlin', '2026-10-25')
    const lima = await day.start('Lima', 'America/Lima', '2026-10-25')
    const numbers = { numbers: [{ number: '+493023125042', variables: {} }] }
    const { ids } = await addNumbers(db, day.actor, berlin.id, numbers)
    const [numberId = ''] = ids
    await day.act(berlin.id, 'activate')
    await day.act(lima.id, 'activate')

    const startOf = async (id: string) => {
      const { rows } = await db.pool.query('select started_at as at from campaigns where id = $1', [id])
      return rows[0].at?.toISOString() ?? null
    }
    await day.until('2026-10-24T21:45:00Z')
    expect(await startOf(berlin.id)).toBeNull()
    // Midnight in Berlin, still on summer time; Lima begins seven hours later.
    await day.until('2026-10-24T22:15:00Z')
    expect(await startOf(berlin.id)).toBe('2026-10-24T22:00:00.000Z')
    expect(await startOf(lima.id)).toBeNull()

    await day.until('2026-10-25T09:00:00Z')
    expect(await startOf(lima.id)).toBe('2026-10-25T05:00:00.000Z')
    const busy = await day.call(berlin.id, numberId, 'busy')
    expect(busy.number).toMatchObject({ state: 'retrying', retryAt: new Date('2026-10-25T11:00:00Z') })
    await day.until('2026-10-25T11:00:00Z')
    await day.act(berlin.id, 'pause')
    await day.until('2026-10-25T12:00:00Z')
    await day.act(berlin.id, 'resume')
    const answered = await day.call(berlin.id, numberId, 'answered')
    expect(answered.number).toMatchObject({ state: 'succeeded', attempts: 2 })
    // 25 hours after it began: winter time now.
    await day.until('2026-10-26T06:00:00Z')

    expect(await day.events()).toEqual([
      ['2026-10-24T20:00:00.000Z', 'Berlin', 'campaign.activated', '192.0.2.44'],
      ['2026-10-24T20:00:00.000Z', 'Lima', 'campaign.activated', '192.0.2.44'],
      ['2026-10-25T09:00:00.000Z', 'Berlin', 'call.ended', null],
      ['2026-10-25T11:00:00.000Z', 'Berlin', 'campaign.paused', '192.0.2.44'],
      ['2026-10-25T12:00:00.000Z', 'Berlin', 'campaign.resumed', '192.0.2.44'],
      ['2026-10-25T12:00:00.000Z', 'Berlin', 'call.ended', null],
      ['2026-10-25T23:00:00.000Z', 'Berlin', 'campaign.finished', 'system'],
      ['2026-10-26T05:00:00.000Z', 'Lima', 'campaign.finished', 'system'],
    ])
    await day.ingest.drain()
  })
})

describe('a campaign’s status and its event', () => {
  it('are written together or not at all, and a race for the same change tells of it once', async () => {
    const day = await startDay('2026-10-24T22:00:00Z')
    const { id } = await day.start('Race', 'Europe/Berlin', '2026-10-25')
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => day.act(id, 'activate')))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await day.events()).map(([, , type]) => type)).toEqual(['campaign.activated'])

    // An event that cannot be written takes the change of status with it.
    await db.pool.query(
      `alter table events add constraint no_pause check (type <> 'campaign.paused') not valid`,
    )
    await expect(day.act(id, 'pause')).rejects.toThrow('no_pause')
    await db.pool.query('alter table events drop constraint no_pause')
    const { rows } = await db.pool.query('select status from campaigns where id = $1', [id])
    expect(rows).toEqual([{ status: 'active' }])
    await expect(day.act(id, 'pause')).resolves.toMatchObject({ status: 'paused' })
    await day.ingest.drain()
  })
})
