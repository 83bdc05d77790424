import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { until } from '../../packages/server/testing/receiver.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'
import { setCampaignStage } from './campaign-stage.ts'
import { campaignWords, csvFile } from './campaign-words.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each(['en', 'de'] as const)('numbers of a campaign in %s', (language) => {
  const w = campaignWords[language]

  /** A running campaign with these numbers, and its page with them. */
  async function openNumbers(numbers: readonly string[] = []) {
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const stage = await setCampaignStage(offhook, 'http://127.0.0.1:9/')
    if (numbers.length > 0)
      await ok(offhook, 'POST', `/v1/campaigns/${stage.dynamic}/numbers`, {
        numbers: numbers.map((number) => ({ number })),
      })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/campaigns/${stage.dynamic}?tab=numbers`)
    return { database, offhook, stage, session, page, dialog: page.getByRole('dialog') }
  }

  it('show how far a long upload is, and take nothing of one that is stopped', async () => {
    const { offhook, stage, session, page, dialog } = await openNumbers()
    await page.getByRole('button', { name: w.upload, exact: true }).click()
    // More than buffers on the way hold, so that it is still being sent when its first rows have been read.
    const name = 'Ingrid '.repeat(20)
    const rows = Array.from({ length: 200_000 }, (_, index) => `+4930${index + 1_000_000},${name},1.00`)
    const text = ['number,First name,Amount', ...rows].join('\n')
    await page.locator('input[type=file]').setInputFiles(csvFile(text))
    await dialog.getByRole('button', { name: w.start, exact: true }).click()
    await dialog.getByText(w.rowsRead).waitFor()
    await dialog.getByRole('button', { name: w.stop }).click()
    await dialog.getByText(w.stopped).waitFor()
    const { numbers } = await ok<{ numbers: object }>(offhook, 'GET', `/v1/campaigns/${stage.dynamic}`)
    expect(numbers).toEqual({ waiting: 0, retrying: 0, succeeded: 0, failed: 0 })
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('take what was whole before it was stopped, and say so', async () => {
    const { database, stage, session, page, dialog } = await openNumbers()
    await page.getByRole('button', { name: w.upload, exact: true }).click()
    await page.locator('input[type=file]').setInputFiles(csvFile('number,First name,Amount\n+4930231257,,'))
    // A change of the campaign, which an upload waits for once all its rows have been read.
    const other = await database.db.pool.connect()
    await other.query('begin')
    await other.query('select from campaigns where id = $1 for no key update', [stage.dynamic])
    await dialog.getByRole('button', { name: w.start, exact: true }).click()
    await until(async () => {
      const { rowCount } = await database.db.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      return rowCount === 1
    })
    await dialog.getByRole('button', { name: w.stop }).click()
    await dialog.getByText(w.stopping).waitFor()
    await other.query('rollback')
    other.release()
    await dialog.getByText(w.oneAdded).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('lose a number to who asks for it, and say what the server refuses', async () => {
    const { session, page, dialog } = await openNumbers(['+4930231259', '+4930231260'])
    const remove = async () => {
      await page.getByRole('button', { name: w.remove }).click()
      await dialog.getByRole('button', { name: w.removeNow, exact: true }).click()
    }
    await page.getByRole('link', { name: '+4930231259' }).waitFor()
    await remove()
    await page.getByRole('link', { name: '+4930231259' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: '+4930231260' }).waitFor()

    await page.goto('/campaigns?view=phoneSystems')
    await page.locator('tbody button').first().click()
    await page.getByRole('menuitem', { name: w.archive }).click()
    await dialog.getByRole('button', { name: w.archive, exact: true }).click()
    const refusal = language === 'en' ? /dials over this phone system/ : /wählt über diese Telefonanlage/
    await dialog.getByRole('alert').getByText(refusal).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
