import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

// Slower than a filter waits for the next key.
const slowly = { delay: 500 }

describe('a filter', () => {
  it('takes an exact time that is typed key by key', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    await ok(offhook, 'PATCH', '/v1/account', { timeZone: 'Europe/Berlin' })
    const session = await openSession(browser, offhook.url)
    const { page } = session
    await signIn(session, offhook.key, '/events?from=2026-04-08T00%3A00%3A00.000Z')
    const from = page.getByLabel(en.time.from, { exact: true })
    await from.focus()
    // Day and month alike: their order is the browser's.
    await page.keyboard.type('09092025', slowly)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type('1130', slowly)
    const asked = () => new URL(page.url()).searchParams.get('from')
    await expect.poll(asked).toBe('2025-09-09T09:30:00.000Z')
    expect(await from.inputValue()).toBe('2025-09-09T11:30')
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('shows that it narrows to a webhook that is deleted', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const settings = { url: 'https://receiver.example.com' }
    const { id } = await ok<{ id: string }>(offhook, 'POST', '/v1/webhooks', settings)
    await ok(offhook, 'DELETE', `/v1/webhooks/${id}`)
    const session = await openSession(browser, offhook.url)
    await signIn(session, offhook.key, `/deliveries?webhookId=${id}`)
    const chosen = session.page.getByRole('search').getByLabel(en.events.webhook).first()
    await chosen.waitFor()
    await expect.poll(() => chosen.inputValue()).toBe(en.webhooks.notFoundName)
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
