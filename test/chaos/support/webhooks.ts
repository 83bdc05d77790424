import { callApi } from '../../../packages/server/testing/offhook.ts'
import { processKey } from '../../support/spawn-offhook.ts'
import type { ChaosReceiver } from './receiver.ts'

export type ChaosWebhook = { path: string; settings?: Record<string, unknown> }

const common = { maxConnections: 25, eventTypes: ['call.transcript'] }

/** Makes webhooks for what a load posts, through the API. Returns the path of each webhook by its id. */
export async function createWebhooks(
  apiUrl: string,
  receiver: ChaosReceiver,
  webhooks: readonly ChaosWebhook[],
): Promise<Map<string, string>> {
  const paths = new Map<string, string>()
  for (const { path, settings } of webhooks) {
    const wanted = { url: receiver.origin + path, ...common, ...settings }
    const { status, body } = await callApi<{ id: string }>(apiUrl, processKey, 'POST', '/v1/webhooks', wanted)
    if (status !== 201) throw new Error(`The webhook was answered ${status}: ${JSON.stringify(body)}`)
    paths.set(body.id, path)
  }
  return paths
}

/** Four receivers, one of them ordered by call. */
export const fourWebhooks: readonly ChaosWebhook[] = [
  { path: '/hook/1' },
  { path: '/hook/2' },
  { path: '/hook/3' },
  { path: '/hook/ordered', settings: { ordering: 'per-call' } },
]

export const fourPaths = fourWebhooks.map(({ path }) => path)
export const orderedPaths = ['/hook/ordered']
