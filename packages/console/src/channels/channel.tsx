import { Alert, Anchor, Button, Fieldset, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { getChannel, useBoundWebhooks, type Channel } from '../lib/owners.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Copyable } from '../parts/copy.tsx'
import { Icon } from '../parts/icons.tsx'
import { Page } from '../parts/page.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { WebhookStatusBadge } from '../parts/status.tsx'
import { Unsaved } from '../parts/unsaved.tsx'
import { WebhookDialog } from '../webhooks/webhook-dialog.tsx'
import { channelOf, draftOfChannel, type ChannelDraft } from './channel-draft.ts'
import { ChannelFields } from './channel-fields.tsx'
import { ChannelMenu } from './channel-menu.tsx'

const route = getRouteApi('/shell/channels/$channelId')

/** One channel: who is on it, whether its calls are told of, and to whom. */
export function ChannelPage() {
  const t = useText()
  const { channelId } = route.useParams()
  const query = useQuery(getChannel(channelId))
  const channel = query.data
  const back = (
    <Anchor renderRoot={(props) => <Link to="/channels" {...props} />} size="sm">
      ← {t.channels.backToList}
    </Anchor>
  )
  return (
    <Page
      title={channel?.name ?? t.channels.title}
      before={back}
      actions={
        channel !== undefined && (
          <>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/calls" search={{ channelId }} {...props} />}
            >
              {t.channels.calls}
            </Button>
            <ChannelMenu channel={channel} />
          </>
        )
      }
    >
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {channel !== undefined && (
        <>
          <div>
            <Copyable value={channel.id} thing={t.channels.id} />
          </div>
          {channel.archivedAt !== null && (
            <Alert color="yellow" variant="outline" title={t.channels.isArchived}>
              {t.channels.archivedNote}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
            <Settings key={channel.id} channel={channel} />
            <Webhooks channel={channel} />
          </SimpleGrid>
        </>
      )}
    </Page>
  )
}

function Settings({ channel }: { channel: Channel }) {
  const t = useText()
  const queryClient = useQueryClient()
  const saved = draftOfChannel(channel)
  const [changes, setChanges] = useState<Partial<ChannelDraft>>({})
  const draft = { ...saved, ...changes }
  const isChanged = JSON.stringify(channelOf(draft)) !== JSON.stringify(channelOf(saved))
  const save = useMutation({
    mutationFn: (_sent: Partial<ChannelDraft>) =>
      ask(api.PATCH('/v1/channels/{id}', { params: { path: { id: channel.id } }, body: channelOf(draft) })),
    onSuccess: async (fresh, sent: Partial<ChannelDraft>) => {
      queryClient.setQueryData(getChannel(channel.id).queryKey, fresh)
      // What was typed while it was on its way is kept.
      setChanges((now) => (now === sent ? {} : now))
      notifications.show({ message: t.channels.saved })
      await queryClient.invalidateQueries({ queryKey: ['channels', 'list'] })
    },
  })
  return (
    <form
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(changes)
      }}
    >
      <Fieldset variant="unstyled" disabled={channel.archivedAt !== null}>
        <Stack>
          <ChannelFields
            draft={draft}
            change={(part) => setChanges((before) => ({ ...before, ...part }))}
            errors={useFieldErrors(save.error)}
          />
          {save.isError && <ErrorState error={save.error} />}
          <div>
            <Button type="submit" loading={save.isPending}>
              {t.common.save}
            </Button>
          </div>
        </Stack>
      </Fieldset>
      <Unsaved isChanged={isChanged} />
    </form>
  )
}

function Webhooks({ channel }: { channel: Channel }) {
  const t = useText()
  const webhooks = useBoundWebhooks('channel')(channel.id)
  const [isCreating, setIsCreating] = useState(false)
  return (
    <section className="card">
      <Title order={2} mb="sm">
        {t.channels.webhooksHere}
      </Title>
      <Stack gap="sm">
        {webhooks.length === 0 && (
          <Text size="sm" className="muted">
            {t.channels.noWebhooks}
          </Text>
        )}
        {webhooks.map((webhook) => (
          <Group key={webhook.id} justify="space-between" gap="xs">
            <div style={{ minWidth: 0 }}>
              <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} className="break">
                {webhook.name}
              </Link>
              <div className="muted mono break">{webhook.url}</div>
            </div>
            <WebhookStatusBadge webhook={webhook} />
          </Group>
        ))}
        {channel.archivedAt === null && (
          <div>
            <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setIsCreating(true)}>
              {t.channels.addWebhook}
            </Button>
          </div>
        )}
      </Stack>
      {isCreating && (
        <WebhookDialog
          start={{ dialect: 'sipgate', binding: { kind: 'channel', ids: [channel.id] } }}
          onClose={() => setIsCreating(false)}
        />
      )}
    </section>
  )
}
