import { dataOf, type EventData } from '../events/catalogue.ts'
import type { Event } from '../events/event.ts'
import { callOf, elapsedMs, withoutPlus } from './call-of.ts'
import type { Dialect } from './dialect.ts'
import { signedJsonHeaders } from './standard-webhooks.ts'
import { timedDataOf } from './timed-data.ts'
import { isCaller, lineStartMs, timeMs, type TranscriptLine } from './transcript-lines.ts'

type Logged = EventData<'call.logged'>

const directions = { inbound: 'IN', outbound: 'OUT' } as const

/**
 * The one payload (version 1) of sipgate Conversational Intelligence and AI Agents: a finished conversation. Numbers
 * are E.164 without the plus, lengths and chunk times milliseconds. Absent without their fact: `assist.transcription`,
 * `callScenarios` (null: none completed) and `summary`. Other unknown facts are null, unknown lists empty. The format
 * has no signature of its own; the headers of Standard Webhooks are added and the body stays untouched.
 */
export const sipgate: Dialect = {
  id: 'sipgate',
  eventNames: { 'call.logged': 'call log' },
  accepts: (event) =>
    event.type === 'call.logged' &&
    event.call !== null &&
    dataOf(event, 'call.logged').channel?.isPrivate !== true,
  defaultSuccess: '2xx',
  render,
  headers: signedJsonHeaders,
}

function render(event: Event): string {
  const logged = timedDataOf(event, 'call.logged')
  return JSON.stringify({
    version: '1',
    call: renderCall(event, logged),
    assist: renderAssist(event, logged),
  })
}

function renderCall(event: Event, logged: Logged) {
  const call = callOf(event)
  const startedMs = timeMs(logged.startedAt)
  const endedMs = timeMs(logged.endedAt)
  return {
    id: call.id,
    from: withoutPlus(call.from),
    to: withoutPlus(call.to),
    startTime: isoTime(startedMs),
    endTime: isoTime(endedMs),
    duration: logged.durationMs ?? elapsedMs(startedMs, endedMs),
    direction: call.direction && directions[call.direction],
    users: (logged.users ?? []).map(renderUser),
    channel: logged.channel ? { id: logged.channel.id, name: logged.channel.name } : null,
  }
}

function renderUser(user: NonNullable<Logged['users']>[number]) {
  const names = [user.firstName, user.lastName].filter((name) => name != null)
  return {
    userId: user.id,
    accountId: user.accountId ?? null,
    fullUserId: user.fullId ?? (user.accountId == null ? null : user.accountId + user.id),
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    fullName: user.fullName ?? (names.length > 0 ? names.join(' ') : null),
  }
}

function renderAssist(event: Event, logged: Logged) {
  return {
    provider: logged.provider ? { llm: logged.provider.llm ?? null } : null,
    transcription: logged.transcript ? renderTranscription(event, logged.transcript, logged) : undefined,
    callScenarios: renderCallScenarios(logged.playbooks),
    callHeadline: logged.headline == null ? null : { content: logged.headline },
    summary: logged.summary
      ? {
          content: logged.summary.content,
          keyPoints: logged.summary.keyPoints ?? [],
          topics: logged.summary.topics ?? [],
        }
      : undefined,
    actionItems: (logged.actionItems ?? []).map(({ content }) => ({ content })),
    smallTalkItems: (logged.smallTalk ?? []).map(({ topic, description }) => ({ topic, description })),
  }
}

function renderTranscription(event: Event, lines: readonly TranscriptLine[], logged: Logged) {
  const { direction } = callOf(event)
  const startedMs = timeMs(logged.startedAt)
  return {
    content: lines
      .map((line) => `${isCaller(line.speaker, direction) ? 'Caller' : 'Callee'}: ${line.text}`)
      .join('\n'),
    chunks: lines.map((line) => ({
      speaker: isCaller(line.speaker, direction) ? 'CALLER' : 'CALLEE',
      startTime: lineStartMs(line, startedMs),
      endTime: line.endMs ?? null,
      content: line.text,
    })),
  }
}

/** The vendor publishes no completed scenario: these are a playbook's answers and classifications in our words. */
function renderCallScenarios(playbooks: Logged['playbooks']) {
  if (playbooks === undefined) return undefined
  if (playbooks === null || playbooks.length === 0) return null
  return playbooks.map((playbook) => ({
    id: playbook.id ?? null,
    name: playbook.name,
    answers: (playbook.answers ?? []).map(({ question, answer }) => ({ question, answer })),
    classifications: (playbook.classifications ?? []).map(({ name, value }) => ({ name, value })),
  }))
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
