import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { until } from '../../packages/server/testing/receiver.ts'
import { openBrowser, openSession, signIn } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = {
  en: {
    hours: 'Disable failing webhooks after (hours)',
    save: 'Save',
    saved: 'The settings were saved.',
    wrong: 'must be at most 720',
    disabled: 'Disabled: the receiver kept failing',
    trouble: 'Disabled, because its receiver kept failing; events queue until they expire.',
    event: 'Webhook disabled',
    create: 'Create webhook',
    types: ['Webhook failing', 'Webhook disabled', 'Webhook recovered'],
  },
  de: {
    hours: 'Scheiternde Webhooks ausschalten nach (Stunden)',
    save: 'Speichern',
    saved: 'Die Einstellungen wurden gespeichert.',
    wrong: 'Höchstens 720.',
    disabled: 'Ausgeschaltet: Empfänger scheitert',
    trouble: 'Ausgeschaltet, weil der Empfänger immer scheitert; Ereignisse warten, bis sie ablaufen.',
    event: 'Webhook ausgeschaltet',
    create: 'Webhook anlegen',
    types: ['Webhook scheitert', 'Webhook ausgeschaltet', 'Webhook wieder erreichbar'],
  },
} as const

describe.each(['en', 'de'] as const)('in %s', (language) => {
  const w = words[language]

  it('hours are set, a webhook is disabled for failing, and it shows why', async () => {
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/settings')
    const hours = page.getByLabel(w.hours)
    const hoursSaved = async () => (await offhook.call('GET', '/v1/account')).body.disableFailingAfterHours
    await hours.fill('721')
    await page.getByRole('button', { name: w.save, exact: true }).click()
    await page.getByText(w.wrong).first().waitFor()
    await hours.fill('2')
    await page.getByRole('button', { name: w.save, exact: true }).click()
    await page.getByText(w.saved).waitFor()
    expect(await hoursSaved()).toBe(2)

    const { body: webhook } = await offhook.call<{ id: string }>('POST', '/v1/webhooks', {
      ...{ name: 'Shop', url: 'http://127.0.0.1:9/hook' },
    })
    // Open before it happens: the page notices by itself.
    await page.goto(`/webhooks/${webhook.id}`)
    await page.getByRole('heading', { name: 'Shop' }).waitFor()
    // Told of an hour ago, and failing for two.
    await database.db.pool.query(
      `update webhooks set failing_since = now() - interval '2 h', last_failed_at = now(), failure_reason = 'answered 503',
                           alerted_since = now() - interval '2 h', alerted_at = now() - interval '1 h' where id = $1`,
      [webhook.id],
    )
    await until(async () => {
      const { body } = await offhook.call('GET', `/v1/webhooks/${webhook.id}`)
      return body.disabledReason === 'failing'
    })
    await page.getByText(w.disabled, { exact: true }).waitFor()
    await page.getByText('HTTP 503').waitFor()
    await page.goto('/')
    await page.getByText(w.trouble).waitFor()
    await page.goto('/events')
    await page.getByRole('link', { name: w.event }).first().click()
    await page.getByRole('dialog').getByText('webhook.disabled', { exact: true }).waitFor()

    await page.goto('/webhooks')
    await page.getByRole('button', { name: w.create }).first().click()
    for (const type of w.types) expect(await page.getByLabel(type, { exact: true }).isChecked()).toBe(true)

    await page.goto('/settings')
    await hours.fill('')
    await page.getByRole('button', { name: w.save, exact: true }).click()
    await page.getByText(w.saved).waitFor()
    expect(await hoursSaved()).toBeNull()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
