import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { listAttempts } from '../lib/queries.ts'
import { isPast } from '../lib/time-zone.ts'
import { Confirm } from '../parts/confirm.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { LoggedAttempt } from './attempt-view.tsx'

/** The attempts of a delivery, the newest first, and what can be done with it. */
export function DeliveryView({ delivery }: { delivery: Schemas['Delivery'] }) {
  const t = useText()
  const format = useFormat()
  const attempts = useQuery(listAttempts(delivery))
  return (
    <Stack gap="md">
      <Actions delivery={delivery} />
      {delivery.nextAttemptAt !== null && (
        <Text size="sm" title={format.time(delivery.nextAttemptAt)}>
          {isPast(delivery.nextAttemptAt)
            ? t.deliveries.isDue
            : t.deliveries.willRetry(format.relative(delivery.nextAttemptAt))}
        </Text>
      )}
      {attempts.isPending && <ListSkeleton rows={3} />}
      {attempts.isError && <ErrorState error={attempts.error} onRetry={() => void attempts.refetch()} />}
      {attempts.data?.length === 0 && <Text className="muted">{t.deliveries.noAttempts}</Text>}
      <ol className="timeline">
        {attempts.data?.toReversed().map((attempt) => (
          <li key={attempt.number} data-tone={attempt.isSuccess ? 'ok' : 'bad'}>
            <LoggedAttempt attempt={attempt} />
          </li>
        ))}
      </ol>
    </Stack>
  )
}

function Actions({ delivery }: { delivery: Schemas['Delivery'] }) {
  const t = useText()
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const refresh = (message: string) => {
    notifications.show({ message })
    setIsAsking(false)
    void queryClient.invalidateQueries({ queryKey: ['deliveries'] })
    void queryClient.invalidateQueries({ queryKey: ['events'] })
  }
  const params = { path: { id: delivery.id } }
  const retry = useMutation({
    mutationFn: () => ask(api.POST('/v1/deliveries/{id}/retry', { params })),
    onSuccess: () => refresh(t.deliveries.retried),
  })
  const cancel = useMutation({
    mutationFn: () => ask(api.POST('/v1/deliveries/{id}/cancel', { params })),
    onSuccess: () => refresh(t.deliveries.canceledDone),
  })
  const isPending = delivery.status === 'pending'
  const keep = () => {
    cancel.reset()
    setIsAsking(false)
  }
  return (
    <>
      <Group gap="xs">
        <Button size="xs" onClick={() => retry.mutate()} loading={retry.isPending}>
          {isPending ? t.deliveries.retryNow : t.deliveries.resend}
        </Button>
        {isPending && (
          <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
            {t.deliveries.cancel}
          </Button>
        )}
      </Group>
      {retry.isError && <ErrorState error={retry.error} />}
      <Confirm
        opened={isAsking}
        title={t.deliveries.confirmCancel(1)}
        help={t.deliveries.confirmCancelHelp}
        action={t.deliveries.cancel}
        isWorking={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={keep}
      />
    </>
  )
}
