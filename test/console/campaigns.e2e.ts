import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'
import { campaignWords, csvFile } from './campaign-words.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const csv = [
  'Phone,First name,City',
  '+4930231257,Ingrid,Köln',
  'call me,Mehmet,Bonn',
  '0301234567,Zoë,Ulm',
  '+49 30 231257,Ingrid,Köln',
  '0049 30 231258,"Jean, Pierre",Kiel',
  ',Nobody,',
].join('\n')

type Campaign = {
  id: string
  status: string
  timeZoneId: string
  maxAttempts: number
  webhookIds: string[]
  varNames: string[]
}

async function onlyCampaign(offhook: Offhook): Promise<Campaign | undefined> {
  const { data } = await ok<{ data: Campaign[] }>(offhook, 'GET', '/v1/campaigns')
  return data[0]
}

describe.each(['en', 'de'] as const)('campaigns in %s', (language) => {
  const w = campaignWords[language]

  it('are set up in the order that the empty list teaches, told of, run and put away', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const receiver = await startReceiver()
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    const dialog = page.getByRole('dialog')
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const inDialog = (name: string) => dialog.getByRole('button', { name, exact: true })
    const gone = () => dialog.waitFor({ state: 'detached' })
    const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click()
    const status = (name: keyof typeof w.statuses) =>
      page.getByRole('status').getByText(w.statuses[name], { exact: true }).waitFor()
    await signIn(session, offhook.key, '/campaigns')
    await page.getByText(w.empty).waitFor()

    await page.locator('.steps').getByRole('button', { name: w.newPhoneSystem }).click()
    await inDialog(w.newPhoneSystem).click()
    await dialog.getByText(w.needsExtension).waitFor()
    await dialog.getByLabel(w.name, { exact: false }).first().fill('Head office')
    await dialog.getByLabel(w.extension).fill('Dialer line')
    await page.keyboard.press('Enter')
    await gone()
    await page.locator('.steps').getByText(w.done, { exact: true }).waitFor()

    await page.locator('.steps').getByRole('button', { name: w.newCallflow }).click()
    await dialog.getByLabel(w.name).first().fill('Greeting')
    await dialog.getByLabel(w.step).fill('Read it out')
    await inDialog(w.newCallflow).click()
    await gone()
    await until(async () => (await page.locator('.steps').getByText(w.done, { exact: true }).count()) === 2)

    await page.locator('.steps').getByRole('button', { name: w.newCampaign }).click()
    await inDialog(w.newCampaign).click()
    await dialog.getByText(w.enterName).waitFor()
    await dialog.getByLabel(w.name).first().fill('Reminder')
    await dialog.getByLabel(w.variables).first().fill('First name')
    await page.keyboard.press('Enter')
    await page.keyboard.type('City')
    await page.keyboard.press('Enter')
    await dialog.getByLabel(w.startDate).fill('2026-01-05')
    await dialog.getByLabel(w.endDate).fill('2026-01-04')
    await inDialog(w.newCampaign).click()
    await dialog.getByText(w.endsBefore).waitFor()
    await dialog.getByLabel(w.endDate).fill('2097-12-18')
    await dialog.getByRole('combobox', { name: w.zone }).fill('new york')
    await page.getByRole('option', { name: 'America/New_York' }).click()
    await dialog.getByLabel(w.delay).fill('0')
    await inDialog(w.newCampaign).click()
    await dialog.getByText(w.atLeast).waitFor()
    await dialog.getByLabel(w.delay).fill('45')
    await inDialog(w.newCampaign).click()
    await page.getByRole('heading', { name: 'Reminder', level: 1 }).waitFor()
    await status('draft')
    const campaign = await onlyCampaign(offhook)
    expect(campaign).toMatchObject({
      ...{ timeZoneId: 'America/New_York', varNames: ['First name', 'City'], retryDelayMinutes: 45 },
      callflow: { forHuman: { name: 'Greeting' }, forMachine: null },
    })
    const id = campaign?.id ?? ''

    await button(w.upload).click()
    const example = page.waitForEvent('download')
    await inDialog(w.downloadExample).click()
    expect(readFileSync(await (await example).path(), 'utf8')).toBe(`\ufeff${w.example}`)
    await page.locator('input[type=file]').setInputFiles(csvFile(csv))
    await dialog.getByLabel(w.column).fill('Handy')
    await inDialog(w.start).click()
    await dialog.getByText(w.noColumn).waitFor()
    // The file is still chosen, and so is its column.
    expect(await dialog.getByLabel(w.column).inputValue()).toBe('Handy')
    await dialog.getByLabel(w.column).fill('')
    await inDialog(w.start).click()
    await dialog.getByText(w.added).waitFor()
    await dialog.getByText(w.leftOut).waitFor()
    await inDialog(w.report).click()
    const line = (row: number, reason: string) =>
      dialog.getByRole('row').filter({ hasText: reason }).getByText(String(row), { exact: true }).waitFor()
    await line(3, w.reasons[0])
    await line(4, w.reasons[1])
    await line(5, w.duplicate)
    const report = page.waitForEvent('download')
    await inDialog(w.downloadReport).click()
    expect(readFileSync(await (await report).path(), 'utf8')).toContain('call me')
    await page.keyboard.press('Escape')
    await gone()

    await button(w.addNumber).click()
    await dialog.getByRole('textbox').first().fill('12a')
    await inDialog(w.add).click()
    await dialog.getByText(w.noNumber).first().waitFor()
    for (const text of ['+4930231259', '+4930231259']) {
      await dialog.getByRole('textbox').first().fill(text)
      await inDialog(w.add).click()
      await until(async () => (await dialog.getByRole('textbox').first().inputValue()) === '')
    }
    await dialog.getByText(w.hasIt).waitFor()
    await page.keyboard.press('Escape')
    await gone()
    await page.getByLabel(w.search, { exact: true }).fill('kiel')
    await until(async () => (await page.getByRole('link', { name: '+4930231257' }).count()) === 0)
    await page.getByRole('link', { name: '+4930231258' }).waitFor()

    await tab(w.behavior)
    await button(w.newWebhook).click()
    await dialog.getByLabel('URL').fill(receiver.url)
    await dialog.getByLabel(w.name, { exact: true }).fill('CRM')
    await inDialog(w.makeWebhook).click()
    await dialog.getByText(/^whsec_/).waitFor()
    await inDialog(w.close).last().click()
    await gone()
    const box = page.getByRole('checkbox', { name: 'CRM' })
    await box.waitFor()
    await until(async () => box.isChecked())
    const [webhookId] = (await onlyCampaign(offhook))?.webhookIds ?? []
    await box.uncheck()
    await button(w.saveChoice).click()
    await until(async () => (await onlyCampaign(offhook))?.webhookIds.length === 0)
    await page.getByRole('checkbox', { name: 'CRM' }).check()
    await button(w.saveChoice).click()
    await until(async () => (await onlyCampaign(offhook))?.webhookIds[0] === webhookId)

    await button(w.activate).click()
    await dialog.getByText(w.touches).waitFor()
    await inDialog(w.activate).click()
    await status('active')
    await receiver.waitFor(1)
    expect(receiver.received[0]?.body).toContain('CampaignActivated')
    await tab(w.numbers)
    await page.getByText(w.fixed).waitFor()
    expect(await button(w.upload).count()).toBe(0)

    await ok(offhook, 'POST', `/v1/campaigns/${id}/pause`)
    await status('paused')
    await button(w.resume).click()
    await inDialog(w.resume).click()
    await status('active')
    await button(w.pause).click()
    await inDialog(w.pause).click()
    await status('paused')

    await tab(w.general)
    await button(w.edit).click()
    expect(await dialog.getByLabel(w.startDate).isDisabled()).toBe(true)
    await dialog.getByLabel(w.name).first().fill('Reminder 2')
    await dialog.getByLabel(w.attempts, { exact: true }).fill('5')
    await inDialog(w.save).click()
    await gone()
    await page.getByRole('heading', { name: 'Reminder 2', level: 1 }).waitFor()
    expect(await onlyCampaign(offhook)).toMatchObject({ maxAttempts: 5, status: 'paused' })

    const menu = button(w.menu)
    const moveToLastAction = async () => {
      await menu.focus()
      await page.keyboard.press('Enter')
      await page.locator('[role=menuitem]:focus').waitFor()
      await page.keyboard.press('ArrowUp')
    }
    await moveToLastAction()
    await page.keyboard.press('Enter')
    await dialog.getByText(/3 /).first().waitFor()
    await page.keyboard.press('Escape')
    await gone()
    await until(async () => menu.evaluate((element) => element === element.ownerDocument.activeElement))
    await moveToLastAction()
    // Quicker than the focus moves from the menu into the dialog.
    await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Escape')])
    await gone()
    await menu.click()
    await page.getByRole('menuitem', { name: w.cancel }).click()
    await inDialog(w.cancel).click()
    await status('canceled')
    await receiver.waitFor(5)
    expect(receiver.received.at(-1)?.body).toContain('CampaignCanceled')
    await menu.click()
    await page.getByRole('menuitem', { name: w.archive }).click()
    await inDialog(w.archive).click()
    await page.getByText(w.isArchived).waitFor()
    await page.goto('/campaigns')
    await page.getByText(w.empty).waitFor()
    await page.goto('/campaigns?archived=true')
    await page.getByRole('link', { name: 'Reminder 2' }).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
