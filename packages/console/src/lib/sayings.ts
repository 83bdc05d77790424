import type { Messages } from '../messages/en.ts'

/** What the server said, in the language chosen where there are words for it. */
export function say(said: string, t: Messages): string {
  for (const [pattern, words] of t.sayings) {
    const match = pattern.exec(said)
    if (match !== null) return words(...match.slice(1))
  }
  return said
}
