import { Button, Select, Stack, Tabs, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { CodeBlock, HeaderList } from '../parts/code.tsx'
import { ErrorState } from '../parts/states.tsx'
import { settingsOf, type Draft } from './draft.ts'
import { TestAnswer } from './test-dialog.tsx'

type EventType = Schemas['Event']['type']

/** What a receiver would get with the settings as they stand, and what it answers to them, before they are saved. */
export function WebhookPreview({ draft, webhookId }: { draft: Draft; webhookId: string | undefined }) {
  const t = useText()
  const [asked, setAsked] = useState<string>()
  const eventType = draft.eventTypes.find((type) => type === asked) ?? draft.eventTypes[0]
  return (
    <Stack gap="xs" className="card">
      <Text fw={650} component="h2" m={0}>
        {t.webhooks.preview}
      </Text>
      <Text size="sm" className="muted">
        {t.webhooks.previewHelp}
      </Text>
      {eventType === undefined ? (
        <Text>{t.webhooks.noPreview}</Text>
      ) : (
        <>
          <Select
            label={t.webhooks.previewEvent}
            data={draft.eventTypes.map((value) => ({ value, label: t.eventTypes[value] ?? value }))}
            value={eventType}
            allowDeselect={false}
            onChange={(value) => setAsked(value ?? eventType)}
          />
          <Example draft={draft} eventType={eventType as EventType} />
          <Trial draft={draft} eventType={eventType as EventType} webhookId={webhookId} />
        </>
      )}
    </Stack>
  )
}

function Example({ draft, eventType }: { draft: Draft; eventType: EventType }) {
  const t = useText()
  const names = draft.headers.map(({ name }) => name.trim()).filter((name) => name !== '')
  const [headerNames] = useDebouncedValue(names.join('\n'), 300)
  const { dialect } = draft
  const preview = useQuery({
    queryKey: ['preview', dialect, eventType, headerNames],
    queryFn: ({ signal }) =>
      ask(
        api.POST('/v1/webhooks/preview', {
          body: { dialect, eventType, headerNames: headerNames === '' ? [] : headerNames.split('\n') },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  if (preview.data === undefined) return null
  return (
    <Tabs defaultValue="body" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="body">{t.deliveries.body}</Tabs.Tab>
        <Tabs.Tab value="headers">{t.deliveries.headers}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="body" pt="xs">
        <CodeBlock text={preview.data.body} label={t.deliveries.body} />
      </Tabs.Panel>
      <Tabs.Panel value="headers" pt="xs">
        <HeaderList headers={preview.data.headers} label={t.deliveries.headers} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Trial(props: { draft: Draft; eventType: EventType; webhookId: string | undefined }) {
  const t = useText()
  const { draft, eventType, webhookId } = props
  const trial = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/v1/webhooks/test', {
          body: { eventType, ...(webhookId === undefined ? {} : { webhookId }), settings: settingsOf(draft) },
        }),
      ),
  })
  return (
    <>
      <Button
        variant="default"
        onClick={() => trial.mutate()}
        loading={trial.isPending}
        disabled={draft.url === ''}
      >
        {t.webhooks.sendTest}
      </Button>
      {trial.isError && <ErrorState error={trial.error} saysFields />}
      {trial.data !== undefined && <TestAnswer attempt={trial.data} />}
    </>
  )
}
