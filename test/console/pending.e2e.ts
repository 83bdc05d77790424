import type { ServerResponse } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** As for deliveries that were queued long ago: the stream tells nothing of them. */
const silence = (page: Page) =>
  page.route('**/v1/stream', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\n\n' }),
  )

async function setFailed() {
  const offhook = await startOffhook(await createTestDatabase())
  const receiver = await startReceiver()
  receiver.answer((_, response) => response.writeHead(503).end())
  const settings = { name: 'Shop', url: receiver.url, eventTypes: ['call.initiated'], maxRetries: 0 }
  const webhook = await ok<{ id: string }>(offhook, 'POST', '/v1/webhooks', settings)
  await ok(offhook, 'POST', '/v1/events', {
    ...{ type: 'call.initiated', occurredAt: new Date().toISOString(), call: { id: 'pbx-1' }, data: {} },
  })
  await until(async () => {
    const { data } = await ok<{ data: unknown[] }>(offhook, 'GET', '/v1/deliveries?status=failed')
    return data.length === 1
  })
  const session = await openSession(browser, offhook.url)
  await silence(session.page)
  return { offhook, receiver, webhook, session, page: session.page, dialog: session.page.getByRole('dialog') }
}

describe('what is pending', () => {
  it('shows what became of a retry, in the panel and in the list', async () => {
    const { offhook, receiver, session, page, dialog } = await setFailed()
    const held = Promise.withResolvers<ServerResponse>()
    receiver.answer((_, response) => held.resolve(response))
    await signIn(session, offhook.key, '/deliveries')
    await page.getByRole('cell', { name: en.status.failed }).waitFor()
    await page.getByRole('link', { name: en.eventTypes['call.initiated'] ?? '' }).click()
    await dialog.getByText(en.deliveries.attempt(1)).waitFor()
    await dialog.getByRole('button', { name: en.deliveries.resend }).click()
    await dialog.getByText(en.status.pending, { exact: true }).waitFor()
    const response = await held.promise
    response.end()
    await dialog.getByText(en.deliveries.attempt(2)).waitFor()
    await dialog.getByText(en.status.delivered, { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('cell', { name: en.status.delivered }).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('shows what a job retried', async () => {
    const { offhook, receiver, webhook, session, page, dialog } = await setFailed()
    receiver.answer((_, response) => response.end())
    await signIn(session, offhook.key, `/webhooks/${webhook.id}`)
    await page.getByRole('cell', { name: en.status.failed }).waitFor()
    await page.getByRole('button', { name: en.webhooks.menu('Shop') }).click()
    await page.getByRole('menuitem', { name: en.jobs.recover.menu }).click()
    await dialog.getByRole('button', { name: en.jobs.recover.action, exact: true }).click()
    await dialog.getByText(en.jobs.queued(1)).waitFor()
    await dialog.getByRole('button', { name: en.common.close }).last().click()
    await page.getByRole('cell', { name: en.status.delivered }).waitFor()
    // Closed again, it is among the deliveries of this webhook.
    await page.getByRole('link', { name: en.eventTypes['call.initiated'] ?? '' }).click()
    await dialog.getByText(en.deliveries.attempt(2)).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(`**/deliveries?webhookId=${webhook.id}`)
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
