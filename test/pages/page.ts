import { expect } from 'vitest'
import type { Offhook } from '../../packages/server/testing/offhook.ts'
import type { Received } from '../../packages/server/testing/receiver.ts'

/** The body as sent must be this value and nothing else, keys in this order. */
export function expectBody(received: Received | undefined, expected: unknown): void {
  expect(JSON.parse(received?.body ?? 'null')).toEqual(expected)
  expect(received?.body).toBe(JSON.stringify(expected))
}

/** Calls the API and expects it to work; returns the answer's body. */
export async function ok<T = Record<string, unknown>>(
  offhook: Offhook,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await offhook.call<T>(method, path, body)
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
