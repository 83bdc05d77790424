import { describe, expect, it } from 'vitest'
import { keyParts, newApiKey } from '../packages/server/src/accounts/api-keys.ts'
import { ensureApiKey } from '../packages/server/src/accounts/api-keys.store.ts'
import { insertAccount } from '../packages/server/testing/accounts.ts'
import { createTestDatabase } from '../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../packages/server/testing/offhook.ts'
import { until } from '../packages/server/testing/receiver.ts'
import { ok } from './pages/page.ts'

const database = await createTestDatabase()

type Thing = { id: string }

async function prepare(offhook: Offhook) {
  const phoneSystem = await ok<Thing & { extensions: Thing[] }>(offhook, 'POST', '/v1/phone-systems', {
    ...{ name: 'Head office', extensions: [{ name: 'One' }] },
  })
  const settings = {
    ...{ name: 'Survey', phoneSystemId: phoneSystem.id, extensionId: phoneSystem.extensions[0]?.id },
    ...{ startDate: '2026-01-01', endDate: '2099-12-31', timeZoneId: 'Europe/Berlin' },
  }
  return { phoneSystem, settings }
}

async function upload(
  offhook: Offhook,
  campaignId: string,
  body: NonNullable<RequestInit['body']>,
  query = '',
) {
  const response = await fetch(`${offhook.url}/v1/campaigns/${campaignId}/numbers/import${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${offhook.key}`, 'content-type': 'text/csv' },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
  return { status: response.status, body: (await response.json()) as Record<string, never> }
}

const problemOf = ({ body }: { body: unknown }) =>
  body as { detail: string; errors: { path: string; message: string }[] }

