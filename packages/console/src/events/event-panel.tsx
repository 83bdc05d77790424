import { Anchor, Select, Stack, Tabs, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DeliveryView } from '../deliveries/delivery-view.tsx'
import { ApiError, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useFollow } from '../lib/live.tsx'
import { optionsOf } from '../lib/options.ts'
import { getEvent, getPayload } from '../lib/queries.ts'
import { useWebhookName } from '../lib/webhooks.ts'
import { CodeBlock } from '../parts/code.tsx'
import { Copyable } from '../parts/copy.tsx'
import { Facts } from '../parts/page.tsx'
import { Panel } from '../parts/panel.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { DeliveryStatusBadge } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'

const route = getRouteApi('/shell/events/$eventId')

type Dialect = Schemas['Webhook']['dialect']

/** One event beside the list: what happened, who got it, and how it looks on the wire. */
export function EventPanel() {
  const t = useText()
  const navigate = useNavigate()
  const { eventId } = route.useParams()
  const query = useQuery(getEvent(eventId))
  useFollow(['deliveries'], getEvent(eventId).queryKey, 0)
  const event = query.data
  return (
    <Panel
      title={event === undefined ? t.events.event : t.eventTypes[event.type]}
      onClosed={() => void navigate({ to: '/events', search: (all) => all })}
    >
      {query.isPending && <ListSkeleton rows={5} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {event !== undefined && (
        <Stack gap="lg">
          <EventFacts event={event} />
          <section>
            <Title order={2} mb="xs">
              {t.events.deliveries}
            </Title>
            <EventDeliveries deliveries={event.deliveries} />
          </section>
          <Payload eventId={event.id} />
        </Stack>
      )}
    </Panel>
  )
}

function EventFacts({ event }: { event: Schemas['EventWithDeliveries'] }) {
  const t = useText()
  const { call } = event
  return (
    <Facts
      facts={[
        [t.events.type, <span className="mono">{event.type}</span>],
        [t.events.occurred, <Time at={event.occurredAt} />],
        [t.events.received, <Time at={event.receivedAt} />],
        call !== null && [
          t.events.call,
          <>
            <span className="numeric">
              {call.from ?? t.common.unknown} → {call.to ?? t.common.unknown}
            </span>
            {' · '}
            <Anchor
              renderRoot={(props) => <Link to="/calls/$callId" params={{ callId: call.id }} {...props} />}
            >
              {t.events.otherEvents}
            </Anchor>
          </>,
        ],
        event.campaignId !== null && [t.events.campaign, event.campaignId],
        [t.events.id, <Copyable value={event.id} thing={t.events.id} />],
      ]}
    />
  )
}

function EventDeliveries({ deliveries }: { deliveries: readonly Schemas['Delivery'][] }) {
  const t = useText()
  const nameOf = useWebhookName()
  const [first] = deliveries
  if (first === undefined) return <Text className="muted">{t.events.noDeliveries}</Text>
  return (
    <Tabs defaultValue={first.id} keepMounted={false}>
      <Tabs.List>
        {deliveries.map(({ id, webhookId, status }) => (
          <Tabs.Tab key={id} value={id} rightSection={<DeliveryStatusBadge status={status} />}>
            {nameOf(webhookId)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {deliveries.map((delivery) => (
        <Tabs.Panel key={delivery.id} value={delivery.id} pt="sm">
          <DeliveryView delivery={delivery} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Payload({ eventId }: { eventId: string }) {
  const t = useText()
  const [dialect, setDialect] = useState<Dialect>('offhook')
  const payload = useQuery(getPayload(eventId, dialect))
  const isNotCarried = payload.error instanceof ApiError && payload.error.status === 409
  return (
    <section>
      <Title order={2} mb="xs">
        {t.events.payload}
      </Title>
      <Stack gap="xs">
        <Select
          label={t.events.dialect}
          data={optionsOf(t.webhooks.dialects)}
          value={dialect}
          allowDeselect={false}
          onChange={(value) => value !== null && setDialect(value as Dialect)}
        />
        {isNotCarried && <Text className="muted">{t.events.notCarried}</Text>}
        {payload.isError && !isNotCarried && (
          <ErrorState error={payload.error} onRetry={() => void payload.refetch()} />
        )}
        {payload.data !== undefined && !payload.isError && (
          <CodeBlock text={payload.data.body} label={t.events.payload} />
        )}
      </Stack>
    </section>
  )
}
