import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { de } from '../../packages/console/src/messages/de.ts'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { ok } from '../pages/page.ts'
import { holdChange, openBrowser, openSession, signIn } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = { en, de }
const url = 'https://receiver.example.com'
const panelPath = '/settings/integrations/custom-webhook'

const button = (place: Pick<Page, 'getByRole'>, name: string) =>
  place.getByRole('button', { name, exact: true })

const isFocused = (place: Locator) =>
  expect.poll(() => place.evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true)

async function setCampaign(offhook: Offhook): Promise<string> {
  type Made = { id: string; extensions: { id: string }[] }
  const phoneSystem = await ok<Made>(offhook, 'POST', '/v1/phone-systems', {
    name: 'Head office',
    extensions: ['One', 'Two', 'Three'].map((name) => ({ name })),
  })
  const callflow = await ok<Made>(offhook, 'POST', '/v1/callflows', {
    name: 'Greeting',
    actions: ['First', 'Second', 'Third'].map((name) => ({ type: 'textPrompt', name })),
  })
  const { id } = await ok<Made>(offhook, 'POST', '/v1/campaigns', {
    ...{ name: 'Reminder', phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
    ...{ callflow: { forHuman: callflow.id }, startDate: '2026-01-05', endDate: '2097-12-18' },
    ...{ timeZoneId: 'Europe/Berlin', varNames: ['City'] },
  })
  return id
}

async function setTelling(offhook: Offhook): Promise<string> {
  const id = await setCampaign(offhook)
  const binding = { kind: 'campaign', ids: [id] }
  await ok(offhook, 'POST', '/v1/webhooks', { url, name: 'CRM', dialect: 'sip-caller', binding })
  return id
}

async function enter(language: 'en' | 'de', set: (offhook: Offhook) => Promise<unknown>, path: string) {
  const offhook = await startOffhook(await createTestDatabase())
  const made = await set(offhook)
  const session = await openSession(browser, offhook.url, { language })
  await signIn(session, offhook.key, path.replace('{id}', String(made)))
  const done = async () => {
    expect(session.complaints).toEqual([])
    await session.context.close()
  }
  return { offhook, page: session.page, dialog: session.page.getByRole('dialog'), done }
}

const setAgent = async (offhook: Offhook) => {
  await ok(offhook, 'POST', '/v1/agents', { id: 'a', name: 'Reception' })
  await ok(offhook, 'PUT', '/v1/agents/a/webhooks', {
    webhooks: [{ url, additionalHeaders: { 'X-Key': 'old' } }],
  })
}

const setPanel = (offhook: Offhook) =>
  ok(offhook, 'PUT', '/v1/integrations/custom-webhook', {
    ...{ enabled: true, url, headers: {}, events: ['call_ended'] },
  })

describe.each(['en', 'de'] as const)('what was entered, in %s', (language) => {
  const t = words[language]

  /** Leaves the dialog in both ways, is asked each time, and says at last that it may be lost. */
  async function leave(page: Page, dialog: Locator): Promise<void> {
    for (const go of [() => page.keyboard.press('Escape'), () => page.mouse.click(3, 3)]) {
      await go()
      await page.getByText(t.webhooks.unsaved).waitFor()
      await button(dialog, t.common.cancel).click()
      await page.getByText(t.webhooks.unsaved).waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Escape')
    await button(dialog, t.webhooks.discard).click()
    await dialog.first().waitFor({ state: 'detached' })
  }

  it('is not lost unasked where webhooks are pasted as JSON', async () => {
    const { page, dialog, done } = await enter(language, setAgent, '/agents/a')
    await button(page, t.agentWebhooks.asJson).click()
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await button(page, t.agentWebhooks.asJson).click()
    const json = dialog.getByLabel(t.agentWebhooks.json)
    await json.fill('{"webhooks":[')
    await page.keyboard.press('Escape')
    await button(dialog, t.common.cancel).click()
    await page.getByText(t.webhooks.unsaved).waitFor({ state: 'detached' })
    expect(await json.inputValue()).toBe('{"webhooks":[')
    await leave(page, dialog)
    await done()
  })

  it('is not lost unasked where a number is added', async () => {
    const { page, dialog, done } = await enter(language, setCampaign, '/campaigns/{id}?tab=numbers')
    await button(page, t.campaigns.numbers.add).click()
    await dialog.getByLabel('City').fill('Kiel')
    await leave(page, dialog)
    await done()
  })

  it('is kept while an agent’s webhooks are being saved', async () => {
    const { offhook, page, done } = await enter(language, setAgent, '/agents/a')
    const address = page.getByLabel(t.agentWebhooks.url)
    const timeout = page.getByLabel(t.agentWebhooks.timeout)
    await timeout.fill('3000')
    const letGo = await holdChange(page, '/v1/agents/a/webhooks')
    await button(page, t.common.save).click()
    await timeout.fill('4000')
    await letGo()
    await page.getByText(t.agentWebhooks.saved).waitFor()
    expect(await timeout.inputValue()).toMatch(/^4\D?000$/)
    expect(await address.inputValue()).toBe(url)
    const saved = () => ok(offhook, 'GET', '/v1/agents/a/webhooks')
    expect(await saved()).toMatchObject({ webhooks: [{ timeout: 3_000 }] })
    await button(page, t.common.save).click()
    await expect.poll(saved).toMatchObject({ webhooks: [{ url, timeout: 4_000 }] })
    await done()
  })

  it('is kept while the custom webhook is being saved', async () => {
    const { offhook, page, done } = await enter(language, setPanel, panelPath)
    const address = page.getByLabel(t.integration.url)
    const save = button(page, t.integration.save)
    await button(page, t.webhooks.addHeader).click()
    await page.getByLabel(t.webhooks.headerName).fill('X-Token')
    await page.getByLabel(t.webhooks.headerValue).fill('open sesame')
    const letGo = await holdChange(page, '/v1/integrations/custom-webhook')
    await save.click()
    await address.fill(`${url}/later`)
    await letGo()
    await page.getByText(t.integration.saved).waitFor()
    expect(await address.inputValue()).toBe(`${url}/later`)
    expect(await page.getByLabel(t.webhooks.headerValue).inputValue()).toBe('********')
    const saved = () => ok(offhook, 'GET', '/v1/integrations/custom-webhook')
    expect(await saved()).toMatchObject({ url, headers: { 'X-Token': '********' } })
    await save.click()
    await expect.poll(saved).toMatchObject({ url: `${url}/later`, headers: { 'X-Token': '********' } })
    await done()
  })

  it('is shown as saved before a campaign is read anew', async () => {
    const { page, done } = await enter(language, setTelling, '/campaigns/{id}?tab=behavior')
    const box = page.getByRole('checkbox', { name: 'CRM' })
    await box.waitFor()
    await page.route('**/v1/campaigns/*', () => {})
    await box.uncheck()
    await button(page, t.campaigns.behavior.save).click()
    await page.getByText(t.campaigns.behavior.saved).waitFor()
    expect(await box.isChecked()).toBe(false)
    await box.check()
    expect(await button(page, t.campaigns.behavior.save).isEnabled()).toBe(true)
    await done()
  })

  it.each([
    { what: 'an agent’s webhooks', set: setAgent, path: '/agents/a', save: t.common.save },
    { what: 'the custom webhook', set: setPanel, path: panelPath, save: t.integration.save },
    { what: 'a new webhook', set: async () => {}, path: '/webhooks', save: t.webhooks.create },
  ])('is refused at its line where $what has a header twice', async ({ set, path, save }) => {
    const { page, dialog, done } = await enter(language, set, path)
    const isDialog = path === '/webhooks'
    if (isDialog) await button(page, t.webhooks.create).click()
    const form = isDialog ? dialog : page.getByRole('main')
    const names = form.getByLabel(t.webhooks.headerName)
    await button(form, t.webhooks.addHeader).waitFor()
    while ((await names.count()) < 2) await button(form, t.webhooks.addHeader).click()
    await names.nth(0).fill('X-Key')
    await names.nth(1).fill('x-key')
    await form.getByText(t.webhooks.headerRepeated).waitFor()
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`))
    await button(form, save).click()
    await isFocused(names.nth(1))
    expect(sent.filter((request) => !request.startsWith('GET') && !request.includes('preview'))).toEqual([])
    await names.nth(1).fill('X-Other')
    await form.getByText(t.webhooks.headerRepeated).waitFor({ state: 'detached' })
    await done()
  })
})

describe('the focus', () => {
  const extensions = en.campaigns.phoneSystems
  const steps = en.campaigns.callflows

  it('goes to the neighbour of a line that is removed, and to the button that adds one after the last', async () => {
    const { page, dialog, done } = await enter('en', setCampaign, '/campaigns?view=phoneSystems')
    await button(page, extensions.menu('Head office')).click()
    await page.getByRole('menuitem', { name: en.common.edit }).click()
    await button(dialog, extensions.remove('Two')).click()
    await isFocused(button(dialog, extensions.remove('Three')))
    await page.keyboard.press('Enter')
    await isFocused(button(dialog, extensions.remove('One')))
    await page.keyboard.press('Enter')
    await isFocused(button(dialog, extensions.add))
    await done()
  })

  it('stays with a line that is moved up, also when it is the first', async () => {
    const { page, dialog, done } = await enter('en', setCampaign, '/campaigns?view=callflows')
    await button(page, steps.menu('Greeting')).click()
    await page.getByRole('menuitem', { name: en.common.edit }).click()
    const up = button(dialog, steps.up('Third'))
    await up.click()
    await isFocused(up)
    await page.keyboard.press('Enter')
    await expect.poll(() => dialog.getByLabel(`${steps.actionName} 1`).inputValue()).toBe('Third')
    await isFocused(up)
    await done()
  })
})

describe('a slow machine', () => {
  it('asks before what was entered is lost all the same', async () => {
    const { page, dialog, done } = await enter('en', setAgent, '/agents/a')
    await button(page, en.agentWebhooks.asJson).click()
    await dialog.getByLabel(en.agentWebhooks.json).fill('{"webhooks":[')
    const developer = await page.context().newCDPSession(page)
    await developer.send('Emulation.setCPUThrottlingRate', { rate: 20 })
    await page.keyboard.press('Escape')
    await button(dialog, en.common.cancel).click()
    await page.getByText(en.webhooks.unsaved).waitFor({ state: 'detached' })
    await done()
  })
})
