import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { getChannel, useBoundWebhooks, type Channel } from '../lib/owners.ts'
import { OwnerPage } from '../owners/owner-page.tsx'
import { OwnerSettings } from '../owners/owner-settings.tsx'
import { Icon } from '../parts/icons.tsx'
import { WebhookDialog } from '../webhooks/webhook-dialog.tsx'
import { WebhookLine } from '../webhooks/webhook-line.tsx'
import { channelOf, draftOfChannel } from './channel-draft.ts'
import { ChannelFields } from './channel-fields.tsx'
import { ChannelMenu } from './channel-menu.tsx'

const route = getRouteApi('/shell/channels/$channelId')

/** One channel: who is on it, whether its calls are told of, and to whom. */
export function ChannelPage() {
  const { channelId } = route.useParams()
  const query = useQuery(getChannel(channelId))
  return (
    <OwnerPage kind="channel" query={query} menu={(channel) => <ChannelMenu channel={channel} />}>
      {(channel) => (
        <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
          <OwnerSettings
            key={channel.id}
            kind="channel"
            owner={channel}
            saved={draftOfChannel(channel)}
            fields={(props) => <ChannelFields {...props} />}
            bodyOf={channelOf}
            save={(body) =>
              ask(api.PATCH('/v1/channels/{id}', { params: { path: { id: channel.id } }, body }))
            }
          />
          <Webhooks channel={channel} />
        </SimpleGrid>
      )}
    </OwnerPage>
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
          <WebhookLine key={webhook.id} webhook={webhook} />
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
