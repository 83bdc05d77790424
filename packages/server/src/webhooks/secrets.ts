import { randomBytes } from 'node:crypto'
import type { SecretBox } from '../lib/secret-box.ts'

/** A new signing secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

export function sealSecret(box: SecretBox, webhookId: string, secret: string): string {
  return box.seal(secret, `webhooks:${webhookId}:secret`)
}

export function openSecret(box: SecretBox, webhookId: string, sealed: string): string {
  return box.open(sealed, `webhooks:${webhookId}:secret`)
}

export function sealHeaders(box: SecretBox, webhookId: string, headers: Record<string, string>): string {
  return box.seal(JSON.stringify(headers), `webhooks:${webhookId}:headers`)
}

export function openHeaders(box: SecretBox, webhookId: string, sealed: string): Record<string, string> {
  return JSON.parse(box.open(sealed, `webhooks:${webhookId}:headers`)) as Record<string, string>
}
