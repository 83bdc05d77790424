import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { startReceiver } from '../../packages/server/testing/receiver.ts'
import { openBrowser, signIn } from './browser.ts'
import { itIsClean, lookAt, lookAtAll, type Screen } from './look-at.ts'
import { setStage, type Stage } from './stage.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const firstButton = (page: Page) => page.getByRole('main').getByRole('button').first()

/** Opens the menu of the first webhook and chooses its item of this place. */
const choose = (place: number, then = async (_: Page) => {}) => ({
  path: () => '/webhooks',
  ready: 'tbody tr',
  open: async (page: Page) => {
    await page.locator('tbody button').first().click()
    await page.getByRole('menuitem').nth(place).click()
    await page.getByRole('dialog').waitFor()
    await then(page)
  },
})

const screens: Screen<Stage>[] = [
  { name: 'overview', path: () => '/', ready: 'svg.plot' },
  { name: 'calls', path: () => '/calls', ready: 'tbody tr' },
  { name: 'call', path: ({ callId }) => `/calls/${callId}`, ready: '.bubble' },
  { name: 'events', path: () => '/events', ready: 'tbody tr' },
  { name: 'event', path: ({ eventId }) => `/events/${eventId}`, ready: '[role=dialog] .code' },
  {
    name: 'event-delivered',
    path: ({ eventId }) => `/events/${eventId}`,
    ready: '[role=dialog] .code',
    open: async (page) => {
      await page.getByRole('tab', { name: 'CRM import' }).click()
      await page.getByRole('tabpanel').getByRole('tab').first().waitFor()
    },
  },
  { name: 'deliveries', path: () => '/deliveries', ready: 'tbody tr' },
  { name: 'no-match', path: () => '/deliveries?status=expired', ready: '.card h2' },
  { name: 'webhooks', path: () => '/webhooks', ready: 'tbody tr' },
  {
    name: 'webhook-dialog',
    path: () => '/webhooks',
    ready: 'tbody tr',
    open: async (page) => {
      await firstButton(page).click()
      await page.locator('[role=dialog] .code').waitFor()
    },
  },
  { name: 'webhook', path: ({ brokenWebhook }) => `/webhooks/${brokenWebhook}`, ready: 'tbody tr' },
  {
    name: 'webhook-figures',
    path: ({ okWebhook }) => `/webhooks/${okWebhook}?tab=figures`,
    ready: 'svg.plot',
  },
  {
    name: 'webhook-jobs',
    path: ({ okWebhook }) => `/webhooks/${okWebhook}?tab=jobs`,
    ready: 'section.card',
  },
  {
    name: 'webhook-settings',
    path: ({ okWebhook }) => `/webhooks/${okWebhook}?tab=settings`,
    ready: '.facts',
  },
  {
    name: 'webhook-menu',
    path: () => '/webhooks',
    ready: 'tbody tr',
    open: async (page) => {
      await page.locator('tbody button').first().click()
      await page.getByRole('menuitem').first().waitFor()
    },
  },
  {
    name: 'webhook-test',
    ...choose(0, async (page) => {
      await page.getByRole('dialog').locator('button.mantine-Button-root').click()
      await page.getByRole('dialog').getByRole('tab').first().waitFor()
    }),
  },
  { name: 'webhook-replay', ...choose(4) },
  { name: 'webhook-regenerate', ...choose(5) },
  { name: 'webhook-delete', ...choose(6) },
  { name: 'missing', path: () => '/no-such-page', ready: 'h1' },
  {
    name: 'plot-table',
    path: () => '/',
    ready: 'svg.plot',
    open: async (page) => page.getByRole('main').locator('[aria-expanded=false]').first().click(),
  },
  { name: 'settings', path: () => '/settings', ready: 'tbody tr' },
]

describe('every screen', () =>
  itIsClean(
    () => browser,
    async ({ offhook, session, look }) => {
      const { page } = session
      const ok = await startReceiver()
      const broken = await startReceiver()
      broken.answer((_, response) =>
        response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Down</h1>'),
      )
      const stage = await setStage(offhook, { ok: ok.url, broken: broken.url })
      await page.goto('/sign-in')
      await page.locator('form').waitFor()
      const problems = await lookAt(page, 'sign-in', look, false)
      await signIn(session, offhook.key)
      return [...problems, ...(await lookAtAll(page, screens, stage, look))]
    },
  ))
