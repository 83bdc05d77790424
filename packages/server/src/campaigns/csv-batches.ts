import { Readable } from 'node:stream'
import { parse, type Parser } from 'csv-parse'
import { AppError, toError } from '../lib/errors.ts'
import type { CsvText } from './csv-text.ts'

/** A row of the file, counted as a spreadsheet shows them: the header is row 1. */
export type CsvRow = { rowNumber: number; fields: string[] }

const maxRecordBytes = 1_048_576
// An option of its stream that its types leave out: the 16 rows it would read ahead may be huge ones.
const readAhead = { readableHighWaterMark: 1 }
const maxBatchRows = 500
const maxBatchCharacters = 131_072

/**
 * The rows of a CSV in batches, the first of which is the header row alone; empty rows are left out. A batch is bounded
 * in its text too, so that a file of few and huge rows takes no more memory than one of many small ones. Quotes in odd
 * places are taken as they stand.
 */
export async function* readBatches({
  delimiter,
  chunks,
}: CsvText): AsyncGenerator<CsvRow[], void, undefined> {
  const parser = parse({
    ...readAhead,
    delimiter,
    bom: true,
    // Found out by itself, it would be that of the first row alone.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: maxRecordBytes,
  })
  const source = Readable.from(withoutEndlessRows(chunks, parser))
  source.on('error', (error) => parser.destroy(error))
  try {
    yield* gather(source.pipe(parser))
  } catch (error) {
    throw asRefusal(error)
  } finally {
    source.destroy()
  }
}

async function* gather(rows: AsyncIterable<string[]>): AsyncGenerator<CsvRow[], void, undefined> {
  let rowNumber = 0
  let batch: CsvRow[] = []
  let characters = 0
  let isHeader = true
  for await (const fields of rows) {
    rowNumber += 1
    if (fields.every((field) => field.trim() === '')) continue
    batch.push({ rowNumber, fields })
    for (const field of fields) characters += field.length
    if (!isHeader && batch.length < maxBatchRows && characters < maxBatchCharacters) continue
    yield batch
    batch = []
    characters = 0
    isHeader = false
  }
  if (batch.length > 0) yield batch
}

/** The parser's own limit counts what is in the fields, not how many there are: a row of nothing but commas has no end. */
async function* withoutEndlessRows(chunks: AsyncIterable<string>, parser: Parser): AsyncGenerator<string> {
  let records = 0
  let characters = 0
  for await (const chunk of chunks) {
    if (parser.info.records > records) characters = 0
    records = parser.info.records
    if (characters > 2 * maxRecordBytes) throw tooLong()
    characters += chunk.length
    yield chunk
  }
}

function asRefusal(error: unknown): unknown {
  const { code, message } = toError(error) as Error & { code?: string }
  if (code === 'CSV_MAX_RECORD_SIZE') return tooLong()
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new AppError('invalid_request', 'The file ends inside quotation marks; one of them is left open.')
  if (code?.startsWith('CSV_') === true)
    return new AppError('invalid_request', `The CSV cannot be read: ${message}`)
  return error
}

function tooLong(): AppError {
  return new AppError('invalid_request', 'A row is longer than 1 MiB: is a quotation mark left open?')
}
