/**
 * Numbers from an uploaded CSV, as a stream: whatever its size, only one batch of rows is in memory. All rows are
 * added in one transaction, so an upload that breaks off leaves nothing behind; its progress is written beside it. The
 * campaign is locked only at the end: a slow upload must not keep it from being paused or from taking call results.
 */
import type { Actor } from '../accounts/actor.ts'
import { audit } from '../accounts/audit.store.ts'
import type { Db } from '../lib/db.ts'
import { AppError, toError } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { createScratch, type Scratch } from '../lib/scratch.ts'
import type { Campaign } from './campaign.ts'
import { getCampaign, updateCampaignRow } from './campaigns.store.ts'
import { readBatches, type CsvRow } from './csv-batches.ts'
import { readHeader, readRow, type Columns } from './csv-rows.ts'
import { openCsv } from './csv-text.ts'
import {
  beginImport,
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

// Each is a transaction of its own.
const batchesPerProgress = 8
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
  const onProgress = (progress: Progress) => updateImport(db.kysely, accountId, id, progress)
  try {
    await db.kysely.transaction().execute(async (tx) => {
      // Not within the transaction, so that it is seen while it runs; but under its lock, or it would be taken for lost.
      await beginImport(tx, id)
      await insertImport(db, accountId, { id, campaignId })
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
  const progress: Progress = { rowsRead: 0, added: 0, duplicates: 0, refused: 0 }
  const scratch = createScratch()
  let columns: Columns | undefined
  let batches = 0
  const save = async (rows: readonly CsvRow[], by: Columns) => {
    progress.rowsRead += rows.length
    const read = rows.map((row) => toReadRow(row, by))
    await saveBatch({ tx, accountId, campaignId: campaign.id, importId, scratch }, read, progress)
    batches += 1
    if (batches % batchesPerProgress === 0) await onProgress(progress)
  }
  // One batch is written while the next one is read, never more.
  let writing = Promise.resolve()
  try {
    for await (const rows of readBatches(await openCsv(upload.bytes))) {
      if (columns === undefined) {
        columns = await openHeader(tx, accountId, campaign, rows[0]?.fields ?? [], upload.numberColumn)
        continue
      }
      await writing
      writing = save(rows, columns)
      // It is waited for below, also when reading fails first.
      writing.catch(() => undefined)
    }
  } finally {
    await writing
  }
  const ignoredColumns = columns?.ignored ?? []
  await updateImport(tx, accountId, importId, { ...progress, status: 'completed', ignoredColumns })
  return columns
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

type Target = {
  tx: Transaction
  accountId: string
  campaignId: string
  importId: string
  scratch: Scratch
}

type ReadRow = RefusedRow & { number: NewNumber | null }

function toReadRow({ rowNumber, fields }: CsvRow, columns: Columns): ReadRow {
  const row = readRow(fields, columns)
  if (!row.ok) return { rowNumber, number: null, reason: row.reason, value: row.value }
  const number = { id: newId(), number: row.number, varValues: row.varValues }
  return { rowNumber, number, reason: 'the campaign has this number already', value: row.number }
}

/** Adds the good rows; what is left was refused or is a duplicate, in the file or with what was there before. */
async function saveBatch(
  { tx, accountId, campaignId, importId, scratch }: Target,
  rows: readonly ReadRow[],
  progress: Progress,
): Promise<void> {
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]))
  const present = await insertNumbers(tx, accountId, campaignId, numbers, scratch)
  const left = rows.filter(({ number }) => number === null || present.has(number.id))
  const kept = Math.max(0, maxRefusedKept - progress.refused - progress.duplicates)
  const refused = left
    .slice(0, kept)
    .map(({ rowNumber, reason, value }): RefusedRow => ({ rowNumber, reason, value }))
  await insertRefusedRows(tx, accountId, importId, refused)
  progress.added += numbers.length - present.size
  progress.duplicates += present.size
  progress.refused += rows.length - numbers.length
}

function asRefusal(error: unknown): unknown {
  const { code } = toError(error) as Error & { code?: string }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new AppError('invalid_request', 'The upload broke off. Nothing was added.')
  return error
}
