import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { de } from '../../packages/console/src/messages/de.ts'
import { en } from '../../packages/console/src/messages/en.ts'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver } from '../../packages/server/testing/receiver.ts'
import { openBrowser, openSession, signIn } from './browser.ts'
import { itIsClean, lookAtAll, type Screen } from './look-at.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = { en, de }
const languages = ['en', 'de'] as const

const button = (place: Pick<Page, 'getByRole'>, name: string) =>
  place.getByRole('button', { name, exact: true })

/** A call that has an agent, from its start to its end with a transcript. */
async function makeCall(offhook: Offhook, call: { id: string; agentId?: string; channelId?: string }) {
  const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000).toISOString()
  const facts = { ...call, from: '+493023125042', to: '+4969900090017', direction: 'inbound' }
  const transcript = [{ speaker: 'ai', text: 'Good afternoon.', startMs: 0, endMs: 900 }]
  await offhook.call('POST', '/v1/events', {
    events: [
      { type: 'call.initiated', occurredAt: at(0), call: facts, data: {} },
      { type: 'call.ended', occurredAt: at(30), call: facts, data: { result: 'answered', transcript } },
    ],
  })
}

describe.each(languages)('agents in %s', (language) => {
  const t = words[language]

  it('are created, tell their webhooks of a call, and are archived', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const receiver = await startReceiver()
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/agents')
    await page.getByText(t.agents.empty).waitFor()
    await button(page, t.agents.create).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t.agents.id, { exact: true }).fill('reception')
    await button(dialog, t.agents.create).click()
    await dialog.locator('[aria-invalid=true]').waitFor()
    await dialog.getByLabel(t.agents.name).fill('Reception')
    await button(dialog, t.agents.create).click()
    await page.getByRole('heading', { level: 1, name: 'Reception' }).waitFor()

    await page.getByRole('tab', { name: t.agents.tabs.settings }).click()
    await page.getByLabel(t.agents.delay).fill('0')
    await page.getByRole('switch', { name: t.agents.transcription }).uncheck()
    await page.getByText(t.agents.transcriptionHelp.off).waitFor()
    await button(page, t.common.save).click()
    await page.getByText(t.agents.saved).waitFor()

    await page.getByRole('tab', { name: t.agents.tabs.webhooks }).click()
    await button(page, t.agentWebhooks.add).click()
    const first = page.getByRole('region', { name: t.agentWebhooks.entry(1) })
    await first.getByLabel(t.agentWebhooks.url).fill(receiver.url)
    await button(first, t.webhooks.addHeader).click()
    await first.getByLabel(t.webhooks.headerName).fill('X-Key')
    await first.getByLabel(t.webhooks.headerValue).fill('open sesame')
    await button(page, t.common.save).click()
    await first.getByRole('link', { name: t.agentWebhooks.log }).waitFor()

    await makeCall(offhook, { id: 'pbx-1', agentId: 'reception' })
    const [request] = await receiver.waitFor(1)
    expect(request?.headers['x-key']).toBe('open sesame')
    const sent = JSON.parse(request?.body ?? '') as {
      call: { id: string }
      assist?: { transcription?: unknown }
    }
    expect(sent.call.id).toBe('pbx-1')
    expect(sent.assist?.transcription).toBeUndefined()

    await page.getByRole('main').getByRole('link', { name: t.agents.calls, exact: true }).click()
    await page.getByRole('table').getByRole('link', { name: '1', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: 'Reception', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Reception' }).waitFor()
    await button(page, t.agents.menu('Reception')).click()
    await page.getByRole('menuitem', { name: t.agents.archive }).click()
    await dialog.getByText(t.agents.archiveWebhooks(1)).waitFor()
    await button(dialog, t.agents.archive).click()
    await page.getByText(t.agents.empty).waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content')
    await page.getByRole('switch', { name: t.agents.showArchived }).check()
    await page.getByRole('link', { name: 'Reception' }).click()
    await page.getByText(t.agents.archivedNote).waitFor()
    expect(await page.getByLabel(t.agentWebhooks.url).isDisabled()).toBe(true)
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('show a refused webhook at its entry, and take a list from elsewhere', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    await offhook.call('POST', '/v1/agents', { id: 'a', name: 'Reception' })
    const { url } = await startReceiver()
    const webhooks = [{ url: `${url}/one`, timeout: 5_000 }]
    await offhook.call('PUT', '/v1/agents/a/webhooks', { webhooks })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/agents/a')
    const entry = (n: number) => page.getByRole('region', { name: t.agentWebhooks.entry(n) })
    await button(page, t.agentWebhooks.add).click()
    await button(page, t.agentWebhooks.add).click()
    await entry(2).getByLabel(t.agentWebhooks.url).fill(`${url}/two`)
    await entry(3).getByLabel(t.agentWebhooks.url).fill('ftp://example.com')
    await entry(3).getByLabel(t.agentWebhooks.timeout).fill('5')
    await button(page, t.common.save).click()
    await page.getByText(t.agentWebhooks.refused).waitFor()
    expect(await entry(2).locator('[aria-invalid=true]').count()).toBe(0)
    const wrong = entry(3).locator('[aria-invalid=true]').first()
    await expect.poll(() => wrong.evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true)
    const said = { en: 'Must be at least 100.', de: 'Mindestens 100.' }
    await entry(3).getByText(said[language]).waitFor()
    // Without the second, the third is the second, and its error moves with it.
    await button(entry(2), t.agentWebhooks.remove(2)).click()
    expect(await entry(2).locator('[aria-invalid=true]').count()).toBe(1)
    expect((await offhook.call('GET', '/v1/agents/a/webhooks')).body).toEqual({ webhooks })

    await button(page, t.agentWebhooks.asJson).click()
    const dialog = page.getByRole('dialog')
    const json = dialog.getByLabel(t.agentWebhooks.json)
    expect(JSON.parse(await json.inputValue())).toMatchObject({ webhooks: [webhooks[0], { timeout: 5 }] })
    await json.fill('{"webhooks":[{"url":1}]}')
    await button(dialog, t.agentWebhooks.takeOver).click()
    await dialog.getByText('webhooks[0].url').waitFor()
    const pasted = { webhooks: [{ url: `${url}/new`, additionalHeaders: { 'X-A': 'b' } }] }
    await json.fill(JSON.stringify(pasted))
    await button(dialog, t.agentWebhooks.takeOver).click()
    await dialog.waitFor({ state: 'detached' })
    await button(page, t.common.save).click()
    await dialog.getByText(`${url}/one`).waitFor()
    await button(dialog, t.common.save).click()
    await page.getByText(t.agentWebhooks.saved).waitFor()
    expect((await offhook.call('GET', '/v1/agents/a/webhooks')).body).toEqual(pasted)
    expect(session.complaints).toEqual([])
    await session.context.close()
  })

  it('have playbooks written by keyboard alone, and nothing unsaved is lost unasked', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    await offhook.call('POST', '/v1/agents', { id: 'a', name: 'Reception' })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    const { keyboard } = page
    await signIn(session, offhook.key, '/agents/a?tab=playbooks')
    await page.getByText(t.playbooks.empty).waitFor()
    const add = button(page, t.playbooks.add)
    await add.focus()
    await keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t.playbooks.name).waitFor()
    await keyboard.type('Book a table')
    await keyboard.press('Tab')
    await keyboard.type('The caller wants to come for dinner.')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await keyboard.type('For how many?')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await keyboard.type('Occasion')
    await keyboard.press('Tab')
    await keyboard.type('Birthday')
    await keyboard.press('Enter')
    await keyboard.type('Other')
    await keyboard.press('Enter')
    await keyboard.press('Escape')
    await page.getByText(t.webhooks.unsaved).waitFor()
    await keyboard.press('Escape')
    // Until the question is gone, it gives the focus back to where it was.
    await page.getByText(t.webhooks.unsaved).waitFor({ state: 'detached' })
    await button(dialog, t.common.save).focus()
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Book a table' }).waitFor()
    await expect.poll(() => add.evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true)
    const { body } = await offhook.call<{ playbooks: object[] }>('GET', '/v1/agents/a')
    expect(body.playbooks).toMatchObject([
      {
        ...{ name: 'Book a table', condition: 'The caller wants to come for dinner.' },
        questions: ['For how many?'],
        classifications: [{ name: 'Occasion', values: ['Birthday', 'Other'] }],
      },
    ])

    await page.getByRole('tab', { name: t.agents.tabs.settings }).click()
    await page.getByLabel(t.agents.name).fill('Changed')
    await page.getByRole('link', { name: t.nav.channels }).click()
    await page.getByText(t.webhooks.unsaved).waitFor()
    await button(dialog, t.common.cancel).click()
    expect(await page.getByLabel(t.agents.name).inputValue()).toBe('Changed')
    await page.getByRole('link', { name: t.nav.channels }).click()
    await button(dialog, t.webhooks.discard).click()
    await page.getByText(t.channels.empty).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})

describe.each(languages)('channels in %s', (language) => {
  const t = words[language]

  it('are created private with members, made shared, and archived', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const receiver = await startReceiver()
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, '/channels')
    await page.getByText(t.channels.empty).waitFor()
    const create = button(page, t.channels.create)
    await create.click()
    const dialog = page.getByRole('dialog')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => create.evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await dialog.getByLabel(t.channels.name, { exact: false }).first().fill('Front desk')
    await dialog.getByLabel(t.channels.kinds.private).check()
    await dialog.getByLabel(t.channels.delay).fill('0')
    await button(dialog, t.channels.addMember).click()
    const member = dialog.getByRole('group', { name: t.channels.member(1), exact: true })
    await member.getByLabel(t.channels.firstName).fill('Noor')
    await button(dialog, t.channels.create).click()
    await member.locator('[aria-invalid=true]').waitFor()
    await member.getByLabel(t.channels.memberId).first().fill('w2')
    await dialog.getByLabel(t.channels.id, { exact: true }).fill('front-desk')
    await button(dialog, t.channels.create).click()
    await page.getByRole('heading', { level: 1, name: 'Front desk' }).waitFor()
    await page.getByText(t.channels.noWebhooks).waitFor()

    await button(page, t.channels.addWebhook).click()
    await dialog.getByLabel(t.webhooks.url, { exact: false }).first().fill(receiver.url)
    await dialog.getByLabel(t.webhooks.name, { exact: true }).fill('CRM')
    await button(dialog, t.webhooks.create).click()
    await dialog.getByText(/^whsec_/).waitFor()
    await button(dialog, t.common.close).last().click()
    await page.getByRole('link', { name: 'CRM' }).waitFor()
    const { body: types } = await offhook.call<{ data: { type: string; example: { data: object } }[] }>(
      'GET',
      '/v1/event-types',
    )
    // Complete, so that it is decided at once who gets it.
    const { status } = await offhook.call('POST', '/v1/events', {
      ...{ type: 'call.logged', occurredAt: new Date().toISOString() },
      call: { id: 'kept', channelId: 'front-desk' },
      data: types.data.find(({ type }) => type === 'call.logged')?.example.data,
    })
    expect(status).toBe(202)
    await page.getByLabel(t.channels.kinds.shared).check()
    await button(page, t.common.save).click()
    await page.getByText(t.channels.saved).waitFor()
    await makeCall(offhook, { id: 'told', channelId: 'front-desk' })
    const [request] = await receiver.waitFor(1)
    const sent = JSON.parse(request?.body ?? '') as { call: { id: string; users: object[] } }
    expect(sent.call).toMatchObject({ id: 'told', users: [{ firstName: 'Noor' }] })

    await page.getByRole('link', { name: t.channels.backToList }).click()
    await page.getByRole('cell', { name: t.channels.shared }).waitFor()
    await button(page, t.channels.menu('Front desk')).click()
    await page.getByRole('menuitem', { name: t.channels.archive }).click()
    await dialog.getByText(t.channels.archiveWebhooks(1)).waitFor()
    await button(dialog, t.channels.archive).click()
    await page.getByText(t.channels.empty).waitFor()
    expect(session.complaints).toEqual([])
    await session.context.close()
  })
})

