import { useFormat, useText } from '../lib/language.tsx'
import type { EventFilter } from '../lib/queries.ts'
import { Facts } from '../parts/page.tsx'

/** What narrows a list of events, to be read. */
export function FilterFacts({ filter }: { filter: EventFilter }) {
  const t = useText()
  const format = useFormat()
  const { type, callId, campaignId, since, from, to } = filter
  // What stands in a URL need not be a time.
  const time = (text: string) => (Number.isNaN(Date.parse(text)) ? text : format.time(text))
  const ranges: Record<string, string> = t.ranges
  return (
    <Facts
      facts={[
        type !== undefined && [t.events.type, t.eventTypes[type] ?? type],
        callId !== undefined && [t.calls.id, callId],
        campaignId !== undefined && [t.events.campaign, campaignId],
        since !== undefined && [t.events.time, ranges[since] ?? since],
        from !== undefined && [t.time.from, time(from)],
        to !== undefined && [t.time.to, time(to)],
      ]}
    />
  )
}
