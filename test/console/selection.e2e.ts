import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Deliveries = { data: { eventType: string; status: string }[] }

it('many deliveries: only those still shown are canceled', async () => {
  const offhook = await startOffhook(await createTestDatabase())
  const settings = { url: 'https://receiver.example.com', enabled: false }
  await ok(offhook, 'POST', '/v1/webhooks', settings)
  const event = { occurredAt: new Date().toISOString(), call: { id: 'pbx-1' } }
  await ok(offhook, 'POST', '/v1/events', {
    events: [
      { ...event, type: 'call.initiated', data: {} },
      { ...event, type: 'call.ended', data: { result: 'answered' } },
    ],
  })
  const session = await openSession(browser, offhook.url)
  const { page } = session
  await signIn(session, offhook.key, '/deliveries?status=pending')
  await page.getByLabel(en.common.selectAll).check()
  await page.getByText(en.common.selected(2)).waitFor()
  const type = page.getByRole('search').getByLabel(en.events.type, { exact: true })
  await type.first().click()
  await page.getByRole('option', { name: en.eventTypes['call.ended'] ?? '' }).click()
  await page.getByText(en.common.selected(1)).waitFor()
  await page.getByRole('button', { name: en.deliveries.cancelMany, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(en.deliveries.confirmCancel(1)).waitFor()
  await dialog.getByRole('button', { name: en.deliveries.cancelMany, exact: true }).last().click()
  await page.getByText(en.deliveries.bulkDone(1)).waitFor()
  const { data } = await ok<Deliveries>(offhook, 'GET', '/v1/deliveries')
  expect(data.map(({ eventType, status }) => `${eventType} ${status}`).toSorted()).toEqual([
    'call.ended canceled',
    'call.initiated pending',
  ])
  expect(session.complaints).toEqual([])
  await session.context.close()
})
