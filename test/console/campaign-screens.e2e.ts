import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { startReceiver } from '../../packages/server/testing/receiver.ts'
import { openBrowser, signIn } from './browser.ts'
import { setCampaignStage, type CampaignStage } from './campaign-stage.ts'
import { csvFile } from './campaign-words.ts'
import { itIsClean, lookAtAll, type Screen } from './look-at.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const inMain = (page: Page) => page.getByRole('main').getByRole('button')

/** Opens a dialog by a button of the page, by its place. */
const press = (place: number, ready: string) => async (page: Page) => {
  await inMain(page).nth(place).click()
  await page.locator(`[role=dialog] ${ready}`).first().waitFor()
}

/** Opens the menu of the first line and chooses its item of this place. */
const choose = (place: number) => async (page: Page) => {
  await page.locator('tbody button').first().click()
  await page.getByRole('menuitem').nth(place).click()
  await page.getByRole('dialog').getByRole('button').nth(1).waitFor()
}

const screens: Screen<CampaignStage>[] = [
  { name: 'campaigns', path: () => '/campaigns', ready: 'tbody tr' },
  { name: 'campaigns-no-match', path: () => '/campaigns?text=zzz', ready: '.card h2' },
  { name: 'campaigns-archived', path: () => '/campaigns?archived=true', ready: '.card h2' },
  { name: 'campaign-new', path: () => '/campaigns', ready: 'tbody tr', open: press(0, 'fieldset') },
  { name: 'campaign-edit', path: () => '/campaigns', ready: 'tbody tr', open: choose(0) },
  {
    name: 'campaign-menu',
    path: () => '/campaigns',
    ready: 'tbody tr',
    open: async (page) => {
      await page.locator('tbody button').nth(3).click()
      await page.getByRole('menuitem').first().waitFor()
    },
  },
  { name: 'campaign-cancel', path: () => '/campaigns', ready: 'tbody tr', open: choose(2) },
  { name: 'campaign-general', path: ({ active }) => `/campaigns/${active}`, ready: '.facts' },
  { name: 'campaign-draft', path: ({ draft }) => `/campaigns/${draft}`, ready: '.facts' },
  {
    name: 'campaign-activate',
    path: ({ draft }) => `/campaigns/${draft}`,
    ready: '.facts',
    open: press(0, 'button'),
  },
  { name: 'campaign-numbers', path: ({ active }) => `/campaigns/${active}?tab=numbers`, ready: 'tbody tr' },
  {
    name: 'campaign-numbers-draft',
    path: ({ draft }) => `/campaigns/${draft}?tab=numbers`,
    ready: 'tbody tr',
  },
  {
    name: 'campaign-numbers-empty',
    path: ({ dynamic }) => `/campaigns/${dynamic}?tab=numbers`,
    ready: '.card h2',
  },
  {
    name: 'campaign-add-number',
    path: ({ draft }) => `/campaigns/${draft}?tab=numbers`,
    ready: 'tbody tr',
    open: press(2, 'input'),
  },
  {
    name: 'campaign-upload',
    path: ({ draft }) => `/campaigns/${draft}?tab=numbers`,
    ready: 'tbody tr',
    open: press(3, '.code'),
  },
  {
    name: 'campaign-report',
    path: ({ draft }) => `/campaigns/${draft}?tab=numbers`,
    ready: 'section tbody tr',
    open: async (page) => {
      await page.locator('section tbody button:visible').first().click()
      await page.locator('[role=dialog] tbody tr').first().waitFor()
    },
  },
  {
    name: 'campaign-behavior',
    path: ({ active }) => `/campaigns/${active}?tab=behavior`,
    ready: 'input[type=checkbox]',
  },
  {
    name: 'campaign-webhook',
    path: ({ draft }) => `/campaigns/${draft}?tab=behavior`,
    ready: 'input[type=checkbox]',
    open: press(2, '.code'),
  },
  {
    name: 'campaign-uploaded',
    path: ({ dynamic }) => `/campaigns/${dynamic}?tab=numbers`,
    ready: '.card h2',
    open: async (page) => {
      await press(3, '.code')(page)
      const text = 'number;First name;Amount;Age\n+4930231257;Zoë;1,00;7\n1;;;'
      await page.locator('input[type=file]').setInputFiles(csvFile(text))
      await page.getByRole('dialog').locator('button[type=submit]').click()
      await page.getByRole('dialog').getByRole('status').waitFor()
    },
  },
  { name: 'campaign-missing', path: () => '/campaigns/nobody', ready: '[role=alert]' },
  { name: 'phone-systems', path: () => '/campaigns?view=phoneSystems', ready: 'tbody tr' },
  { name: 'phone-system', path: () => '/campaigns?view=phoneSystems', ready: 'tbody tr', open: choose(0) },
  { name: 'callflows', path: () => '/campaigns?view=callflows', ready: 'tbody tr' },
  { name: 'callflow', path: () => '/campaigns?view=callflows', ready: 'tbody tr', open: choose(0) },
]

/** What an account without any of it sees. */
const emptyScreens: Screen<unknown>[] = [
  { name: 'campaigns-empty', path: () => '/campaigns', ready: '.steps' },
  {
    name: 'campaign-new-too-early',
    path: () => '/campaigns',
    ready: '.steps',
    open: press(0, '[role=alert]'),
  },
  { name: 'phone-systems-empty', path: () => '/campaigns?view=phoneSystems', ready: '.card h2' },
  { name: 'callflows-empty', path: () => '/campaigns?view=callflows', ready: '.card h2' },
]

describe('every screen of campaigns', () =>
  itIsClean(
    () => browser,
    async ({ offhook, session, look }) => {
      const receiver = await startReceiver()
      await signIn(session, offhook.key)
      const problems = await lookAtAll(session.page, emptyScreens, undefined, look)
      const stage = await setCampaignStage(offhook, receiver.url)
      return [...problems, ...(await lookAtAll(session.page, screens, stage, look))]
    },
    [{ language: 'en', theme: 'dark', width: 380 }],
  ))
