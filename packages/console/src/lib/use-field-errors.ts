import { fieldErrorsOf } from './api.ts'
import { useText } from './language.tsx'
import { say } from './sayings.ts'

/** What is wrong with single fields, by their path and in the language chosen. */
export function useFieldErrors(error: unknown): Record<string, string> {
  const t = useText()
  const entries = Object.entries(fieldErrorsOf(error))
  return Object.fromEntries(entries.map(([path, message]) => [path, say(message, t)]))
}
