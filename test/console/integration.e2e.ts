import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { de } from '../../packages/console/src/messages/de.ts'
import { en } from '../../packages/console/src/messages/en.ts'
import { systemClock } from '../../packages/server/src/lib/clock.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver } from '../../packages/server/testing/receiver.ts'
import { openBrowser, openSession, signIn } from './browser.ts'
import { itIsClean, lookAtAll, type Screen } from './look-at.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = { en, de }
const languages = ['en', 'de'] as const
const panelPath = '/settings/integrations/custom-webhook'

type Sent = { event_type: string; is_test: boolean }

describe.each(languages)('the custom webhook panel in %s', (language) => {
  const t = words[language]

  it('is found in the settings, saved, and tested event by event', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const receiver = await startReceiver()
    receiver.answer((request, response) => {
      const { event_type: type } = JSON.parse(request.body) as Sent
      response.writeHead(type === 'error' ? 500 : 200).end(type)
    })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/settings')
    await page.getByText(t.integration.notSetUp).waitFor()
    await page.getByRole('link', { name: t.integration.title }).click()
    await page.getByText(t.integration.testNothing).waitFor()
    const testButton = page.getByRole('button', { name: t.integration.test })
    expect(await testButton.isDisabled()).toBe(true)
    const save = page.getByRole('button', { name: t.integration.save, exact: true })
    await page.getByLabel(t.integration.url).fill('nowhere')
    await save.click()
    await page.locator('input[aria-invalid=true]').waitFor()
    await page.getByLabel(t.integration.url).fill(receiver.url)
    await page.getByRole('button', { name: t.webhooks.addHeader }).click()
    await page.getByLabel(t.webhooks.headerName).fill('X-Token')
    await page.getByLabel(t.webhooks.headerValue).fill('open sesame')
    await page.getByRole('checkbox', { name: t.eventTypes['call.transcript'] ?? '', exact: true }).uncheck()
    await save.click()
    await page.getByText(t.integration.saved).waitFor()
    expect(await page.getByLabel(t.webhooks.headerValue).inputValue()).toBe('********')

    await testButton.click()
    await page.getByText(t.integration.notTaken(1, 5)).waitFor()
    const tests = receiver.received.map(({ body }) => JSON.parse(body) as Sent)
    expect(tests.map((sent) => sent.event_type).toSorted()).toEqual([
      ...['call_answered', 'call_ended', 'call_initiated', 'call_ringing', 'error'],
    ])
    expect(tests.every((sent) => sent.is_test)).toBe(true)
    expect(receiver.received.every(({ headers }) => headers['x-token'] === 'open sesame')).toBe(true)
    expect(await page.locator('.status', { hasText: new RegExp(`^${t.integration.taken}$`) }).count()).toBe(4)
    await page.getByRole('button', { name: new RegExp(`${t.integration.refused}.*HTTP 500`) }).waitFor()

    await page.getByRole('switch', { name: t.integration.enabled }).uncheck()
    expect(await testButton.isDisabled()).toBe(true)
    await save.click()
    await expect.poll(() => testButton.isEnabled()).toBe(true)
    await page.getByRole('link', { name: t.integration.backToSettings }).first().click()
    await page.getByText(t.integration.off, { exact: true }).waitFor()
    expect((await offhook.call('GET', '/v1/integrations/custom-webhook')).body).toMatchObject({
      enabled: false,
    })
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})

const occurredAt = new Date().toISOString()

const line = (text: string) => ({
  ...{ type: 'call.transcript', occurredAt, call: { id: 'pbx-1' } },
  data: { speaker: 'ai', text },
})

describe.each(languages)('the list of events in %s', (language) => {
  const t = words[language]

  it('replays chosen events to a webhook and shows how far it is', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const { body: posted } = await offhook.call<{ ids: string[] }>('POST', '/v1/events', {
      events: [
        ...[1, 2, 3].map((n) => line(`line ${n}`)),
        { type: 'call.ringing', occurredAt, call: { id: 'pbx-1' }, data: {} },
      ],
    })
    const receiver = await startReceiver()
    for (const name of ['Late', 'Another'])
      await offhook.call('POST', '/v1/webhooks', { name, url: receiver.url, eventTypes: ['call.transcript'] })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/events')
    await page.getByText(t.replay.hint).waitFor()
    await page.getByLabel(t.common.selectAll).check()
    const [first = ''] = posted.ids
    await page.getByLabel(t.common.select(first)).uncheck()
    const open = page.getByRole('button', { name: t.replay.action })
    await open.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t.replay.title(3)).waitFor()
    await dialog.getByRole('combobox').click()
    await page.getByRole('option', { name: 'Late' }).click()
    await dialog.getByText(t.replay.unwanted(1)).waitFor()
    await dialog.getByRole('button', { name: t.replay.start }).click()
    await dialog.getByText(t.jobs.queued(2)).waitFor()
    await dialog.getByText(t.jobs.states.done, { exact: true }).waitFor()
    const received = await receiver.waitFor(2)
    expect(received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(posted.ids.slice(1, 3))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => open.evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true)
    await page.getByRole('button', { name: t.replay.clear }).click()
    await page.getByText(t.replay.hint).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('goes on searching where the time of one look is over', async () => {
    const database = await createTestDatabase()
    // Every look takes its whole time, and nothing else of this process goes by the clock.
    const clock = { now: systemClock.now, monotonicMs: () => systemClock.monotonicMs() * 1_000 }
    const offhook = await startOffhook(database, { OFFHOOK_ROLE: 'api' }, { clock })
    await offhook.call('POST', '/v1/events', line('a needle'))
    const hay = Array.from({ length: 1_000 }, () => line('hay'))
    for (let batch = 0; batch < 12; batch += 1) await offhook.call('POST', '/v1/events', { events: hay })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/events')
    await page.locator('tbody tr').first().waitFor()
    await page.getByLabel(t.events.text).fill('needle')
    await page.getByText(t.replay.nothingYet).waitFor()
    await page.getByRole('button', { name: t.replay.searchFurther }).click()
    await page.getByText(t.common.endOfList).waitFor()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByLabel(t.events.text).fill('nothing of the kind')
    await page.getByRole('button', { name: t.replay.searchFurther }).click()
    await page.getByText(t.common.noMatch).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})

const screens: Screen<undefined>[] = [
  { name: 'settings-integrations', path: () => '/settings', ready: 'tbody tr' },
  { name: 'custom-webhook', path: () => panelPath, ready: 'form' },
  {
    name: 'custom-webhook-tested',
    path: () => panelPath,
    ready: 'form',
    open: async (page) => {
      await page.locator('button[aria-describedby=test-help]').click()
      await page.locator('[role=status] p').last().waitFor()
      await page.getByRole('tab').first().waitFor()
    },
  },
  {
    name: 'events-selected',
    path: () => '/events',
    ready: 'tbody tr',
    open: async (page) => page.locator('thead input').check(),
  },
  {
    name: 'events-replay',
    path: () => '/events',
    ready: 'tbody tr',
    open: async (page) => {
      await page.locator('thead input').check()
      await page.locator('.replay-bar button').first().click()
      await page.getByRole('dialog').getByRole('combobox').waitFor()
    },
  },
  {
    name: 'events-replayed',
    path: () => '/events',
    ready: 'tbody tr',
    open: async (page) => {
      await page.locator('thead input').check()
      await page.locator('.replay-bar button').first().click()
      await page.getByRole('dialog').locator('button.mantine-Button-root').last().click()
      await page.getByRole('dialog').locator('.status').waitFor()
    },
  },
]

describe('every screen of integration and replay', () =>
  itIsClean(
    () => browser,
    async ({ offhook, session, look }) => {
      const receiver = await startReceiver()
      receiver.answer((request, response) =>
        response.writeHead(request.body.includes('call_ended') ? 500 : 200).end('thank you'),
      )
      await offhook.call('PUT', '/v1/integrations/custom-webhook', {
        ...{ enabled: true, url: receiver.url, headers: { 'X-Token': 'secret' } },
        events: ['call_initiated', 'call_answered', 'call_ended'],
      })
      const facts = { id: 'pbx-1', from: '+493023125042', to: '+4969900090017', direction: 'inbound' }
      await offhook.call('POST', '/v1/events', {
        events: ['call.initiated', 'call.ringing', 'call.answered'].map((type) => ({
          ...{ type, occurredAt, call: facts, data: {} },
        })),
      })
      await signIn(session, offhook.key)
      return lookAtAll(session.page, screens, undefined, look)
    },
  ))
