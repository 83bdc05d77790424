import type { z } from 'zod'
import type { FieldError } from './errors.ts'

const MAX_FIELDS = 20
const MAX_KEY_LENGTH = 100
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/

/** A place inside a value as people write it: `events[3].call.id`; odd keys in brackets and quotes. */
export function joinPath(base: string, keys: readonly PropertyKey[]): string {
  let path = base
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`
    else path += namedKey(String(key), path === '')
  }
  return path
}

function namedKey(key: string, isFirst: boolean): string {
  const shown = key.length > MAX_KEY_LENGTH ? `${key.slice(0, MAX_KEY_LENGTH)}…` : key
  if (!PLAIN_KEY.test(shown)) return `[${JSON.stringify(shown)}]`
  return isFirst ? shown : `.${shown}`
}

/**
 * What a schema found wrong as fields with messages that say what is expected, at most 20 of them. `input` is the
 * value that was checked; `path` is where it stands in the request.
 */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], input: unknown, path: string): FieldError[] {
  const fields: FieldError[] = []
  for (const issue of issues) {
    if (fields.length >= MAX_FIELDS) break
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, MAX_FIELDS - fields.length)) {
        fields.push({ path: joinPath(path, [...issue.path, key]), message: 'is not a known field' })
      }
    } else {
      fields.push({ path: joinPath(path, issue.path), message: messageOf(issue, input) })
    }
  }
  return fields
}

function messageOf(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'invalid_type') {
    return isMissing(input, issue.path)
      ? 'is required'
      : `must be ${typeNames[issue.expected] ?? issue.expected}`
  }
  if (issue.code === 'invalid_value') {
    return isMissing(input, issue.path)
      ? 'is required'
      : `must be one of ${issue.values.map(String).join(', ')}`
  }
  if (issue.code === 'too_big') return tooBig(issue.origin, String(issue.maximum))
  if (issue.code === 'too_small') {
    return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`
  }
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return 'must be a calendar date such as 2026-04-08'
  return issue.message
}

const typeNames: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

function tooBig(origin: string, maximum: string): string {
  if (origin === 'string') return `must have at most ${maximum} characters`
  if (origin === 'array') return `must have at most ${maximum} entries`
  return `must be at most ${maximum}`
}

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return true
    value = Reflect.get(value, key)
  }
  return value === undefined
}
