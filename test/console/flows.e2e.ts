import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { makeSignInToken } from '../../packages/server/src/accounts/sessions.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { openBrowser, openSession, signIn } from './browser.ts'
import { setStage } from './stage.ts'

const dist = fileURLToPath(new URL('../../packages/console/dist', import.meta.url))
const maxFirstLoadBytes = 250_000

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = {
  en: {
    webhooks: 'Webhooks',
    create: 'Create webhook',
    name: 'Name',
    sendTest: 'Send test',
    taken: 'The receiver took it.',
    created: 'The webhook was created.',
    close: 'Close',
    menu: 'Actions for Shop',
    disable: 'Disable',
    remove: 'Delete',
    handDisabled: 'Disabled by hand',
    empty: 'No webhooks yet',
    event: 'Call started',
    selectAll: 'Select all shown',
    cancelMany: 'Cancel',
    done: /deliver(y|ies) done/,
    canceled: 'Canceled',
    curl: 'Copy as curl',
    request: 'Request',
    resend: 'Send again',
  },
  de: {
    webhooks: 'Webhooks',
    create: 'Webhook anlegen',
    name: 'Name',
    sendTest: 'Test senden',
    taken: 'Der Empfänger hat es angenommen.',
    created: 'Der Webhook wurde angelegt.',
    close: 'Schließen',
    menu: 'Aktionen für Shop',
    disable: 'Ausschalten',
    remove: 'Löschen',
    handDisabled: 'Von Hand ausgeschaltet',
    empty: 'Noch keine Webhooks',
    event: 'Anruf begonnen',
    selectAll: 'Alle gezeigten auswählen',
    cancelMany: 'Abbrechen',
    done: /Zustellung(en)? erledigt/,
    canceled: 'Abgebrochen',
    curl: 'Als curl kopieren',
    request: 'Anfrage',
    resend: 'Noch einmal senden',
  },
} as const

const languages = ['en', 'de'] as const

describe('entering', () => {
  it('opens by a link once, and by an API key until that is revoked', async () => {
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const token = await makeSignInToken(database.db, database.accountId)
    const first = await openSession(browser, offhook.url)
    await first.page.goto(`/sign-in#${token}`)
    await first.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    const [cookie] = await first.context.cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })

    const second = await openSession(browser, offhook.url)
    await second.page.goto(`/sign-in#${token}`)
    await second.page.getByRole('alert').getByText('used already').waitFor()
    expect(second.page.url()).not.toContain(token)
    await signIn(second, offhook.key, '/calls')

    const { body } = await offhook.call<{ data: { id: string }[] }>('GET', '/v1/api-keys')
    await offhook.call('DELETE', `/v1/api-keys/${body.data[0]?.id}`)
    await second.page.reload()
    await second.page.waitForURL(/\/sign-in\?next=%2Fcalls/)
    await first.page.getByRole('button', { name: 'Account menu' }).click()
    await first.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await first.page.waitForURL(/\/sign-in/)
    expect(await first.context.cookies()).toEqual([])
    expect([...first.complaints, ...second.complaints]).toEqual([])
    await first.context.close()
    await second.context.close()
  })
})

describe('the first load', () => {
  it('takes less than 250 KB of script, gzipped', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const session = await openSession(browser, offhook.url)
    await signIn(session, offhook.key)
    const scripts = new Set<string>()
    session.page.on('request', (request) => {
      if (request.url().endsWith('.js')) scripts.add(new URL(request.url()).pathname)
    })
    await session.page.goto('/')
    await session.page.locator('svg.plot').first().waitFor()
    const bytes = [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(maxFirstLoadBytes)
    await session.context.close()
  })
})

describe.each(languages)('in %s', (language) => {
  const w = words[language]

  it('creates, tries out, tests, disables and deletes a webhook', async () => {
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/webhooks')
    await page.getByText(w.empty).waitFor()
    await page.getByRole('button', { name: w.create }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('URL').fill('shop')
    await dialog.getByRole('button', { name: w.sendTest }).click()
    await dialog.getByRole('alert').getByText('settings.url').waitFor()
    await dialog.getByLabel('URL').fill(receiver.url)
    await dialog.getByLabel(w.name, { exact: true }).fill('Shop')
    await dialog.getByRole('button', { name: w.sendTest }).click()
    await dialog.getByText(w.taken).waitFor()
    expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,/)
    await dialog.getByRole('button', { name: w.create }).click()
    await dialog.getByText(/^whsec_/).waitFor()
    await dialog.getByRole('button', { name: w.close }).last().click()
    await dialog.waitFor({ state: 'detached' })

    const choose = async (item: string) => {
      await page.getByRole('button', { name: w.menu }).click()
      await page.getByRole('menuitem', { name: item, exact: true }).click()
    }
    await choose(w.sendTest)
    await dialog.getByRole('button', { name: w.sendTest }).click()
    await dialog.getByText(w.taken).waitFor()
    expect(receiver.received).toHaveLength(2)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await choose(w.disable)
    await page.getByRole('cell', { name: w.handDisabled, exact: true }).waitFor()
    await choose(w.remove)
    await dialog.getByRole('button', { name: w.remove, exact: true }).click()
    await page.getByText(w.empty).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('follows live, opens a delivery by keyboard, gives the focus back, and cancels many', async () => {
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const [ok, broken] = [await startReceiver(), await startReceiver()]
    broken.answer((_, response) => response.writeHead(503).end())
    const stage = await setStage(offhook, { ok: ok.url, broken: broken.url })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/deliveries?webhookId=${stage.okWebhook}`)
    const rows = page.locator('tbody tr')
    await rows.nth(13).waitFor()
    await offhook.call('POST', '/v1/events', {
      type: 'call.initiated',
      occurredAt: new Date().toISOString(),
      call: { id: 'live-call' },
      data: {},
    })
    await rows.nth(14).waitFor()

    const link = rows.first().getByRole('link')
    await link.focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog')
    await panel.getByRole('tab', { name: w.request }).click()
    await panel.getByRole('button', { name: w.curl }).waitFor()
    const before = ok.received.length
    await panel.getByRole('button', { name: w.resend }).click()
    await until(() => ok.received.length > before)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await until(async () => link.evaluate((element) => element === element.ownerDocument.activeElement))

    await page.goto('/deliveries?status=pending&tail=off')
    await page.getByLabel(w.selectAll).check()
    await page.getByRole('button', { name: w.cancelMany, exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: w.cancelMany, exact: true }).last().click()
    await page.getByText(w.done).waitFor()
    await page.goto('/deliveries?status=canceled')
    await page.getByRole('cell', { name: w.canceled }).first().waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('shows a call as one timeline, and markup in a transcript stays text', async () => {
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const receiver = await startReceiver()
    const stage = await setStage(offhook, { ok: receiver.url, broken: receiver.url })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/calls/${stage.callId}`)
    await page.locator('.bubble').getByText('<b>bold?</b>').waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    await page.locator('.timeline').getByRole('link', { name: w.event }).click()
    await page.getByRole('dialog').getByText('call.initiated', { exact: true }).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})
