import type { SignInput } from './dialect.ts'
import { createSigner } from './signing-keys.ts'

const PREFIX = 'whsec_'

const sign = createSigner(
  (secret) => Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64'),
  'base64',
)

/**
 * The three headers of Standard Webhooks 1.0: `webhook-id` (the event's id, the same on every attempt),
 * `webhook-timestamp` (the attempt's time in Unix seconds) and `webhook-signature`, one `v1,<base64>` for each secret
 * over `id.timestamp.body`. The key is the base64-decoded part of the secret after `whsec_`.
 */
export function standardWebhooksHeaders(input: SignInput): Record<string, string> {
  const timestamp = Math.floor(input.now.getTime() / 1000)
  const signed = `${input.eventId}.${timestamp}.${input.body}`
  return {
    'webhook-id': input.eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': input.secrets.map((secret) => `v1,${sign(secret, signed)}`).join(' '),
  }
}

/** The headers of a JSON body that is signed by Standard Webhooks. */
export function signedJsonHeaders(input: SignInput): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    ...standardWebhooksHeaders(input),
    ...testHeader(input),
  }
}

/** `Offhook-Test: true` on a test delivery, nothing on a real one. */
export function testHeader(input: SignInput): Record<string, string> {
  return input.isTest ? { 'Offhook-Test': 'true' } : {}
}
