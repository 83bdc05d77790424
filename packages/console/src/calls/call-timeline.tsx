import { Anchor, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { AttemptLine } from '../deliveries/attempt-line.tsx'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { listAttempts } from '../lib/queries.ts'
import { useWebhookName } from '../lib/webhooks.ts'
import { Icon } from '../parts/icons.tsx'
import { ErrorState } from '../parts/states.tsx'
import { DeliveryStatusBadge, type Tone } from '../parts/status.tsx'

type TimelineEvent = Schemas['EventWithDeliveries']

/** The call from its first event to its last; runs of live transcript take one place. */
export function CallTimeline({ timeline }: { timeline: readonly TimelineEvent[] }) {
  const t = useText()
  const startMs = Date.parse(timeline[0]?.occurredAt ?? '')
  return (
    <ol className="timeline">
      {groupsOf(timeline).map((group) => {
        const [first] = group
        if (first === undefined) return null
        return (
          <li key={first.id} data-tone={toneOfEvents(group)}>
            {group.length === 1 ? (
              <EventEntry event={first} startMs={startMs} />
            ) : (
              <Folded label={t.calls.transcriptLines(group.length)}>
                <Stack gap="sm" mt="xs">
                  {group.map((event) => (
                    <EventEntry key={event.id} event={event} startMs={startMs} />
                  ))}
                </Stack>
              </Folded>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Neighboring lines of transcript together, everything else alone. */
function groupsOf(timeline: readonly TimelineEvent[]): TimelineEvent[][] {
  const groups: TimelineEvent[][] = []
  for (const event of timeline) {
    const last = groups.at(-1)
    if (event.type === 'call.transcript' && last?.[0]?.type === 'call.transcript') last.push(event)
    else groups.push([event])
  }
  return groups
}

function toneOfEvents(events: readonly TimelineEvent[]): Tone {
  const all = events.flatMap((event) => event.deliveries)
  if (all.some(({ status }) => status === 'failed' || status === 'expired')) return 'bad'
  return all.length > 0 && all.every(({ status }) => status === 'delivered') ? 'ok' : 'idle'
}

function EventEntry({ event, startMs }: { event: TimelineEvent; startMs: number }) {
  const t = useText()
  const format = useFormat()
  const nameOf = useWebhookName()
  const detail = detailOf(event)
  const byName = event.deliveries.toSorted((a, b) => nameOf(a.webhookId).localeCompare(nameOf(b.webhookId)))
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Anchor
          renderRoot={(props) => <Link to="/events/$eventId" params={{ eventId: event.id }} {...props} />}
          fw={600}
        >
          {t.eventTypes[event.type]}
        </Anchor>
        <Text size="sm" className="muted numeric" title={format.time(event.occurredAt)}>
          {t.calls.offset(format.duration(Date.parse(event.occurredAt) - startMs))}
        </Text>
      </Group>
      {detail !== null && (
        <Text size="sm" className="break">
          {detail}
        </Text>
      )}
      {event.deliveries.length === 0 ? (
        <Text size="sm" className="muted">
          {t.calls.noDeliveries}
        </Text>
      ) : (
        byName.map((delivery) => <DeliveryEntry key={delivery.id} delivery={delivery} />)
      )}
    </div>
  )
}

/** What an event says beyond its type, in a line. */
function detailOf({ data }: TimelineEvent): string | null {
  const said = data.text ?? data.message
  return typeof said === 'string' ? said : null
}

function DeliveryEntry({ delivery }: { delivery: Schemas['Delivery'] }) {
  const t = useText()
  const nameOf = useWebhookName()
  const [isOpen, setIsOpen] = useState(false)
  const attempts = useQuery({ ...listAttempts(delivery), enabled: isOpen })
  return (
    <div style={{ marginTop: 4 }}>
      <UnstyledButton onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen} w="100%">
        <Group gap="xs">
          <DeliveryStatusBadge status={delivery.status} />
          <Text size="sm" className="break">
            {nameOf(delivery.webhookId)}
          </Text>
          {delivery.attempts > 0 && (
            <Text size="sm" className="muted">
              {t.calls.attempts(delivery.attempts)}
            </Text>
          )}
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Stack gap={4} py="xs" pl="md">
          {attempts.isError && <ErrorState error={attempts.error} onRetry={() => void attempts.refetch()} />}
          {attempts.data?.map((attempt) => (
            <AttemptLine key={attempt.number} attempt={attempt} />
          ))}
          <Anchor
            renderRoot={(props) => (
              <Link to="/deliveries/$deliveryId" params={{ deliveryId: delivery.id }} {...props} />
            )}
            size="sm"
          >
            {t.deliveries.openPanel}
          </Anchor>
        </Stack>
      </Collapse>
    </div>
  )
}

function Folded({ label, children }: { label: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <UnstyledButton onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen} fw={600}>
        <Group gap={4}>
          {label} <Icon name="right" size={14} />
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>{children}</Collapse>
    </>
  )
}
