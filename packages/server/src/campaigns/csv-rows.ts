import { AppError } from '../lib/errors.ts'
import { parseNumber } from './phone-number.ts'

/** Which column of a file holds what. */
export type Columns = {
  number: number
  /** For each variable of the campaign, its column. */
  variables: number[]
  varNames: string[]
  /** Names of columns that no variable takes. */
  ignored: string[]
}

export type Row =
  | { ok: true; number: string; varValues: string[] }
  | { ok: false; reason: string; value: string }

const numberNames = new Set([
  ...[
    'number',
    'phone',
    'phone number',
    'phonenumber',
    'phone_number',
    'telephone',
    'tel',
    'mobile',
    'msisdn',
  ],
  ...['nummer', 'telefon', 'telefonnummer', 'rufnummer', 'handy', 'handynummer', 'mobil', 'mobilnummer'],
])
const maxValueLength = 10_000

/**
 * Finds the columns by the header row. The number's column is the one asked for, or the first whose name says so, or
 * the first of all. A campaign without variables takes all other columns as such when it may (`varNames` null).
 */
export function readHeader(
  header: readonly string[],
  varNames: readonly string[] | null,
  numberColumn: string | undefined,
): Columns {
  const names = header.map((name) => name.trim())
  const lower = names.map((name) => name.toLowerCase())
  checkNames(lower, names)
  const number = findNumberColumn(lower, numberColumn)
  const others = names.filter((name, index) => index !== number && name !== '')
  const wanted = varNames ?? others
  const variables = wanted.map((name) =>
    lower.findIndex((entry, index) => index !== number && entry === name.trim().toLowerCase()),
  )
  const missing = wanted.filter((_, index) => (variables[index] ?? -1) < 0)
  if (missing.length > 0)
    throw refuse(`The header row has no column for the variable ${missing.map(quoted).join(', ')}.`)
  const taken = new Set(variables)
  return {
    number,
    variables,
    varNames: [...wanted],
    ignored: names.filter((name, index) => index !== number && !taken.has(index) && name !== ''),
  }
}

/** One row of the file as a number with its variables, or why it is refused. Pure. */
export function readRow(fields: readonly string[], columns: Columns): Row {
  const given = fields[columns.number] ?? ''
  const parsed = parseNumber(given)
  if (!parsed.ok) return { ok: false, reason: `the number ${parsed.reason}`, value: given.slice(0, 100) }
  const varValues = columns.variables.map((column) => fields[column] ?? '')
  const long = columns.varNames.find((_, index) => (varValues[index]?.length ?? 0) > maxValueLength)
  if (long !== undefined) {
    const reason = `the variable ${quoted(long)} has more than ${maxValueLength} characters`
    return { ok: false, reason, value: given.slice(0, 100) }
  }
  return { ok: true, number: parsed.number, varValues }
}

function findNumberColumn(lower: readonly string[], asked: string | undefined): number {
  if (asked === undefined)
    return Math.max(
      0,
      lower.findIndex((name) => numberNames.has(name)),
    )
  const found = lower.indexOf(asked.trim().toLowerCase())
  if (found < 0) throw refuse(`The header row has no column ${quoted(asked)}.`)
  return found
}

function checkNames(lower: readonly string[], names: readonly string[]): void {
  const first = lower[0] ?? ''
  if (lower.length === 1 && parseNumber(first).ok)
    throw refuse('The first row must be a header row with the names of the columns.')
  const repeated = lower.findIndex((name, index) => name !== '' && lower.indexOf(name) !== index)
  if (repeated >= 0) throw refuse(`The header row has the column ${quoted(names[repeated] ?? '')} twice.`)
}

function quoted(name: string): string {
  return `“${name.slice(0, 100)}”`
}

function refuse(detail: string): AppError {
  return new AppError('invalid_request', detail, { fields: [{ path: '', message: detail }] })
}
