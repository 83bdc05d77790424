/**
 * The call log of calls with an agent or a shared channel: some time after the call ended, `call.logged` is made from
 * what was told of it, once. Analysis that comes by itself goes into it, or later updates what is kept.
 */
import { findAgent } from '../agents/agents.store.ts'
import { showTranscript } from '../calls/transcript.ts'
import { findChannel } from '../channels/channels.store.ts'
import type { PostedEvent } from '../events/posted-event.ts'
import { kyselyIn, type Tx } from '../lib/db.ts'
import { AppError } from '../lib/errors.ts'
import type { CallKey } from './accept.store.ts'
import type { Ingest } from './accept.ts'
import {
  askForRemoval,
  lockCallToLog,
  markSettled,
  readAnalysis,
  readCallEvents,
  writeAnalysis,
  type CallEventRow,
  type CallToLog,
} from './call-log.store.ts'
import { readTranscripts } from './transcript.store.ts'

type Deps = { ingest: Ingest; now: () => Date }

/**
 * Makes the log of a call, and sees to it that transcripts nobody wants kept will go. Answers false where another process
 * does it, or did.
 */
export async function settleCall(deps: Deps, accountId: string, callId: string): Promise<boolean> {
  let isOurs = false
  await deps.ingest.accept({
    accountId,
    events: [],
    within: async (tx) => {
      const call = await lockCallToLog(tx, accountId, callId, 'skipLocked')
      if (call === undefined || !call.isUnsettled) return []
      isOurs = true
      await markSettled(tx, accountId, callId)
      const { agent, channel } = await ownersOf(tx, accountId, call)
      if (agent?.storesTranscripts === false) await askForRemoval(tx, accountId, callId)
      // Without an agent, a call over a private channel stays private: nobody is told of its log.
      if (agent === undefined && channel?.isPrivate !== false) return []
      if (call.endedAt === null) return []
      const events = await readCallEvents(tx, accountId, callId)
      if (events.some(({ type }) => type === 'call.logged')) return []
      return [await makeLog(tx, accountId, callId, call, events, deps.now())]
    },
  })
  return isOurs
}

export type AnalysisInput = { analysis: Record<string, unknown>; isSentAgain: boolean }

/**
 * Keeps the analysis of a call. Before its log was made it becomes part of it; afterwards it replaces what is kept,
 * and a second log goes out only when that is asked for: `conflict` while the call goes on, since what is made then
 * would be cut off and take the place of the log.
 */
export async function saveAnalysis(
  deps: Deps,
  accountId: string,
  callId: string,
  { analysis, isSentAgain }: AnalysisInput,
): Promise<{ isLogged: boolean; eventId: string | null }> {
  let isLogged = false
  const ids = await deps.ingest.accept({
    accountId,
    events: [],
    within: async (tx) => {
      const call = await lockCallToLog(tx, accountId, callId, 'wait')
      if (call === undefined) throw new AppError('not_found', `There is no call with the id ${callId}.`)
      await writeAnalysis(tx, accountId, callId, analysis)
      const events = await readCallEvents(tx, accountId, callId)
      isLogged = events.some(({ type }) => type === 'call.logged')
      if (isSentAgain && !isLogged && call.endedAt === null) {
        const detail =
          'The call has not ended yet: its log cannot be sent. Leave sendAgain out; the analysis goes into it.'
        throw new AppError('conflict', detail)
      }
      return isSentAgain ? [await makeLog(tx, accountId, callId, call, events, deps.now())] : []
    },
  })
  return { isLogged: isLogged || isSentAgain, eventId: ids[0] ?? null }
}

async function ownersOf(tx: Tx, accountId: string, { agentId, channelId }: CallToLog) {
  const db = kyselyIn(tx)
  return {
    agent: agentId === null ? undefined : await findAgent(db, accountId, agentId),
    channel: channelId === null ? undefined : await findChannel(db, accountId, channelId),
  }
}

async function makeLog(
  tx: Tx,
  accountId: string,
  callId: string,
  call: CallToLog,
  events: readonly CallEventRow[],
  now: Date,
): Promise<PostedEvent> {
  const ended = events.findLast(({ type }) => type === 'call.ended')?.data ?? {}
  const startedAt = textOf(ended.startedAt) ?? call.startedAt?.toISOString()
  const endedAt = textOf(ended.endedAt) ?? call.endedAt?.toISOString()
  const transcript = await transcriptOf(tx, { accountId, id: callId }, events)
  return {
    type: 'call.logged',
    occurredAt: now,
    call: { id: callId },
    data: {
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(endedAt === undefined ? {} : { endedAt }),
      ...(typeof ended.durationMs === 'number' ? { durationMs: ended.durationMs } : {}),
      ...(transcript.length === 0 ? {} : { transcript }),
      ...(await readAnalysis(tx, accountId, callId)),
    },
  }
}

/** The transcript that the source gave with the end of the call, or else the live lines, late ones included. */
async function transcriptOf(
  tx: Tx,
  call: CallKey,
  events: readonly CallEventRow[],
): Promise<readonly unknown[]> {
  const carried = events.findLast(({ type }) => type === 'call.ended')?.data.transcript
  return showTranscript(Array.isArray(carried) ? carried : [], await readTranscripts(tx, [call]))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
