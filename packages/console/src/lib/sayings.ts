import type { Messages } from '../messages/en.ts'
import { fieldErrorsOf } from './api.ts'
import { useText } from './language.tsx'

/** What the server said, in the language chosen where there are words for it. */
export function say(said: string, t: Messages): string {
  for (const [pattern, words] of t.sayings) {
    const match = pattern.exec(said)
    if (match !== null) return words(...match.slice(1))
  }
  return said
}

/** What is wrong with single fields, by their path and in the language chosen. */
export function useFieldErrors(error: unknown): Record<string, string> {
  const t = useText()
  const entries = Object.entries(fieldErrorsOf(error))
  return Object.fromEntries(entries.map(([path, message]) => [path, say(message, t)]))
}
