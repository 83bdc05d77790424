import type { Messages } from '../messages/en.ts'

/** A CSV as a campaign takes it: its header, and a row to show what goes where. */
export function exampleFile(varNames: readonly string[], t: Messages): string {
  const { separator, exampleNumber, exampleValue } = t.campaigns.upload
  const rows = [
    [exampleNumber, ...varNames],
    ['+493023125042', ...varNames.map(exampleValue)],
  ]
  return rows.map((row) => toCsvRow(row, separator)).join('\r\n') + '\r\n'
}

/** One row, with quotation marks where they are needed. */
export function toCsvRow(fields: readonly string[], separator: string): string {
  return fields.map((field) => (needsQuotes(field, separator) ? quoted(field) : field)).join(separator)
}

function needsQuotes(field: string, separator: string): boolean {
  return field.includes(separator) || /["\r\n]|^\s|\s$/.test(field)
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`
}

/** Lets the browser save a text as a file; spreadsheets know by the mark at its beginning that it is UTF-8. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
