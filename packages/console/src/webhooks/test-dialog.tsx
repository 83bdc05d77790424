import { Button, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { AttemptView } from '../deliveries/attempt-view.tsx'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'

type EventType = Schemas['Event']['type']

/** Sends a test to a saved webhook and shows the answer. */
export function TestDialog({ webhook, onClose }: { webhook: Schemas['Webhook']; onClose: () => void }) {
  const t = useText()
  const queryClient = useQueryClient()
  const [eventType, setEventType] = useState(webhook.eventTypes[0] ?? '')
  const test = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/v1/webhooks/{id}/test', {
          params: { path: { id: webhook.id } },
          body: { eventType: eventType as EventType },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  return (
    <Dialog onClose={onClose} size="lg" title={t.webhooks.testTitle(webhook.name)}>
      <Stack>
        <Text size="sm">{t.webhooks.testHelp}</Text>
        <Select
          label={t.webhooks.testEvent}
          data={webhook.eventTypes.map((value) => ({ value, label: t.eventTypes[value] ?? value }))}
          value={eventType}
          allowDeselect={false}
          onChange={(value) => setEventType(value ?? eventType)}
        />
        <Button onClick={() => test.mutate()} loading={test.isPending}>
          {t.webhooks.sendTest}
        </Button>
        {test.isError && <ErrorState error={test.error} saysFields />}
        {test.data !== undefined && <TestAnswer attempt={test.data.attempt} />}
      </Stack>
    </Dialog>
  )
}

/** What the receiver said to a test. */
export function TestAnswer(props: { attempt: Parameters<typeof AttemptView>[0]['attempt'] }) {
  const t = useText()
  const { isSuccess } = props.attempt
  return (
    <Stack gap="xs" role="status">
      <Status
        tone={isSuccess ? 'ok' : 'bad'}
        icon={isSuccess ? 'check' : 'cross'}
        label={isSuccess ? t.webhooks.testOk : t.webhooks.testFailed}
      />
      <AttemptView attempt={props.attempt} body={undefined} />
    </Stack>
  )
}
