import { AppError } from '../lib/errors.ts'

const maxHeaderBytes = 65_536
// The first bytes that say what kind of file it is.
const magicBytes = 4
const delimiters = [';', ',', '\t', '|'] as const

/** A spreadsheet's text as it comes in, and how its fields are separated. */
export type CsvText = { delimiter: string; chunks: AsyncIterable<string> }

/**
 * Reads uploaded bytes as the text of a CSV: UTF-8 with or without BOM, UTF-16 with BOM, or Windows-1252 as German
 * spreadsheets write it. The delimiter is taken from a first line `sep=;` or found in the header row. Holds no more
 * than the header row in memory; refuses what is no CSV before a single row is read.
 */
export async function openCsv(bytes: AsyncIterable<Buffer>): Promise<CsvText> {
  const chunks = decode(bytes)
  try {
    return await openText(chunks)
  } catch (error) {
    // Lets go of the upload, so that what is left of it can be read away.
    await chunks.return(undefined)
    throw error
  }
}

type Chunks = AsyncGenerator<string, void, undefined>

async function openText(chunks: Chunks): Promise<CsvText> {
  let head = ''
  let isWhole = false
  while (!isWhole && headerEnd(head) < 0) {
    const next = await chunks.next()
    if (next.done === true) isWhole = true
    else head += next.value
    if (headerEnd(head) < 0 && Buffer.byteLength(head) > maxHeaderBytes) throw tooLong()
  }
  if (head.trim() === '') throw refuse('The file is empty.')
  const declared = /^sep=(.)\r?\n/i.exec(head)
  const text = declared === null ? head : head.slice(declared[0].length)
  const headerRow = text.slice(0, headerEnd(text) < 0 ? undefined : headerEnd(text))
  if (Buffer.byteLength(headerRow) > maxHeaderBytes) throw tooLong()
  return { delimiter: declared?.[1] ?? delimiterOf(headerRow), chunks: continueWith(text, chunks) }
}

async function* continueWith(head: string, rest: Chunks): Chunks {
  try {
    yield head
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/**
 * Where the header row ends; -1 as long as that is not known. A line break inside quotes does not end it, and quotes
 * begin with a field: those in the middle of a name, as in `5" pipe`, stand for themselves.
 */
function headerEnd(text: string): number {
  const start = /^sep=.\r?\n/i.exec(text)?.[0].length ?? 0
  let isQuoted = false
  for (let index = start; index < text.length; index += 1) {
    const char = text[index]
    if (isQuoted && char === '"' && text[index + 1] === '"') index += 1
    else if (char === '"') isQuoted = !isQuoted && (index === start || isDelimiter(text[index - 1]))
    else if (!isQuoted && (char === '\n' || char === '\r')) return index
  }
  return -1
}

function isDelimiter(char: string | undefined): boolean {
  return delimiters.some((delimiter) => delimiter === char)
}

/** The one that separates most fields of the header row; a comma when there is but one field. */
function delimiterOf(headerRow: string): string {
  const plain = headerRow.replaceAll(/"(?:[^"]|"")*"/g, '')
  const counts = delimiters.map((delimiter) => plain.split(delimiter).length - 1)
  const most = Math.max(...counts)
  return most === 0 ? ',' : (delimiters[counts.indexOf(most)] ?? ',')
}

async function* decode(bytes: AsyncIterable<Buffer>): Chunks {
  let decoder: Decoder | undefined
  let head: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    if (decoder !== undefined) yield clean(decoder.decode(chunk))
    else {
      head = Buffer.concat([head, chunk])
      if (head.length < magicBytes) continue
      decoder = decoderFor(head)
      yield clean(decoder.decode(head))
    }
  }
  if (decoder === undefined) {
    decoder = decoderFor(head)
    yield clean(decoder.decode(head))
  }
  yield clean(decoder.end())
}

// Postgres cannot hold it, and no text has it: the file is something else.
function clean(text: string): string {
  if (text.includes('\0')) throw refuse('The file holds binary data; save it as CSV and upload that.')
  return text
}

type Decoder = { decode: (chunk: Buffer) => string; end: () => string }

function decoderFor(first: Buffer): Decoder {
  const magic = first.subarray(0, magicBytes).toString('latin1')
  // The two letters alone may be the start of a column’s name, such as PKW.
  if (magic.startsWith('PK\u0003\u0004') || magic.startsWith('PK\u0005\u0006'))
    throw refuse('The file is a ZIP or an Excel workbook (.xlsx), not a CSV: save it as CSV and upload that.')
  if (magic.startsWith('\u001f\u008b')) throw refuse('The file is compressed with gzip; upload it unpacked.')
  if (magic.startsWith('\u00d0\u00cf\u0011\u00e0'))
    throw refuse('The file is an old Excel workbook (.xls), not a CSV: save it as CSV and upload that.')
  if (magic.startsWith('%PDF')) throw refuse('The file is a PDF, not a CSV.')
  if (magic.startsWith('\u00ff\u00fe')) return plainDecoder('utf-16le')
  if (magic.startsWith('\u00fe\u00ff')) return plainDecoder('utf-16be')
  return utf8OrWindows()
}

function plainDecoder(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding)
  return { decode: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

/**
 * UTF-8 until the first byte that is none. If all before it was plain ASCII, the file is Windows-1252 and goes on as
 * such; a file that mixes both cannot be read without guessing at people's names.
 */
function utf8OrWindows(): Decoder {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const windows = new TextDecoder('windows-1252')
  let isWindows = false
  let hasUtf8 = false
  let held: Buffer = Buffer.alloc(0)
  const read = (chunk: Buffer, isEnd: boolean): string => {
    if (isWindows) return windows.decode(chunk)
    // A character may be cut at the end of a chunk: its bytes wait for the next one.
    const all = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const cut = isEnd ? all.length : wholeLength(all)
    try {
      const text = utf8.decode(all.subarray(0, cut))
      hasUtf8 ||= Buffer.byteLength(text) !== text.length
      held = Buffer.from(all.subarray(cut))
      return text
    } catch {
      if (hasUtf8) throw refuse('The file mixes UTF-8 with another encoding; save it as CSV in UTF-8.')
      isWindows = true
      held = Buffer.alloc(0)
      return windows.decode(all)
    }
  }
  return { decode: (chunk) => read(chunk, false), end: () => read(Buffer.alloc(0), true) }
}

/** How many bytes end with a whole UTF-8 character. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

function tooLong(): AppError {
  return refuse(
    `The header row is longer than ${maxHeaderBytes / 1024} KiB: this is not a CSV with a header row.`,
  )
}

function refuse(detail: string): AppError {
  return new AppError('invalid_request', detail, { fields: [{ path: '', message: detail }] })
}
