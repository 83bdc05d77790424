import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Offhook } from './offhook.ts'

/** A request as a client of any kind may send it: what came back so far, and whether the connection is over. */
export type RawRequest = {
  answer: string
  isClosed: boolean
  write: (text: string) => void
  leave: () => void
}

export type Begun = { url: string; key: string; path: string; headers: readonly string[]; start?: string }

/** Sends the beginning of a POST and then nothing, until the test writes on. */
export function beginPost({ url, key, path, headers, start = '' }: Begun): RawRequest {
  const head = [`POST ${path} HTTP/1.1`, 'host: x', `authorization: Bearer ${key}`, ...headers]
  return beginRaw(url, `${head.join('\r\n')}\r\n\r\n${start}`)
}

/** Sends any bytes as the beginning of a request. */
export function beginRaw(url: string, start: string): RawRequest {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const request: RawRequest = {
    ...{ answer: '', isClosed: false },
    write: (text) => void socket.write(text),
    leave: () => void socket.destroy(),
  }
  socket.on('data', (chunk) => (request.answer += String(chunk)))
  socket.on('error', () => undefined)
  socket.on('close', () => (request.isClosed = true))
  socket.write(start)
  onTestFinished(request.leave)
  return request
}

/** Begins an upload of numbers in chunks, with a first one. */
export function beginUpload(url: string, key: string, campaignId: string, text: string): RawRequest {
  const path = `/v1/campaigns/${campaignId}/numbers/import`
  const headers = ['content-type: text/csv', 'transfer-encoding: chunked']
  return beginPost({ url, key, path, headers, start: chunk(text) })
}

/** A piece of a body in chunks (RFC 9112, section 7.1); an empty one ends it. */
export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
}

/** A campaign that takes numbers. */
export async function makeDraft({ call }: Pick<Offhook, 'call'>): Promise<string> {
  const system = await call<{ id: string; extensions: { id: string }[] }>('POST', '/v1/phone-systems', {
    ...{ name: 'Head office', extensions: [{ name: 'One' }] },
  })
  const campaign = await call<{ id: string }>('POST', '/v1/campaigns', {
    ...{ name: 'Survey', phoneSystemId: system.body.id, extensionId: system.body.extensions[0]?.id },
    ...{ startDate: '2026-01-01', endDate: '2099-12-31', timeZoneId: 'Europe/Berlin' },
  })
  return campaign.body.id
}
