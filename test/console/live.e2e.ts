import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const post = (offhook: Offhook, count: number) =>
  ok(offhook, 'POST', '/v1/events', {
    events: Array.from({ length: count }, () => ({
      ...{ type: 'call.initiated', occurredAt: new Date().toISOString(), call: { id: 'pbx-1' }, data: {} },
    })),
  })

const isStream = (request: { url: () => string }) => request.url().endsWith('/v1/stream')

/** As when another tab is looked at; Chromium without a window shows all of its pages. */
const hide = (page: Page, isHidden: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} })
                 document.dispatchEvent(new Event('visibilitychange'))`)

async function enter(events: number) {
  const offhook = await startOffhook(await createTestDatabase())
  await post(offhook, events)
  const session = await openSession(browser, offhook.url)
  return { offhook, session, page: session.page, rows: session.page.locator('tbody tr') }
}

describe('a live list', () => {
  it('goes on after the stream was refused, with what was missed', async () => {
    const { offhook, session, page, rows } = await enter(1)
    let isRefused = true
    await page.route('**/v1/stream', (route) =>
      isRefused ? route.fulfill({ status: 503 }) : route.continue(),
    )
    await signIn(session, offhook.key, '/events')
    await rows.first().waitFor()
    await post(offhook, 1)
    isRefused = false
    await rows.nth(1).waitFor()
    await session.context.close()
  })

  it('leaves its connection to others while nobody looks, and catches up', async () => {
    const { offhook, session, page, rows } = await enter(1)
    const opened = page.waitForResponse(isStream)
    await signIn(session, offhook.key, '/events')
    await opened
    const closed = page.waitForEvent('requestfailed', { predicate: isStream })
    await hide(page, true)
    await closed
    await post(offhook, 1)
    await hide(page, false)
    await rows.nth(1).waitFor()
    await post(offhook, 1)
    await rows.nth(2).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('keeps the page that was asked for when something comes meanwhile', async () => {
    const { offhook, session, page, rows } = await enter(60)
    await signIn(session, offhook.key, '/events')
    await rows.nth(49).waitFor()
    const held = Promise.withResolvers<Route>()
    await page.route('**/v1/events?*cursor=*', (route) => held.resolve(route), { times: 1 })
    await page.getByRole('button', { name: en.common.showMore }).click()
    const nextPage = await held.promise
    const listening = page.waitForResponse(isStream)
    const told = page.evaluate(`new Promise((resolve) => {
      const stream = new EventSource('/v1/stream')
      stream.addEventListener('change', () => resolve(stream.close()))
    })`)
    await listening
    await post(offhook, 1)
    await told
    await nextPage.continue()
    await rows.nth(60).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
