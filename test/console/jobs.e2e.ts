import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { de } from '../../packages/console/src/messages/de.ts'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = { en, de }
const occurredAt = new Date().toISOString()

/** A disabled webhook and 800 events of one call: its queue is full, so that a replay waits half-way. */
async function enter(language: 'en' | 'de', path: string) {
  const offhook = await startOffhook(await createTestDatabase())
  const receiver = await startReceiver()
  const settings = { name: 'Shop', url: receiver.url, eventTypes: ['call.ended', 'call.error'] }
  const disabled = { ...settings, enabled: false }
  const webhook = await ok<{ id: string }>(offhook, 'POST', '/v1/webhooks', disabled)
  await ok(offhook, 'POST', '/v1/events', {
    events: Array.from({ length: 800 }, (_, index) => ({
      ...{ type: 'call.ended', occurredAt, call: { id: `pbx-${index % 2}` }, data: { result: 'answered' } },
    })),
  })
  const session = await openSession(browser, offhook.url, { language })
  await signIn(session, offhook.key, path.replace('{id}', webhook.id))
  const { page } = session
  return { offhook, receiver, webhook, session, page, dialog: page.getByRole('dialog') }
}

const filters = async (offhook: Offhook) => {
  const { data } = await ok<{ data: { filter: object }[] }>(offhook, 'GET', '/v1/jobs')
  return data.map(({ filter }) => filter)
}

describe.each(['en', 'de'] as const)('a job, in %s', (language) => {
  const t = words[language]

  it('is found again on the webhook’s page, stopped there and resumed', async () => {
    const { offhook, receiver, webhook, session, page, dialog } = await enter(
      language,
      '/webhooks/{id}?tab=jobs',
    )
    await page.getByText(t.jobs.empty).waitFor()
    await page.getByRole('button', { name: t.jobs.replay.menu }).click()
    await dialog.getByLabel(t.ranges['30d']).check()
    await dialog.getByRole('button', { name: t.jobs.replay.action, exact: true }).click()
    await dialog.getByText(t.jobs.states.running, { exact: true }).waitFor()
    await dialog.getByRole('button', { name: t.common.close }).last().click()
    await page.getByRole('button', { name: t.deliveries.stop, exact: true }).click()
    await page.getByText(t.jobs.states.stopped, { exact: true }).waitFor()
    await ok(offhook, 'POST', `/v1/webhooks/${webhook.id}/enable`)
    await receiver.waitFor(800)
    await page.getByRole('button', { name: t.jobs.resume, exact: true }).click()
    await page.getByText(t.jobs.states.done, { exact: true }).waitFor()
    await receiver.waitFor(1_600)
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('is of exact times and some of the event types', async () => {
    const { offhook, session, page, dialog } = await enter(language, '/webhooks/{id}?tab=jobs')
    await ok(offhook, 'PATCH', '/v1/account', { timeZone: 'UTC' })
    await page.reload()
    await page.getByRole('button', { name: t.jobs.replay.menu }).click()
    await dialog.getByLabel(t.time.exact).check()
    await dialog.getByLabel(new RegExp(`^${t.time.from}`)).fill('2026-04-08T09:00')
    await dialog.getByLabel(t.time.to, { exact: true }).fill('2026-04-08T10:30')
    await dialog.getByLabel(t.jobs.eventTypes).first().click()
    await page.getByRole('option', { name: t.eventTypes['call.error'] ?? '' }).click()
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: t.jobs.replay.action, exact: true }).click()
    await dialog.getByText(t.jobs.states.running, { exact: true }).waitFor()
    expect(await filters(offhook)).toMatchObject([
      {
        ...{ from: '2026-04-08T09:00:00.000Z', to: '2026-04-08T10:30:00.000Z', eventTypes: ['call.error'] },
      },
    ])
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('takes what waits out of the queue, or tries it again now', async () => {
    const { offhook, receiver, webhook, session, page, dialog } = await enter(
      language,
      '/webhooks/{id}?tab=jobs',
    )
    const start = async (kind: 'retry' | 'cancel') => {
      await page.getByRole('button', { name: t.jobs[kind].menu }).click()
      await dialog.getByText(t.jobs[kind].help).waitFor()
      await dialog.getByRole('button', { name: t.jobs[kind].action, exact: true }).click()
      await dialog.getByText(t.jobs.states.done, { exact: true }).waitFor()
      await dialog.getByRole('button', { name: t.common.close }).last().click()
      await page.getByText(t.jobs.what[kind], { exact: true }).waitFor()
    }
    const path = `/v1/webhooks/${webhook.id}/deliveries?limit=1`
    const latest = async () =>
      (await ok<{ data: { status: string; attempts: number }[] }>(offhook, 'GET', path)).data[0]
    await start('cancel')
    expect(await latest()).toMatchObject({ status: 'canceled' })

    receiver.answer((_, response) => response.writeHead(503, { 'retry-after': '3600' }).end())
    await ok(offhook, 'POST', `/v1/webhooks/${webhook.id}/enable`)
    const event = { type: 'call.ended', occurredAt, call: { id: 'pbx-0' }, data: { result: 'answered' } }
    await ok(offhook, 'POST', '/v1/events', event)
    await until(async () => (await latest())?.attempts === 1)
    receiver.answer((_, response) => response.end())
    await start('retry')
    await until(async () => (await latest())?.status === 'delivered')
    expect(receiver.received).toHaveLength(2)
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('is of all events that the filters of their list show', async () => {
    const { offhook, session, page, dialog } = await enter(language, '/events')
    await page.getByText(t.replay.hint).waitFor()
    expect(await page.getByRole('button', { name: t.replay.matching }).count()).toBe(0)
    await page.getByLabel(t.calls.id).fill('pbx-1')
    await page.getByRole('button', { name: t.replay.matching }).click()
    await dialog.getByText('pbx-1').waitFor()
    await dialog.getByRole('button', { name: t.replay.start, exact: true }).click()
    await dialog.getByText(t.jobs.states.running, { exact: true }).waitFor()
    expect(await filters(offhook)).toMatchObject([{ callId: 'pbx-1', from: '1970-01-01T00:00:00.000Z' }])
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
