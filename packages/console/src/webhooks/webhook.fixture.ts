import type { Schemas } from '../lib/api.ts'

/** A webhook as the API shows it. */
export const webhook: Schemas['Webhook'] = {
  ...{ id: '019d6bf3-0000-7000-8000-000000000000', name: 'Shop', url: 'https://shop.example.com/hook' },
  ...{ dialect: 'offhook', eventTypes: ['call.ended'], binding: { kind: 'account', ids: [] } },
  ...{ headers: { 'X-Key': '********' }, timeoutMs: 5_000, maxRetries: 3, eventMaxAgeSeconds: 3_600 },
  ...{ maxConnections: 2, rateLimitPerSecond: 5, ordering: 'none', success: '2xx', chunked: false },
  ...{ enabled: true, disabledReason: null, disabledAt: null, failing: null },
  ...{ createdAt: '2026-04-08T09:24:04Z', updatedAt: '2026-04-08T09:24:04Z' },
}