describe('campaigns over the API', () => {
  it('refuses settings that cannot work, each by its field', async () => {
    const offhook = await startOffhook(database)
    const { settings } = await prepare(offhook)
    const create = async (change: object) =>
      problemOf(await offhook.call('POST', '/v1/campaigns', { ...settings, ...change })).errors
    expect(await create({ timeZoneId: 'Europe/Atlantis' })).toEqual([
      { path: 'timeZoneId', message: 'must be an IANA time zone such as Europe/Berlin' },
    ])
    expect(await create({ endDate: '2025-12-31' })).toEqual([
      { path: 'endDate', message: 'must not be before the start date 2026-01-01' },
    ])
    expect(await create({ extensionId: 'nobody' })).toEqual([
      { path: 'extensionId', message: 'is no extension of this phone system' },
    ])
    expect(await create({ callflow: { forHuman: crypto.randomUUID() } })).toEqual([
      { path: 'callflow.forHuman', message: 'is no callflow of this account, or an archived one' },
    ])
    expect(await create({ startDate: '2026-02-30' })).toEqual([
      expect.objectContaining({ path: 'startDate' }),
    ])
  })

  it('lists them either way round, with how far their numbers are when that is asked for', async () => {
    const offhook = await startOffhook(await createTestDatabase())
    const { settings } = await prepare(offhook)
    for (const id of ['a', 'b', 'c']) await ok(offhook, 'POST', '/v1/campaigns', { ...settings, id })
    const numbers = [{ number: '+493023125042' }, { number: '+493023125043' }]
    await ok(offhook, 'POST', '/v1/campaigns/b/numbers', { numbers })
    type Page = { data: { id: string; numbers?: object }[]; nextCursor: string }
    const list = (query: string) => ok<Page>(offhook, 'GET', `/v1/campaigns?${query}`)
    const first = await list('order=desc&limit=2&numbers=true')
    const rest = await list(`order=desc&limit=2&cursor=${first.nextCursor}`)
    expect([...first.data, ...rest.data].map(({ id, numbers: counts }) => [id, counts])).toEqual([
      ['c', { waiting: 0, retrying: 0, succeeded: 0, failed: 0 }],
      ['b', { waiting: 2, retrying: 0, succeeded: 0, failed: 0 }],
      ['a', undefined],
    ])
    expect((await list('limit=2')).data.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('binds only webhooks of the account that can tell of campaigns', async () => {
    const offhook = await startOffhook(database)
    const { settings } = await prepare(offhook)
    const campaign = await ok<Thing>(offhook, 'POST', '/v1/campaigns', settings)
    const other = await insertAccount(database.db, 'Somebody else')
    const webhook = (dialect: string, kind: string) =>
      ok<Thing>(offhook, 'POST', '/v1/webhooks', { url: 'https://a.example/', dialect, binding: { kind } })
    const salpre = await webhook('salpre', 'campaign')
    const wide = await webhook('sip-caller', 'account')
    const foreign = await webhook('sip-caller', 'campaign')
    await database.db.pool.query('update webhooks set account_id = $1 where id = $2', [other.id, foreign.id])
    const webhookIds = [salpre.id, wide.id, foreign.id]
    const answer = await offhook.call('PUT', `/v1/campaigns/${campaign.id}/webhooks`, { webhookIds })
    expect(answer.status).toBe(400)
    expect(problemOf(answer).errors.map(({ message }) => message)).toEqual([
      'speaks the dialect salpre, which cannot tell of campaigns',
      expect.stringContaining('hangs on the whole account'),
      'is no webhook of this account',
    ])
  })

  it('takes its webhooks as a setting, when it is made, changed or running, all or nothing', async () => {
    const offhook = await startOffhook(database)
    const { settings } = await prepare(offhook)
    const [one = '', two = ''] = await Promise.all(
      [1, 2].map(async () => {
        const wanted = { url: 'https://a.example/', dialect: 'sip-caller', binding: { kind: 'campaign' } }
        return (await ok<Thing>(offhook, 'POST', '/v1/webhooks', wanted)).id
      }),
    )
    const create = (webhookIds: string[]) =>
      offhook.call<Thing>('POST', '/v1/campaigns', { ...settings, id: 'chooser', webhookIds })
    const refused = await create([one, crypto.randomUUID()])
    expect(problemOf(refused).errors).toEqual([
      { path: 'webhookIds[1]', message: 'is no webhook of this account' },
    ])
    expect((await offhook.call('GET', '/v1/campaigns/chooser')).status).toBe(404)
    expect((await create([one])).body).toMatchObject({ webhookIds: [one] })

    await ok(offhook, 'POST', '/v1/campaigns/chooser/activate')
    const change = { name: 'Chosen', webhookIds: [two] }
    expect(await ok(offhook, 'PATCH', '/v1/campaigns/chooser', change)).toMatchObject(change)
    const wrong = await offhook.call('PATCH', '/v1/campaigns/chooser', { name: 'No', webhookIds: [two, two] })
    expect(problemOf(wrong).errors).toEqual([{ path: 'webhookIds[1]', message: 'is there twice' }])
    expect(await ok(offhook, 'GET', '/v1/campaigns/chooser')).toMatchObject(change)
    const webhook = await ok(offhook, 'GET', `/v1/webhooks/${one}`)
    expect(webhook.binding).toEqual({ kind: 'campaign', ids: [] })
  })

  it('shares a webhook with campaigns that choose it at the same time', async () => {
    const offhook = await startOffhook(database)
    const { settings } = await prepare(offhook)
    const wanted = { url: 'https://a.example/', dialect: 'sip-caller', binding: { kind: 'campaign' } }
    const webhook = await ok<Thing>(offhook, 'POST', '/v1/webhooks', wanted)
    const campaigns = await Promise.all(
      Array.from({ length: 6 }, () =>
        ok<Thing>(offhook, 'POST', '/v1/campaigns', { ...settings, webhookIds: [webhook.id] }),
      ),
    )
    const { binding } = await ok<{ binding: { ids: string[] } }>(offhook, 'GET', `/v1/webhooks/${webhook.id}`)
    expect(binding.ids.toSorted()).toEqual(campaigns.map(({ id }) => id).toSorted())
  })

  it('refuses to bind to what is archived, and to delete a webhook in use, saying by what', async () => {
    const offhook = await startOffhook(database)
    await ok(offhook, 'POST', '/v1/agents', { id: 'gone', name: 'Gone' })
    await ok(offhook, 'POST', '/v1/agents', { id: 'here', name: 'Here' })
    await ok(offhook, 'DELETE', '/v1/agents/gone')
    const create = (ids: string[]) =>
      offhook.call<Thing>('POST', '/v1/webhooks', {
        url: 'https://a.example/',
        binding: { kind: 'agent', ids },
      })
    expect(problemOf(await create(['gone', 'here', 'here'])).errors).toEqual([
      { path: 'binding.ids[0]', message: 'The agent “Gone” is archived.' },
      { path: 'binding.ids[2]', message: 'here is listed twice.' },
    ])
    const { body } = await create(['here'])
    const refused = await offhook.call('DELETE', `/v1/webhooks/${body.id}`)
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toBe('The webhook is in use by the agent “Here”. Take it off there first.')
    await ok(offhook, 'PATCH', `/v1/webhooks/${body.id}`, { binding: { kind: 'agent', ids: [] } })
    await ok(offhook, 'DELETE', `/v1/webhooks/${body.id}`)
  })

  it('adds, lists, filters and removes numbers, and fixes those of a static campaign once it is active', async () => {
    const offhook = await startOffhook(database)
    const { settings } = await prepare(offhook)
    const { id } = await ok<Thing>(offhook, 'POST', '/v1/campaigns', { ...settings, varNames: ['City'] })
    const path = `/v1/campaigns/${id}/numbers`
    const numbers = [
      { number: '0049 30 23125042', variables: { City: 'Köln' } },
      { number: '+493023125043', variables: { City: 'Bonn' } },
      { number: '+49 30 231250-42' },
    ]
    const added = await ok<{ ids: string[] }>(offhook, 'POST', path, { numbers })
    expect(added).toMatchObject({ added: 2, duplicates: 1 })
    const wrong = await offhook.call('POST', path, {
      numbers: [{ number: '12' }, { number: '+493023125044', variables: { Town: '' } }],
    })
    expect(problemOf(wrong).errors.map((field) => field.path)).toEqual([
      'numbers[0].number',
      'numbers[1].variables["Town"]',
    ])
    const found = await ok<{ data: object[] }>(offhook, 'GET', `${path}?text=k%C3%B6l`)
    expect(found.data).toEqual([
      expect.objectContaining({ number: '+493023125042', variables: { City: 'Köln' }, state: 'waiting' }),
    ])
    await ok(offhook, 'DELETE', `${path}/${added.ids[1]}`)
    await ok(offhook, 'POST', `/v1/campaigns/${id}/activate`)
    for (const answer of [
      await offhook.call('POST', path, { numbers: [{ number: '+493023125045' }] }),
      await offhook.call('DELETE', `${path}/${added.ids[0]}`),
      await upload(offhook, id, 'number\n+493023125045\n'),
    ]) {
      expect(answer.status).toBe(409)
      expect(problemOf(answer).detail).toContain('static campaign’s numbers are fixed')
    }
  })
})

/** A CSV that goes on, a hundred rows at a time, until it is told to end. */
function endlessRows(isEnded = () => false): ReadableStream<Uint8Array> {
  let made = 0
  return new ReadableStream({
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      const rows = Array.from({ length: 100 }, () => `+49302${String(made++).padStart(7, '0')},Name\n`)
      controller.enqueue(Buffer.from((made === 100 ? 'number,Name\n' : '') + rows.join('')))
      if (isEnded()) controller.close()
    },
  })
}

describe('an upload of numbers', () => {
  const draft = async (offhook: Offhook, more: object = {}) =>
    (await ok<Thing>(offhook, 'POST', '/v1/campaigns', { ...(await prepare(offhook)).settings, ...more })).id

  it('understands spreadsheets: BOM, semicolons, quotes, Windows-1252, scientific notation', async () => {
    const offhook = await startOffhook(database)
    const id = await draft(offhook, { varNames: ['Betrag', 'Vorname'] })
    const text =
      '\ufeffVorname;Rufnummer;Betrag;Notiz\r\n' +
      '"Zoë; genannt ""Zo""";4,93023125042E+11;"1.200,50 €";x\r\n' +
      'Jörg;+49 (0)30 231250-43;7;"zwei\r\nZeilen"\r\n\r\n' +
      'Anna;4,93023E+11;1;\r\nBen;0049 30 23125042;2;\r\nCem;anrufen;3;\r\n'
    const { status, body } = await upload(offhook, id, text)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ status: 'completed', rowsRead: 5, added: 2, duplicates: 1, refused: 2, ignoredColumns: ['Notiz'] },
    })
    const { data } = await ok<{ data: object[] }>(offhook, 'GET', `/v1/campaigns/${id}/numbers`)
    expect(data).toEqual([
      expect.objectContaining({ variables: { Betrag: '1.200,50 €', Vorname: 'Zoë; genannt "Zo"' } }),
      expect.objectContaining({ number: '+493023125043', variables: { Betrag: '7', Vorname: 'Jörg' } }),
    ])
    const refused = await ok(offhook, 'GET', `/v1/campaigns/${id}/imports/${body.id}/refused-rows`)
    expect(refused.data).toEqual([
      { rowNumber: 5, reason: expect.stringContaining('scientific notation'), value: '4,93023E+11' },
      { rowNumber: 6, reason: 'the campaign has this number already', value: '+493023125042' },
      { rowNumber: 7, reason: 'the number is not a phone number', value: 'anrufen' },
    ])

    const third = await draft(offhook)
    expect((await upload(offhook, third, 'PKW,Telefon\nKombi,+493023125042\n')).body).toMatchObject({
      added: 1,
    })

    const windows = Buffer.from('number,Name\n+493023125042,J\u00f6rg M\u00fcller\n', 'latin1')
    const second = await draft(offhook)
    expect((await upload(offhook, second, windows)).body).toMatchObject({ added: 1 })
    const [entry] = (await ok<{ data: object[] }>(offhook, 'GET', `/v1/campaigns/${second}/numbers`)).data
    expect(entry).toMatchObject({ variables: { Name: 'Jörg Müller' } })
  })

  it.each([
    ['a ZIP', Buffer.from('PK\u0003\u0004rest'), 'Excel workbook'],
    ['a header row of 10 MB', `number,${'x'.repeat(10_000_000)}`, 'longer than 64 KiB'],
    ['nothing', '', 'empty'],
    ['binary data', 'number\n\0\0\0', 'binary data'],
    ['a missing column', 'number\n+493023125042\n', 'no column for the variable “City”'],
    ['an open quotation mark', 'number,City\n+493023125042,"Bonn\n', 'quotation marks'],
  ])('that is or has %s is refused and leaves nothing behind', async (_, content, reason) => {
    const offhook = await startOffhook(database)
    const id = await draft(offhook, { varNames: ['City'] })
    const { status, body } = await upload(offhook, id, content)
    expect(status).toBe(400)
    expect(problemOf({ body }).detail).toContain(reason)
    expect((await ok<{ numbers: object }>(offhook, 'GET', `/v1/campaigns/${id}`)).numbers).toMatchObject({
      waiting: 0,
    })
    const { data } = await ok<{ data: object[] }>(offhook, 'GET', `/v1/campaigns/${id}/imports`)
    expect(data).toEqual([
      expect.objectContaining({ status: 'failed', detail: expect.stringContaining(reason) }),
    ])
  })

  it('that breaks off midway leaves nothing half-done', async () => {
    const offhook = await startOffhook(database)
    const id = await draft(offhook)
    const broken = new AbortController()
    const sending = fetch(`${offhook.url}/v1/campaigns/${id}/numbers/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${offhook.key}`, 'content-type': 'text/csv' },
      body: endlessRows(),
      duplex: 'half',
      signal: broken.signal,
    })
    const last = async () =>
      (await ok<{ data: Record<string, unknown>[] }>(offhook, 'GET', `/v1/campaigns/${id}/imports`)).data[0]
    await until(async () => Number((await last())?.rowsRead) > 2_000)
    broken.abort()
    await expect(sending).rejects.toThrow()
    await until(async () => (await last())?.status === 'failed')
    expect(await last()).toMatchObject({ added: 0, detail: 'The upload broke off. Nothing was added.' })
    const campaign = await ok(offhook, 'GET', `/v1/campaigns/${id}`)
    expect(campaign).toMatchObject({ varNames: [], numbers: { waiting: 0 } })
    expect((await upload(offhook, id, 'number\n+493023125042\n')).body).toMatchObject({ added: 1 })
  })

  it('does not hold up the campaign, and adds nothing to one that was ended meanwhile', async () => {
    const offhook = await startOffhook(database)
    const id = await draft(offhook, { type: 'dynamic', varNames: ['Name'] })
    const path = `/v1/campaigns/${id}`
    const numbers = { numbers: [{ number: '+493023125042', variables: { Name: 'Ada' } }] }
    const { ids } = await ok<{ ids: string[] }>(offhook, 'POST', `${path}/numbers`, numbers)
    await ok(offhook, 'POST', `${path}/activate`)
    let isEnded = false
    const uploading = upload(
      offhook,
      id,
      endlessRows(() => isEnded),
    )
    const imports = async () =>
      (await ok<{ data: { rowsRead: number }[] }>(offhook, 'GET', `${path}/imports`)).data
    await until(async () => ((await imports())[0]?.rowsRead ?? 0) > 1_000)
    await ok(offhook, 'POST', `${path}/numbers/${ids[0]}/results`, { data: { result: 'busy' } })
    for (const action of ['pause', 'resume', 'cancel']) await ok(offhook, 'POST', `${path}/${action}`)
    isEnded = true
    const { status, body } = await uploading
    expect(status).toBe(409)
    expect(problemOf({ body }).detail).toBe('The campaign is canceled: its numbers stay as they are.')
    expect(await ok(offhook, 'GET', path)).toMatchObject({ numbers: { waiting: 0, retrying: 1 } })
  })

  it('streams in batches, and its progress can be watched', async () => {
    const offhook = await startOffhook(database)
    const id = await draft(offhook, { varNames: ['Name', 'Note'] })
    const rows = 15_000
    let made = 0
    const note = 'n'.repeat(2_000)
    const file = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const lines = Array.from(
          { length: 100 },
          () => `+49302${String(made++).padStart(7, '0')},Name,${note}\n`,
        )
        controller.enqueue(Buffer.from((made === 100 ? 'number,Name,Note\n' : '') + lines.join('')))
        if (made >= rows) controller.close()
      },
    })
    const seen: number[] = []
    const uploading = upload(offhook, id, file)
    let isDone = false
    void uploading.finally(() => (isDone = true))
    while (!isDone) {
      const { data } = await ok<{ data: { rowsRead: number }[] }>(
        offhook,
        'GET',
        `/v1/campaigns/${id}/imports`,
      )
      if (data[0] !== undefined) seen.push(data[0].rowsRead)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect((await uploading).body).toMatchObject({ added: rows, rowsRead: rows, refused: 0 })
    expect(new Set(seen).size).toBeGreaterThan(3)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})

