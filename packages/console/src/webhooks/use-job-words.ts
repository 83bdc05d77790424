import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import type { Job } from './job-queries.ts'

/** What a job was told to do; the API leaves its fields open. */
type Filter = {
  since?: string
  eventIds?: readonly string[]
  from?: string | null
  to?: string | null
  eventTypes?: readonly string[] | null
  callId?: string | null
  campaignId?: string | null
}

/** What a job does, and what narrows it further. */
export function useJobWords(webhook: Schemas['Webhook']): (job: Job) => { title: string; narrowed: string } {
  const t = useText()
  const format = useFormat()
  const { what } = t.jobs
  const titleOf = (kind: Job['kind'], { since = '', eventIds, from, to }: Filter) => {
    if (kind === 'retry' || kind === 'cancel') return what[kind]
    if (kind === 'recover') return what.recover(format.shortTime(since))
    if (eventIds !== undefined) return what.chosen(eventIds.length)
    const until = format.shortTime(to ?? '')
    // From the first event on is from 1970 on.
    return from == null || Date.parse(from) === 0
      ? what.replayUntil(until)
      : what.replay(format.shortTime(from), until)
  }
  const typesOf = ({ eventIds, eventTypes }: Filter) =>
    eventIds === undefined && webhook.eventTypes.some((type) => eventTypes?.includes(type) === false)
      ? (eventTypes ?? []).map((type) => t.eventTypes[type] ?? type)
      : []
  // A replay says its times in its title.
  const timeOf = (kind: Job['kind'], name: string, at: string | null | undefined) =>
    kind === 'replay' || at == null ? '' : `${name} ${format.shortTime(at)}`
  return ({ kind, filter: told }) => {
    const filter = told as Filter
    const narrowed = [
      timeOf(kind, t.time.from, filter.from),
      timeOf(kind, t.time.to, filter.to),
      typesOf(filter).join(', '),
      filter.callId == null ? '' : `${t.calls.id} ${filter.callId}`,
      filter.campaignId == null ? '' : `${t.events.campaign} ${filter.campaignId}`,
    ]
    return { title: titleOf(kind, filter), narrowed: narrowed.filter((part) => part !== '').join(' · ') }
  }
}
