import type { Problem } from '@offhook/api'
import { api, ApiError, ask } from '../lib/api.ts'
import type { NumberImport } from './queries.ts'

export type Sending = {
  /** What became of the file; an ApiError when nothing of it was taken. */
  done: Promise<NumberImport>
  stop: () => void
}

/**
 * Sends a file of numbers as it is, and tells how many bytes have gone. Only XMLHttpRequest tells that; it is the same
 * request as fetch would make otherwise.
 */
export function sendNumbers(
  campaignId: string,
  file: Blob,
  numberColumn: string,
  onSent: (bytes: number) => void,
): Sending {
  const request = new XMLHttpRequest()
  const query = numberColumn === '' ? '' : `?numberColumn=${encodeURIComponent(numberColumn)}`
  request.open('POST', `/v1/campaigns/${encodeURIComponent(campaignId)}/numbers/import${query}`)
  request.setRequestHeader('content-type', 'text/csv')
  request.setRequestHeader('offhook-console', '1')
  request.responseType = 'json'
  request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
  const done = new Promise<NumberImport>((resolve, reject) => {
    request.addEventListener('load', () => {
      const body: unknown = request.response
      if (request.status === 200) resolve(body as NumberImport)
      else reject(new ApiError(request.status, (body ?? undefined) as Problem | undefined))
    })
    request.addEventListener('error', () => reject(new ApiError(0, undefined)))
    request.addEventListener('abort', () => reject(new Stopped()))
  })
  request.send(file)
  return { done, stop: () => request.abort() }
}

/** The upload was stopped by whoever began it. */
export class Stopped extends Error {
  override name = 'Stopped' as const
}

const lookEveryMs = 300

/**
 * What became of an upload after it was stopped: what the server had in full by then it may still take. It is the
 * newest that was not there before; undefined when the server never saw it begin.
 */
export async function waitForEnd(
  campaignId: string,
  before: readonly NumberImport[],
): Promise<NumberImport | undefined> {
  const params = { path: { id: campaignId }, query: { limit: 5 } }
  for (;;) {
    const { data } = await ask(api.GET('/v1/campaigns/{id}/imports', { params }))
    const own = data.find(({ id }) => !before.some((known) => known.id === id))
    if (own?.status !== 'running') return own
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
