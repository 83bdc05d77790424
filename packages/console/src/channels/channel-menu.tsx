import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useBoundWebhooks, type Channel } from '../lib/owners.ts'
import { OwnerMenu } from '../parts/owner-menu.tsx'

/** What can be done with a channel, in the list and on its page. */
export function ChannelMenu({ channel }: { channel: Channel }) {
  const t = useText()
  const navigate = useNavigate()
  const webhooksOf = useBoundWebhooks('channel')
  const { id } = channel
  return (
    <OwnerMenu
      words={t.channels}
      list="/channels"
      name={channel.name}
      isArchived={channel.archivedAt !== null}
      webhooks={webhooksOf(id)}
      onEdit={() => void navigate({ to: '/channels/$channelId', params: { channelId: id } })}
      onCalls={() => void navigate({ to: '/calls', search: { channelId: id } })}
      archive={() => ask(api.DELETE('/v1/channels/{id}', { params: { path: { id } } }))}
    />
  )
}
