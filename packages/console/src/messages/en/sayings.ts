/** What the server says and the words for it; parts in brackets are handed on. */
export type Saying = readonly [said: RegExp, words: (...parts: string[]) => string]

/** The server speaks English: only what it says to programs is put differently for people. */
export const sayings: readonly Saying[] = [
  // The general sentence says the same.
  [/^(Some fields are not as they should be|These settings cannot be used)\.$/, () => ''],
  [/^must be the id of one that exists$/, () => 'Choose one that exists.'],
  [/^(must|cannot|can|choose|speaks|hangs) (.+)$/, (verb = '', rest = '') => `${capital(verb)} ${rest}.`],
  [
    /^(the number )?(is|has|was) (.+)$/,
    (subject, verb = '', rest = '') => `${capital(subject ?? 'it ')}${verb} ${rest}.`,
  ],
  [/^the (.+)$/, (rest = '') => `The ${rest}.`],
]

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
