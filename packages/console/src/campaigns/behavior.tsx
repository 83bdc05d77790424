import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { listEventTypes, listWebhooks } from '../lib/queries.ts'
import { useEdits } from '../lib/use-edits.ts'
import { Icon } from '../parts/icons.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { WebhookDialog } from '../webhooks/webhook-dialog.tsx'
import { WebhookLine } from '../webhooks/webhook-line.tsx'
import { getCampaign, type Campaign } from './queries.ts'

type Webhook = Schemas['Webhook']

/** Who is told of a campaign: webhooks to choose from, those that hear of it as it is, and the way to a new one. */
export function Behavior({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const words = t.campaigns.behavior
  const webhooks = useQuery(listWebhooks)
  const eventTypes = useQuery(listEventTypes)
  const [isCreating, setIsCreating] = useState(false)
  const failed = [webhooks, eventTypes].find(({ isError }) => isError)
  if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
  if (webhooks.data === undefined || eventTypes.data === undefined) return <ListSkeleton rows={4} />
  // What tells of campaigns tells of their beginning.
  const told = eventTypes.data.find(({ type }) => type === 'campaign.activated')
  const telling = webhooks.data.filter(({ dialect }) => told !== undefined && dialect in told.dialects)
  const fitting = telling.filter(({ binding }) => binding.kind === 'campaign')
  const wide = telling.filter(({ binding }) => binding.kind === 'account')
  const others = webhooks.data.length - fitting.length - wide.length
  const isArchived = campaign.archivedAt !== null
  const create = (
    <Button
      variant="default"
      leftSection={<Icon name="plus" />}
      disabled={isArchived}
      onClick={() => setIsCreating(true)}
    >
      {words.create}
    </Button>
  )
  return (
    <Stack>
      <section className="card">
        <Group justify="space-between" mb="xs">
          <Title order={2}>{words.title}</Title>
          {fitting.length > 0 && create}
        </Group>
        {fitting.length === 0 ? (
          <EmptyState title={words.none} help={words.noneHelp}>
            {create}
          </EmptyState>
        ) : (
          <Choice campaign={campaign} fitting={fitting} />
        )}
      </section>
      {wide.length > 0 && (
        <section className="card">
          <Title order={2} mb="xs">
            {words.wide}
          </Title>
          <Text size="sm" className="muted" mb="sm">
            {words.wideHelp}
          </Text>
          <Stack gap="sm">
            {wide.map((webhook) => (
              <WebhookLine key={webhook.id} webhook={webhook} />
            ))}
          </Stack>
        </section>
      )}
      {others > 0 && (
        <Text size="sm" className="muted">
          {words.others(others)}
        </Text>
      )}
      {isCreating && (
        <WebhookDialog
          start={{ dialect: 'sip-caller', binding: { kind: 'campaign', ids: [campaign.id] } }}
          onClose={() => setIsCreating(false)}
        />
      )}
    </Stack>
  )
}

function Choice({ campaign, fitting }: { campaign: Campaign; fitting: readonly Webhook[] }) {
  const t = useText()
  const words = t.campaigns.behavior
  const queryClient = useQueryClient()
  // Only what was ticked or unticked: another webhook may be bound to the campaign meanwhile.
  const { edits, edit, settle } = useEdits<Record<string, boolean>>({})
  const known = new Set([...campaign.webhookIds, ...fitting.map(({ id }) => id)])
  const chosen = [...known].filter((id) => edits[id] ?? campaign.webhookIds.includes(id))
  const isArchived = campaign.archivedAt !== null
  const isSame = chosen.toSorted().join() === campaign.webhookIds.toSorted().join()
  const save = useMutation({
    mutationFn: (_sent: typeof edits) =>
      ask(
        api.PUT('/v1/campaigns/{id}/webhooks', {
          params: { path: { id: campaign.id } },
          body: { webhookIds: chosen },
        }),
      ),
    onSuccess: ({ data }, sent) => {
      const webhookIds = data.map(({ id }) => id)
      queryClient.setQueryData(getCampaign(campaign.id).queryKey, (was) => was && { ...was, webhookIds })
      settle(sent)
      notifications.show({ message: words.saved })
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      void queryClient.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <Stack align="flex-start">
      <Text size="sm" className="muted">
        {words.help}
      </Text>
      <Checkbox.Group
        value={chosen}
        onChange={(ids) => edit(Object.fromEntries(fitting.map(({ id }) => [id, ids.includes(id)])))}
        aria-label={words.title}
        w="100%"
      >
        <Stack gap="sm">
          {fitting.map((webhook) => (
            <Group key={webhook.id} gap="sm" align="flex-start" wrap="nowrap">
              <Checkbox value={webhook.id} aria-label={webhook.name} disabled={isArchived} mt={3} />
              <WebhookLine webhook={webhook} />
            </Group>
          ))}
        </Stack>
      </Checkbox.Group>
      {save.isError && <ErrorState error={save.error} />}
      <Button onClick={() => save.mutate(edits)} loading={save.isPending} disabled={isArchived || isSame}>
        {words.save}
      </Button>
    </Stack>
  )
}