const menuItem = (place: number) => async (page: Page) => {
  await page.locator('tbody button').first().click()
  await page.getByRole('menuitem').nth(place).click()
  await page.getByRole('dialog').waitFor()
}

const mainButton = (place: number) => async (page: Page) => {
  await page.locator('main button.mantine-Button-root').nth(place).click()
  await page.getByRole('dialog').waitFor()
}

const screens: Screen<undefined>[] = [
  { name: 'agents-empty', path: () => '/agents?archived=true', ready: '.card h2' },
  { name: 'agents', path: () => '/agents', ready: 'tbody tr' },
  { name: 'agent-create', path: () => '/agents', ready: 'tbody tr', open: mainButton(0) },
  { name: 'agent-archive', path: () => '/agents', ready: 'tbody tr', open: menuItem(2) },
  { name: 'agent', path: () => '/agents/reception', ready: 'form section' },
  {
    name: 'agent-refused',
    path: () => '/agents/reception',
    ready: 'form section',
    open: async (page) => {
      await page.locator('form section input').first().fill('ftp://example.com')
      await page.locator('form > div > div:last-child button').nth(1).click()
      await page.getByRole('dialog').locator('button.mantine-Button-root').last().click()
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'agent-json',
    path: () => '/agents/reception',
    ready: 'form section',
    open: async (page) => {
      await page.locator('form > div > div:last-child button').nth(2).click()
      await page.locator('textarea').waitFor()
    },
  },
  { name: 'agent-playbooks', path: () => '/agents/reception?tab=playbooks', ready: 'section.card' },
  {
    name: 'agent-playbook',
    path: () => '/agents/reception?tab=playbooks',
    ready: 'section.card',
    open: async (page) => {
      await page.locator('section.card button').first().click()
      await page.locator('textarea').waitFor()
    },
  },
  { name: 'agent-settings', path: () => '/agents/reception?tab=settings', ready: 'form' },
  { name: 'agent-none', path: () => '/agents/evening', ready: '.card h2' },
  { name: 'agent-missing', path: () => '/agents/nobody', ready: '[role=alert]' },
  { name: 'channels', path: () => '/channels', ready: 'tbody tr' },
  { name: 'channel-create', path: () => '/channels', ready: 'tbody tr', open: mainButton(0) },
  { name: 'channel-archive', path: () => '/channels', ready: 'tbody tr', open: menuItem(2) },
  { name: 'channel', path: () => '/channels/front-desk', ready: 'form' },
]

async function setAgents(offhook: Offhook, url: string): Promise<void> {
  await offhook.call('POST', '/v1/agents', {
    ...{ id: 'reception', name: 'Reception (bookings and questions about the house)' },
    playbooks: [
      {
        ...{ name: 'Book a table', condition: 'The caller wants to come for dinner.' },
        questions: ['For how many?', 'When?', 'Is there anything the kitchen has to know?'],
        classifications: [{ name: 'Occasion', values: ['Birthday', 'Business dinner', 'Other'] }],
      },
      { name: 'Complaint', condition: 'Something went wrong.', questions: ['What happened?'] },
    ],
  })
  await offhook.call('POST', '/v1/agents', { id: 'evening', name: 'Evening line', storesTranscripts: false })
  await offhook.call('PUT', '/v1/agents/reception/webhooks', {
    webhooks: [
      { url: `${url}/crm`, timeout: 5_000, additionalHeaders: { Authorization: 'Bearer of-the-crm' } },
      { url: `${url}/tickets` },
    ],
  })
  const members = [
    { id: 'w2', accountId: '8800417', firstName: 'Noor', lastName: 'Albers' },
    { id: 'w3', firstName: 'Maximiliane', lastName: 'Freifrau von Hohenstein' },
  ]
  await offhook.call('POST', '/v1/channels', { id: 'front-desk', name: 'Front desk', members })
  await offhook.call('POST', '/v1/channels', { id: 'boss', name: 'Management', isPrivate: true })
  await offhook.call('POST', '/v1/webhooks', {
    ...{ name: 'CRM', url, dialect: 'sipgate', binding: { kind: 'channel', ids: ['front-desk'] } },
  })
}

describe('every screen of agents and channels', () =>
  itIsClean(
    () => browser,
    async ({ offhook, session, look }) => {
      await setAgents(offhook, (await startReceiver()).url)
      await signIn(session, offhook.key)
      return lookAtAll(session.page, screens, undefined, look)
    },
  ))
