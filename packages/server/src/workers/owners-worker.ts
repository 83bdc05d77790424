import { systemActor } from '../accounts/actor.ts'
import { beginDueCampaigns, listEndedCampaigns } from '../campaigns/due.store.ts'
import { failLostImports } from '../campaigns/imports.store.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Ingest } from '../ingest/accept.ts'
import { settleCall } from '../ingest/call-log.ts'
import { listUnsettledCalls } from '../ingest/call-log.store.ts'
import { changeStatus } from '../ingest/change-status.ts'
import type { Clock } from '../lib/clock.ts'
import { isDatabaseAway, type Db } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { deleteOldAnalyses } from '../upkeep/transcripts.store.ts'
import { removeOneTranscript } from '../upkeep/transcripts.ts'
import type { DialectId } from '../webhooks/webhook.ts'
import { pause } from './pause.ts'
import type { Worker } from './worker.ts'

export type OwnersWorkerDeps = {
  db: Db
  ingest: Ingest
  clock: Clock
  log: Logger
  dialects: Record<DialectId, Dialect>
}

const everyMs = 1_000
const retentionEveryMs = 3_600_000
const batch = 200

/**
 * One round of all that happens by itself: campaigns begin and finish, call logs are made, transcripts go. Whether more
 * call logs are due already.
 */
export async function tick(deps: OwnersWorkerDeps): Promise<boolean> {
  await turnCampaigns(deps)
  const hasMore = await settleCalls(deps)
  // Those that still have to wait come again, so this has no end of its own.
  for (let looked = 0; looked < batch && (await removeOneTranscript(deps.db, deps.dialects)); looked += 1);
  return hasMore
}

/** Any number of processes may run it side by side: what one has done, the others find done. */
export function createOwnersWorker(deps: OwnersWorkerDeps): Worker {
  const { db, clock, log } = deps
  let retentionAtMs = -Infinity
  return {
    name: 'owners',
    async run(signal) {
      while (!signal.aborted) {
        let hasMore = false
        try {
          hasMore = await tick(deps)
          if (clock.monotonicMs() - retentionAtMs >= retentionEveryMs) {
            await failLostImports(db)
            while ((await deleteOldAnalyses(db, batch)) >= batch);
            retentionAtMs = clock.monotonicMs()
          }
        } catch (error) {
          if (!isDatabaseAway(error)) throw error
          log.warn({ err: error }, 'owners.databaseAway')
        }
        if (!hasMore) await pause(everyMs, signal)
      }
    },
  }
}

async function turnCampaigns({ db, ingest, clock, log }: OwnersWorkerDeps): Promise<void> {
  const now = clock.now()
  await beginDueCampaigns(db, now)
  for (const { accountId, id } of await listEndedCampaigns(db, now, batch)) {
    try {
      await changeStatus({ db, ingest, now: () => now }, systemActor(accountId), id, 'finish')
      log.info({ campaignId: id }, 'campaign.finished')
    } catch (error) {
      // Someone canceled or prolonged it, or another process finished it, in between.
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    }
  }
}

/** Whether there may be more; not where none could be logged, which would go round and round. */
async function settleCalls({ db, ingest, clock, log }: OwnersWorkerDeps): Promise<boolean> {
  const calls = await listUnsettledCalls(db, batch)
  let settled = 0
  for (const { accountId, callId } of calls) {
    try {
      if (await settleCall({ ingest, now: clock.now }, accountId, callId)) settled += 1
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'unavailable') throw error
      // One call that cannot be logged must not hold up the others.
      log.error({ callId, err: error }, 'callLog.failed')
    }
  }
  return calls.length === batch && settled > 0
}
