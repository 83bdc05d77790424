import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { startReceiver, until } from '../../packages/server/testing/receiver.ts'
import { ok } from '../pages/page.ts'
import { openBrowser, openSession, signIn } from './browser.ts'
import { itIsClean, lookAtAll, type Screen } from './look-at.ts'
import { setCampaignStage, type CampaignStage } from './campaign-stage.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const words = {
  en: {
    empty: 'No campaigns yet',
    newPhoneSystem: 'Create phone system',
    newCallflow: 'Create callflow',
    newCampaign: 'Create campaign',
    done: 'done',
    name: 'Name',
    extension: 'Name of the extension 1',
    step: 'Name of the step 1',
    needsExtension: 'Give it at least one extension.',
    enterName: 'Enter a name.',
    endsBefore: 'Must not lie before the start date.',
    startDate: 'Start date',
    endDate: 'End date',
    delay: 'Retry delay (minutes)',
    atLeast: 'Must be at least 1.',
    attempts: 'Attempts',
    zone: 'Time zone',
    variables: 'Variables',
    numbers: 'Numbers',
    behavior: 'Behavior',
    general: 'General',
    upload: 'Upload CSV',
    start: 'Upload',
    stop: 'Stop the upload',
    stopped: 'The upload was stopped. Nothing was added.',
    rowsRead: /· (?!0 )[\d,]+ rows read/,
    stopping: 'It is being stopped…',
    oneAdded: '1 number was added.',
    added: '2 numbers were added.',
    leftOut: '3 rows were refused, 1 was a duplicate.',
    report: 'Show refused rows',
    reasons: ['The number is not a phone number.', 'The number has no country code.'],
    duplicate: 'The campaign has this number already.',
    downloadReport: 'Download as CSV',
    downloadExample: 'Download the example',
    example: 'number,First name,City\r\n+493023125042,First name 1,City 1\r\n',
    addNumber: 'Add a number',
    add: 'Add',
    noNumber: 'It is not a phone number.',
    hasIt: 'The campaign has +4930231259 already.',
    search: 'Search',
    newWebhook: 'Create a webhook for this campaign',
    makeWebhook: 'Create webhook',
    save: 'Save',
    saveChoice: 'Save the choice',
    close: 'Close',
    activate: 'Activate',
    touches: /Your dialer may call its 3 numbers from the start date on/,
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel campaign',
    archive: 'Archive',
    remove: 'Remove +4930231259',
    removeNow: 'Remove',
    menu: 'Actions for Reminder 2',
    statuses: { draft: 'Draft', active: 'Active', paused: 'Paused', canceled: 'Canceled' },
    fixed: /Numbers of a static campaign are fixed/,
    isArchived: /This campaign is archived/,
    column: 'Column of the number',
    noColumn: 'The header row has no column “Handy”.',
    edit: 'Edit',
  },
  de: {
    empty: 'Noch keine Kampagnen',
    newPhoneSystem: 'Telefonanlage anlegen',
    newCallflow: 'Ablauf anlegen',
    newCampaign: 'Kampagne anlegen',
    done: 'erledigt',
    name: 'Name',
    extension: 'Name der Nebenstelle 1',
    step: 'Name des Schritts 1',
    needsExtension: 'Geben Sie ihr mindestens eine Nebenstelle.',
    enterName: 'Geben Sie einen Namen ein.',
    endsBefore: 'Darf nicht vor dem ersten Tag liegen.',
    startDate: 'Erster Tag',
    endDate: 'Letzter Tag',
    delay: 'Abstand der Versuche (Minuten)',
    atLeast: 'Mindestens 1.',
    attempts: 'Versuche',
    zone: 'Zeitzone',
    variables: 'Variablen',
    numbers: 'Nummern',
    behavior: 'Verhalten',
    general: 'Allgemein',
    upload: 'CSV hochladen',
    start: 'Hochladen',
    stop: 'Upload anhalten',
    stopped: 'Der Upload wurde angehalten. Nichts wurde hinzugefügt.',
    rowsRead: /· (?!0 )[\d.]+ Zeilen gelesen/,
    stopping: 'Er wird angehalten…',
    oneAdded: '1 Nummer wurde hinzugefügt.',
    added: '2 Nummern wurden hinzugefügt.',
    leftOut: '3 Zeilen wurden abgelehnt, 1 war doppelt.',
    report: 'Abgelehnte Zeilen zeigen',
    reasons: ['Das ist keine Telefonnummer.', 'Der Nummer fehlt die Landesvorwahl.'],
    duplicate: 'Die Kampagne hat diese Nummer schon.',
    downloadReport: 'Als CSV herunterladen',
    downloadExample: 'Beispiel herunterladen',
    example: 'Rufnummer;First name;City\r\n+493023125042;First name 1;City 1\r\n',
    addNumber: 'Nummer hinzufügen',
    add: 'Hinzufügen',
    noNumber: 'Das ist keine Telefonnummer.',
    hasIt: 'Die Kampagne hat +4930231259 schon.',
    search: 'Suche',
    newWebhook: 'Webhook für diese Kampagne anlegen',
    makeWebhook: 'Webhook anlegen',
    save: 'Speichern',
    saveChoice: 'Auswahl speichern',
    close: 'Schließen',
    activate: 'Aktivieren',
    touches: /Ihr Dialer darf vom ersten Tag an ihre 3 Nummern anrufen/,
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    cancel: 'Kampagne abbrechen',
    archive: 'Archivieren',
    remove: '+4930231259 entfernen',
    removeNow: 'Entfernen',
    menu: 'Aktionen für Reminder 2',
    statuses: { draft: 'Entwurf', active: 'Aktiv', paused: 'Angehalten', canceled: 'Abgebrochen' },
    fixed: /Die Nummern einer statischen Kampagne stehen fest/,
    isArchived: /Diese Kampagne ist archiviert/,
    column: 'Spalte der Nummer',
    noColumn: 'In der Kopfzeile gibt es keine Spalte „Handy“.',
    edit: 'Bearbeiten',
  },
} as const