describe('another account', () => {
  it('sees and changes nothing of agents, channels, campaigns and what belongs to them', async () => {
    const offhook = await startOffhook(database)
    const { settings, phoneSystem } = await prepare(offhook)
    await ok(offhook, 'POST', '/v1/agents', { id: 'mine', name: 'Mine' })
    await ok(offhook, 'POST', '/v1/channels', { id: 'mine', name: 'Mine' })
    const campaign = await ok<Thing>(offhook, 'POST', '/v1/campaigns', { ...settings, id: 'mine' })
    const callflow = await ok<Thing>(offhook, 'POST', '/v1/callflows', { name: 'Mine' })
    const numbers = { numbers: [{ number: '+493023125042' }] }
    const { ids } = await ok<{ ids: string[] }>(offhook, 'POST', '/v1/campaigns/mine/numbers', numbers)
    const stranger = await insertAccount(database.db, 'Stranger')
    const key = newApiKey()
    await ensureApiKey(database.db, stranger.id, { name: 'stranger', ...keyParts(key) })
    const asStranger = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      return (await fetch(offhook.url + path, init)).status
    }
    const paths = [
      ...['/v1/agents/mine', '/v1/agents/mine/webhooks', '/v1/channels/mine', '/v1/campaigns/mine'],
      ...[
        `/v1/phone-systems/${phoneSystem.id}`,
        `/v1/callflows/${callflow.id}`,
        '/v1/campaigns/mine/numbers',
      ],
      ...[
        `/v1/campaigns/mine/numbers/${ids[0]}`,
        '/v1/campaigns/mine/imports',
        '/v1/campaigns/mine/webhooks',
      ],
    ]
    for (const path of paths) expect(await asStranger('GET', path), path).toBe(404)
    for (const action of ['activate', 'cancel'])
      expect(await asStranger('POST', `/v1/campaigns/mine/${action}`)).toBe(404)
    for (const path of ['/v1/agents/mine', '/v1/channels/mine', '/v1/campaigns/mine'])
      expect(await asStranger('DELETE', path)).toBe(404)
    expect(await asStranger('PUT', '/v1/agents/mine/webhooks', { webhooks: [] })).toBe(404)
    expect(await asStranger('POST', '/v1/campaigns/mine/numbers', numbers)).toBe(404)
    // The same id is free there, and is another campaign.
    const system = { name: 'Theirs', extensions: [{ id: 'x', name: 'X' }] }
    expect(await asStranger('POST', '/v1/phone-systems', system)).toBe(201)
    expect(await asStranger('POST', '/v1/campaigns', { ...settings, id: 'mine' })).toBe(400)
    const event = { type: 'call.ended', occurredAt: '2026-03-05T10:00:00Z', data: { result: 'answered' } }
    const call = { id: 'c', to: '+493023125042', campaignId: 'mine' }
    expect(await asStranger('POST', '/v1/events', { ...event, call })).toBe(202)
    const mine = await ok(offhook, 'GET', `/v1/campaigns/${campaign.id}/numbers/${ids[0]}`)
    expect(mine).toMatchObject({ state: 'waiting', attempts: 0 })
  })
})
