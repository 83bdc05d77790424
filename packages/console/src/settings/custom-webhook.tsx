import { Anchor, Button, Checkbox, Group, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, ask, type Schemas } from '../lib/api.ts'
import { repeatedKeys, toHeaders, toLines, type HeaderLine } from '../lib/header-lines.ts'
import { useText } from '../lib/language.tsx'
import { getCustomWebhook, listEventTypes } from '../lib/queries.ts'
import { useEdits } from '../lib/use-edits.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { useWrongField } from '../lib/use-wrong-field.ts'
import { HeaderLines } from '../parts/header-lines.tsx'
import { Page } from '../parts/page.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Unsaved } from '../parts/unsaved.tsx'
import { CustomWebhookTest } from './custom-webhook-test.tsx'

type Panel = Schemas['CustomWebhookPanel']
type Draft = { enabled: boolean; url: string; headers: readonly HeaderLine[]; events: string[] }

/** Salpre's integration: one address for the account's call events. */
export function CustomWebhook() {
  const t = useText()
  const panel = useQuery(getCustomWebhook)
  const back = (
    <Anchor renderRoot={(props) => <Link to="/settings" {...props} />} size="sm">
      ← {t.integration.backToSettings}
    </Anchor>
  )
  return (
    <Page title={t.integration.title} before={back}>
      <Text className="muted" maw={760}>
        {t.integration.help}
      </Text>
      {panel.isPending && <ListSkeleton />}
      {panel.isError && <ErrorState error={panel.error} onRetry={() => void panel.refetch()} />}
      {panel.data !== undefined && <Editor panel={panel.data} />}
    </Page>
  )
}

function draftOf({ enabled, url, headers, events, availableEvents, webhookId }: Panel): Draft {
  // Before it was ever saved: what most want.
  const start = webhookId === null ? { enabled: true, events: availableEvents } : { enabled, events }
  return { ...start, url: url ?? '', headers: toLines(headers) }
}

function bodyOf({ enabled, url, headers, events }: Draft, available: readonly string[]) {
  return {
    ...{ enabled, url: url.trim(), headers: toHeaders(headers) },
    events: available.filter((name) => events.includes(name)),
  }
}

function Editor({ panel }: { panel: Panel }) {
  const t = useText()
  const queryClient = useQueryClient()
  const saved = draftOf(panel)
  const { edits, draft, edit, settle } = useEdits(saved)
  const body = bodyOf(draft, panel.availableEvents)
  const isChanged = JSON.stringify(body) !== JSON.stringify(bodyOf(saved, panel.availableEvents))
  const save = useMutation({
    mutationFn: (_sent: Partial<Draft>) => ask(api.PUT('/v1/integrations/custom-webhook', { body })),
    onSuccess: async (fresh, sent) => {
      queryClient.setQueryData(getCustomWebhook.queryKey, fresh)
      settle(sent)
      notifications.show({ message: t.integration.saved })
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  const errors = useFieldErrors(save.error)
  const wrong = useWrongField(save.error)
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
      <form
        ref={wrong.form}
        className="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (repeatedKeys(draft.headers).size > 0) wrong.show()
          else save.mutate(edits)
        }}
      >
        <Stack>
          <Switch
            label={t.integration.enabled}
            description={t.integration.enabledHelp}
            checked={draft.enabled}
            onChange={(event) => edit({ enabled: event.currentTarget.checked })}
          />
          <TextInput
            label={t.integration.url}
            description={t.integration.urlHelp}
            placeholder="https://example.com/webhooks"
            value={draft.url}
            onChange={(event) => edit({ url: event.currentTarget.value })}
            error={errors.url}
            required
          />
          <HeaderLines
            legend={t.integration.headers}
            help={t.integration.headersHelp}
            lines={draft.headers}
            onChange={(headers) => edit({ headers })}
            errors={errors}
            path="headers"
          />
          <EventChoice
            available={panel.availableEvents}
            chosen={draft.events}
            onChange={(events) => edit({ events })}
            error={errors.events}
          />
          {save.isError && <ErrorState error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t.integration.save}
            </Button>
            {panel.webhookId !== null && <WebhookLink id={panel.webhookId} />}
          </Group>
        </Stack>
      </form>
      <CustomWebhookTest isSaved={panel.webhookId !== null} isChanged={isChanged} />
      <Unsaved isChanged={isChanged} />
    </SimpleGrid>
  )
}

function WebhookLink({ id }: { id: string }) {
  const t = useText()
  return (
    <Anchor
      renderRoot={(link) => <Link to="/webhooks/$webhookId" params={{ webhookId: id }} {...link} />}
      size="sm"
    >
      {t.integration.log}
    </Anchor>
  )
}

function EventChoice(props: {
  available: readonly string[]
  chosen: string[]
  onChange: (chosen: string[]) => void
  error: string | undefined
}) {
  const t = useText()
  const { data: types = [] } = useQuery(listEventTypes)
  const labelOf = (name: string) => {
    const type = types.find(({ dialects }) => dialects.salpre?.name === name)?.type
    return type === undefined ? name : (t.eventTypes[type] ?? name)
  }
  return (
    <Checkbox.Group
      label={t.integration.events}
      value={props.chosen}
      onChange={props.onChange}
      error={props.chosen.length === 0 ? t.webhooks.requiredEvents : props.error}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={6} mt={6}>
        {props.available.map((name) => (
          <Checkbox key={name} value={name} label={labelOf(name)} description={name} size="sm" />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
