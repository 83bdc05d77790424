/**
 * Numbers from an uploaded CSV, as a stream: whatever its size, only one batch of rows is in memory. All rows are
 * added in one transaction, so an upload that breaks off leaves nothing behind; its progress is written beside it. The
 * campaign is locked only at the end: a slow upload must not keep it from being paused or from taking call results.
 */
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError, toError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Campaign } from './campaign.ts'
import { getCampaign, updateCampaignRow } from './campaigns.store.ts'
import { readHeader, readRow, type Columns } from './csv-rows.ts'
import { openCsv } from './csv-text.ts'
import {
  getImport,
  insertImport,
  insertRefusedRows,
  updateImport,
  type NumberImport,
  type Progress,
  type RefusedRow,
} from './imports.store.ts'
import { checkNumbersOpen } from './numbers.ts'
import { hasNumbers, insertNumbers, lockNumbers, type NewNumber } from './numbers.store.ts'

export type Upload = { bytes: AsyncIterable<Buffer>; numberColumn: string | undefined }

type Transaction = Parameters<typeof getCampaign>[0]
type ParsedRow = { record: string[]; info: { records: number; empty_lines: number } }

const batchRows = 1_000
const maxRecordBytes = 1_048_576
// Enough to mend a file by; beyond that the count says that something is wrong with all of it.
const maxRefusedKept = 10_000

/** Reads the upload into the campaign and tells how it went. Throws when nothing of it could be used. */
export async function importNumbers(
  db: Db,
  actor: Actor,
  campaignId: string,
  upload: Upload,
): Promise<NumberImport> {
  const { accountId } = actor
  checkNumbersOpen(await getCampaign(db.kysely, accountId, campaignId))
  const id = newId()
  await insertImport(db, accountId, { id, campaignId })
  const onProgress = (progress: Progress) => updateImport(db.kysely, accountId, id, progress)
  try {
    await db.kysely.transaction().execute(async (tx) => {
      await lockNumbers(tx, accountId, campaignId)
      const campaign = await getCampaign(tx, accountId, campaignId)
      checkNumbersOpen(campaign)
      const columns = await readUpload(tx, actor, campaign, id, upload, onProgress)
      await finishUpload(tx, accountId, campaign, columns)
      await audit(tx, actor, 'campaign.numbersImported', campaignId)
    })
  } catch (error) {
    const known = asRefusal(error)
    const none = { added: 0, duplicates: 0, refused: 0 }
    await updateImport(db.kysely, accountId, id, {
      status: 'failed',
      detail: toError(known).message,
      ...none,
    })
    throw known
  }
  return getImport(db, accountId, campaignId, id)
}

async function readUpload(
  tx: Transaction,
  actor: Actor,
  campaign: Campaign,
  importId: string,
  upload: Upload,
  onProgress: (progress: Progress) => Promise<void>,
): Promise<Columns | undefined> {
  const { accountId } = actor
  const { delimiter, chunks } = await openCsv(upload.bytes)
  const progress: Progress = { rowsRead: 0, added: 0, duplicates: 0, refused: 0 }
  let columns: Columns | undefined
  let batch: ReadRow[] = []
  const flush = async () => {
    await saveBatch(tx, accountId, campaign.id, importId, batch, progress)
    batch = []
    await onProgress(progress)
  }
  for await (const { record, info } of parseRows(chunks, delimiter)) {
    if (columns === undefined) {
      columns = await openHeader(tx, accountId, campaign, record, upload.numberColumn)
      continue
    }
    if (record.every((field) => field.trim() === '')) continue
    progress.rowsRead += 1
    batch.push({ ...toReadRow(record, columns), rowNumber: info.records + info.empty_lines })
    if (batch.length >= batchRows) await flush()
  }
  await flush()
  const ignoredColumns = columns?.ignored ?? []
  await updateImport(tx, accountId, importId, { ...progress, status: 'completed', ignoredColumns })
  return columns
}

/** Rows, counted as a spreadsheet shows them. Quotes in odd places are taken as they stand. */
function parseRows(chunks: AsyncIterable<string>, delimiter: string): AsyncIterable<ParsedRow> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
  })
  const source = Readable.from(chunks)
  source.on('error', (error) => parser.destroy(error))
  return source.pipe(parser)
}

/** A draft without variables and numbers takes those of the file. */
async function openHeader(
  tx: Transaction,
  accountId: string,
  campaign: Campaign,
  header: readonly string[],
  numberColumn: string | undefined,
): Promise<Columns> {
  const isOpen =
    campaign.varNames.length === 0 &&
    campaign.status === 'draft' &&
    !(await hasNumbers(tx, accountId, campaign.id))
  const columns = readHeader(header, isOpen ? null : campaign.varNames, numberColumn)
  if (columns.varNames.length > 100)
    throw new AppError('invalid_request', 'The header row has more than 100 columns.')
  return columns
}

/** What the campaign is by now must still take the numbers: it may have been started, ended or changed meanwhile. */
async function finishUpload(
  tx: Transaction,
  accountId: string,
  { id, varNames }: Campaign,
  columns: Columns | undefined,
): Promise<void> {
  const campaign = await getCampaign(tx, accountId, id, 'forChange')
  checkNumbersOpen(campaign)
  if (campaign.varNames.join('\n') !== varNames.join('\n'))
    throw new AppError('conflict', 'The campaign’s variables were changed during the upload.')
  if (columns !== undefined && columns.varNames.join('\n') !== varNames.join('\n'))
    await updateCampaignRow(tx, accountId, id, { varNames: columns.varNames })
}

type ReadRow = { rowNumber: number; number: NewNumber | null; reason: string; value: string }

function toReadRow(record: readonly string[], columns: Columns): Omit<ReadRow, 'rowNumber'> {
  const row = readRow(record, columns)
  if (!row.ok) return { number: null, reason: row.reason, value: row.value }
  const number = { id: newId(), number: row.number, varValues: row.varValues }
  return { number, reason: 'the campaign has this number already', value: row.number }
}

/** Adds the good rows; what is left was refused or is a duplicate, in the file or with what was there before. */
async function saveBatch(
  tx: Transaction,
  accountId: string,
  campaignId: string,
  importId: string,
  batch: readonly ReadRow[],
  progress: Progress,
): Promise<void> {
  const distinct = new Map<string, NewNumber>()
  for (const { number } of batch) {
    if (number !== null && !distinct.has(number.number)) distinct.set(number.number, number)
  }
  const added = await insertNumbers(tx, accountId, campaignId, [...distinct.values()])
  const left = batch.filter(({ number }) => number === null || !added.has(number.id))
  const kept = Math.max(0, maxRefusedKept - progress.refused - progress.duplicates)
  await insertRefusedRows(
    tx,
    accountId,
    importId,
    left.slice(0, kept).map(({ rowNumber, reason, value }): RefusedRow => ({ rowNumber, reason, value })),
  )
  progress.added += added.size
  progress.duplicates += left.filter(({ number }) => number !== null).length
  progress.refused += left.filter(({ number }) => number === null).length
}

function asRefusal(error: unknown): unknown {
  const { code, message } = toError(error) as Error & { code?: string }
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new AppError('invalid_request', 'A row is longer than 1 MiB: is a quotation mark left open?')
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new AppError('invalid_request', 'The file ends inside quotation marks; one of them is left open.')
  if (code?.startsWith('CSV_') === true)
    return new AppError('invalid_request', `The CSV cannot be read: ${message}`)
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new AppError('invalid_request', 'The upload broke off. Nothing was added.')
  return error
}