const csv = [
  'Phone,First name,City',
  '+4930231257,Ingrid,Köln',
  'call me,Mehmet,Bonn',
  '0301234567,Zoë,Ulm',
  '+49 30 231257,Ingrid,Köln',
  '0049 30 231258,"Jean, Pierre",Kiel',
  ',Nobody,',
].join('\n')

const fileOf = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

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

describe.each(['en', 'de'] as const)('campaigns in %s', { timeout: 180_000 }, (language) => {
  const w = words[language]

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
    await page.locator('input[type=file]').setInputFiles(fileOf(csv))
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

  it('show how far a long upload is, and take nothing of one that is stopped', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const stage = await setCampaignStage(offhook, 'http://127.0.0.1:9/')
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/campaigns/${stage.dynamic}?tab=numbers`)
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: w.upload, exact: true }).click()
    // More than buffers on the way hold, so that it is still being sent when its first rows have been read.
    const name = 'Ingrid '.repeat(20)
    const rows = Array.from({ length: 200_000 }, (_, index) => `+4930${index + 1_000_000},${name},1.00`)
    const text = ['number,First name,Amount', ...rows].join('\n')
    await page.locator('input[type=file]').setInputFiles(fileOf(text))
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
    const database = await createTestDatabase()
    const offhook = await startOffhook(database)
    const stage = await setCampaignStage(offhook, 'http://127.0.0.1:9/')
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/campaigns/${stage.dynamic}?tab=numbers`)
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: w.upload, exact: true }).click()
    await page.locator('input[type=file]').setInputFiles(fileOf('number,First name,Amount\n+4930231257,,'))
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
    const offhook = await startOffhook(await createTestDatabase())
    const stage = await setCampaignStage(offhook, 'http://127.0.0.1:9/')
    await ok(offhook, 'POST', `/v1/campaigns/${stage.dynamic}/numbers`, {
      numbers: [{ number: '+4930231259' }, { number: '+4930231260' }],
    })
    const session = await openSession(browser, offhook.url, { language })
    const { page } = session
    await signIn(session, offhook.key, `/campaigns/${stage.dynamic}?tab=numbers`)
    const dialog = page.getByRole('dialog')
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
      await page.locator('input[type=file]').setInputFiles(fileOf(text))
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
