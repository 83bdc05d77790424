import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { de } from '../../packages/console/src/messages/de.ts'
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

const words = { en, de }

describe.each(['en', 'de'] as const)('what a webhook hangs on, in %s', (language) => {
  const t = words[language]

  it('is changed in its settings and read by name', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    await ok(offhook, 'POST', '/v1/agents', { id: 'a', name: 'Reception' })
    const settings = { name: 'Shop', url: 'https://receiver.example.com' }
    const { id } = await ok<{ id: string }>(offhook, 'POST', '/v1/webhooks', settings)
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/webhooks/${id}?tab=settings`)
    await page.getByRole('button', { name: t.common.edit }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t.webhooks.binding).first().click()
    await page.getByRole('option', { name: t.webhooks.bindingKinds.agent ?? '' }).click()
    await dialog.getByLabel(t.nav.agents, { exact: true }).first().click()
    await page.getByRole('option', { name: 'Reception' }).click()
    await dialog.getByRole('button', { name: t.common.save }).click()
    await page.getByRole('link', { name: 'Reception' }).waitFor()
    const { binding } = await ok(offhook, 'GET', `/v1/webhooks/${id}`)
    expect(binding).toEqual({ kind: 'agent', ids: ['a'] })
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
