import { Anchor, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { useFollow } from '../lib/live.tsx'
import { getDelivery } from '../lib/queries.ts'
import { useWebhookName } from '../lib/webhooks.ts'
import { Copyable } from '../parts/copy.tsx'
import { Facts } from '../parts/page.tsx'
import { Panel } from '../parts/panel.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { DeliveryStatusBadge } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'
import { DeliveryView } from './delivery-view.tsx'

const route = getRouteApi('/shell/deliveries/$deliveryId')

/** One delivery beside the list it was opened from. */
export function DeliveryPanel() {
  const t = useText()
  const nameOf = useWebhookName()
  const navigate = useNavigate()
  const { deliveryId } = route.useParams()
  const query = useQuery(getDelivery(deliveryId))
  useFollow(['deliveries'], getDelivery(deliveryId).queryKey, 0)
  const delivery = query.data
  return (
    <Panel
      title={t.deliveries.delivery}
      onClosed={() => void navigate({ to: '/deliveries', search: (all) => all })}
    >
      {query.isPending && <ListSkeleton rows={5} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {delivery !== undefined && (
        <Stack>
          <Facts
            facts={[
              [t.deliveries.status, <DeliveryStatusBadge status={delivery.status} />],
              [
                t.events.webhook,
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/webhooks/$webhookId" params={{ webhookId: delivery.webhookId }} {...props} />
                  )}
                >
                  {nameOf(delivery.webhookId)}
                </Anchor>,
              ],
              [
                t.deliveries.eventOf,
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/events/$eventId" params={{ eventId: delivery.eventId }} {...props} />
                  )}
                >
                  {t.eventTypes[delivery.eventType]}
                </Anchor>,
              ],
              [t.events.occurred, <Time at={delivery.occurredAt} />],
              [t.deliveries.queued, <Time at={delivery.queuedAt} />],
              delivery.finishedAt !== null && [t.deliveries.finished, <Time at={delivery.finishedAt} />],
              [t.deliveries.id, <Copyable value={delivery.id} thing={t.deliveries.id} />],
            ]}
          />
          <DeliveryView key={delivery.id} delivery={delivery} />
        </Stack>
      )}
    </Panel>
  )
}
