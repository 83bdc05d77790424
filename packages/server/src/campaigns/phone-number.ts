/** A number in E.164 with its plus, or why the text is none. */
export type ParsedNumber = { ok: true; number: string } | { ok: false; reason: string }

const scientific = /^\+?(\d+)(?:[.,](\d+))?e\+?(\d{1,3})$/i

/**
 * Reads a phone number as people and spreadsheets write it: with spaces, brackets and dashes, `00` or `+` or nothing
 * before the country code, `(0)` after that, a `.0` at the end, a leading apostrophe or `="…"` around it. Scientific
 * notation is taken only where it lost no digit. Pure.
 */
export function parseNumber(input: string): ParsedNumber {
  const text = input
    .trim()
    .replace(/^'/, '')
    .replace(/^="(.*)"$/, '$1')
    .trim()
  if (text === '') return refuse('is empty')
  const exponent = scientific.exec(text)
  if (exponent !== null) return fromScientific(exponent)
  const compact = text
    .replace(/^(?:tel|sip):/i, '')
    .replace(/(?<=\d)[.,]0$/, '')
    .replace(/\(\s*0\s*\)/, '(0)')
    .replaceAll(/[\s.\-/\u00a0\u2010-\u2015\u202f]|\((?!0\))|(?<!\(0)\)/g, '')
    // Not dialled after a country code; without one it is the 0 of a number that has none, and elsewhere no number.
    .replace(/^((?:\+|00)?\d{1,3})\(0\)/, '$1')
    .replace(/^\(0\)/, '0')
  if (!/^\+?\d+$/.test(compact)) return refuse('is not a phone number')
  return checkDigits(compact.replace(/^(\+|00)/, ''))
}

/** Exact only when every digit up to the units is written out: 4.9211635534E+10 is, 4.92116E+10 is not. */
function fromScientific([, whole = '', fraction = '', exponent = '']: RegExpExecArray): ParsedNumber {
  if (whole.length !== 1 || fraction.length !== Number(exponent)) {
    return refuse(
      'was cut to scientific notation by a spreadsheet; format the column as text and export again',
    )
  }
  return checkDigits(whole + fraction)
}

// E.164 allows 15 digits; the shortest numbers with a country code that are in use have 7.
function checkDigits(digits: string): ParsedNumber {
  if (digits.startsWith('0')) return refuse('has no country code')
  if (digits.length < 7) return refuse('is too short for a number with a country code')
  if (digits.length > 15) return refuse('has more than 15 digits')
  return { ok: true, number: `+${digits}` }
}

function refuse(reason: string): ParsedNumber {
  return { ok: false, reason }
}
