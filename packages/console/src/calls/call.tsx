import { Anchor, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { useFollow } from '../lib/live.tsx'
import { getCall } from '../lib/queries.ts'
import { AgentName, ChannelName } from '../owners/owner-name.tsx'
import { Copyable } from '../parts/copy.tsx'
import { Facts, Page } from '../parts/page.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { CallStateBadge } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'
import { CallTimeline } from './call-timeline.tsx'
import { Conversation } from './conversation.tsx'
import { lengthOf } from './lengths.ts'

const route = getRouteApi('/shell/calls/$callId')

/** Everything that happened in one call, what was said, and what became of each of its events. */
export function CallPage() {
  const t = useText()
  const { callId } = route.useParams()
  const query = useQuery(getCall(callId))
  useFollow(['calls', 'deliveries', 'events'], getCall(callId).queryKey, 0)
  const call = query.data
  const back = (
    <Anchor renderRoot={(props) => <Link to="/calls" {...props} />} size="sm">
      ← {t.calls.backToList}
    </Anchor>
  )
  return (
    <Page
      title={call === undefined ? t.calls.title : t.calls.call(String(call.number))}
      before={back}
      actions={call !== undefined && <CallStateBadge state={call.state} />}
    >
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {call !== undefined && (
        <>
          {call.state !== 'ended' && (
            <Text size="sm" className="muted">
              {t.calls.stillGoing}
            </Text>
          )}
          <CallFacts call={call} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: 'start' }}>
            <section className="card">
              <Title order={2} mb="md">
                {t.calls.timeline}
              </Title>
              <CallTimeline timeline={call.timeline} />
              {call.isCut && (
                <Text size="sm" className="muted" mt="md">
                  {t.calls.cut}{' '}
                  <Anchor
                    renderRoot={(props) => <Link to="/events" search={{ callId: call.id }} {...props} />}
                    size="sm"
                  >
                    {t.calls.allEvents}
                  </Anchor>
                </Text>
              )}
            </section>
            <section className="card">
              <Title order={2} mb="md">
                {t.calls.conversation}
              </Title>
              <Conversation lines={call.transcript} />
            </section>
          </SimpleGrid>
        </>
      )}
    </Page>
  )
}

function CallFacts({ call }: { call: Schemas['CallWithTimeline'] }) {
  const t = useText()
  const format = useFormat()
  const rangMs = lengthOf(call.ringingAt, call.answeredAt ?? call.endedAt)
  const talkedMs = lengthOf(call.answeredAt, call.endedAt)
  const text = (value: string | null) => value ?? t.common.unknown
  return (
    <SimpleGrid
      cols={{ base: 1, sm: 2, lg: 3 }}
      className="card"
      component="section"
      aria-label={t.calls.facts}
    >
      <Facts
        facts={[
          [t.calls.from, <span className="numeric">{text(call.from)}</span>],
          [t.calls.to, <span className="numeric">{text(call.to)}</span>],
          [t.calls.direction, call.direction === null ? t.common.unknown : t.direction[call.direction]],
        ]}
      />
      <Facts
        facts={[
          [t.calls.started, <Time at={call.firstEventAt} />],
          rangMs !== null && [t.calls.rang, format.duration(rangMs)],
          talkedMs !== null && [t.calls.talked, format.duration(talkedMs)],
          call.result !== null && [t.calls.result, t.callResult[call.result] ?? call.result],
        ]}
      />
      <Facts
        facts={[
          [t.calls.id, <Copyable value={call.id} thing={t.calls.id} />],
          call.source !== null && [t.calls.source, call.source],
          call.agentId !== null && [t.calls.agent, <AgentName id={call.agentId} />],
          call.channelId !== null && [t.calls.channel, <ChannelName id={call.channelId} />],
          call.campaignId !== null && [t.calls.campaign, call.campaignId],
        ]}
      />
    </SimpleGrid>
  )
}
