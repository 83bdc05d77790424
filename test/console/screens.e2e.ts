import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver } from '../../packages/server/testing/receiver.ts'
import { openBrowser, openSession, signIn, type Look } from './browser.ts'
import { setStage, type Stage } from './stage.ts'

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = {
  name: string
  path: (stage: Stage) => string
  ready: string
  open?: (page: Page) => Promise<void>
}

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

const screens: Screen[] = [
  { name: 'overview', path: () => '/', ready: 'svg.plot' },
  { name: 'calls', path: () => '/calls', ready: 'tbody tr' },
  { name: 'call', path: ({ callId }) => `/calls/${callId}`, ready: '.bubble' },
  { name: 'events', path: () => '/events', ready: 'tbody tr' },
  { name: 'event', path: ({ eventId }) => `/events/${eventId}`, ready: '[role=dialog] .code' },
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

const looks: Look[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'de', theme: 'dark', width: 1280 },
  { language: 'de', theme: 'light', width: 380 },
  { language: 'en', theme: 'dark', width: 2560 },
]

describe('every screen', () => {
  it.each(looks)(
    'is free of axe violations and of complaints: $language, $theme, $width px',
    { timeout: 400_000 },
    async (look) => {
      const database = await createTestDatabase()
      const ok = await startReceiver()
      const broken = await startReceiver()
      broken.answer((_, response) =>
        response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Down</h1>'),
      )
      const offhook = await startOffhook(database)
      const stage = await setStage(offhook, { ok: ok.url, broken: broken.url })
      const session = await openSession(browser, offhook.url, look)
      const { page, complaints } = session
      const suffix = `${look.language}-${look.theme}-${look.width}`
      mkdirSync(folder, { recursive: true })
      await page.goto('/sign-in')
      await page.locator('form').waitFor()
      const problems = [...(await violations(page, 'sign-in'))]
      await page.screenshot({ path: `${folder}sign-in-${suffix}.png` })
      await signIn(session, offhook.key)
      for (const screen of screens) {
        await page.goto(screen.path(stage))
        await page.locator(screen.ready).first().waitFor()
        await screen.open?.(page)
        await page.screenshot({
          path: `${folder}${screen.name}-${suffix}.png`,
          fullPage: screen.open === undefined,
        })
        // The widest window has nothing on it that the others have not.
        if (look.width < 2_000) problems.push(...(await violations(page, screen.name)))
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - window.innerWidth',
        )
        if (overflow > 0) problems.push(`${screen.name}: ${overflow} px wider than the window`)
      }
      expect(await page.locator('html').getAttribute('lang')).toBe(look.language)
      expect(problems).toEqual([])
      expect(complaints).toEqual([])
      await session.context.close()
    },
  )
})

type AxeResult = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }

async function violations(page: Page, name: string): Promise<string[]> {
  // Evaluated by the debugger, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axe.source)
  const result = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })')
  return result.violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(
        (node) => `${name}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200) ?? ''}`,
      ),
  )
}
