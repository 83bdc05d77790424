import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import type { Channel } from '../lib/owners.ts'
import { OwnerMenu } from '../owners/owner-menu.tsx'

/** What can be done with a channel, in the list and on its page. */
export function ChannelMenu({ channel }: { channel: Channel }) {
  const navigate = useNavigate()
  const { id } = channel
  return (
    <OwnerMenu
      kind="channel"
      owner={channel}
      onEdit={() => void navigate({ to: '/channels/$channelId', params: { channelId: id } })}
      archive={() => ask(api.DELETE('/v1/channels/{id}', { params: { path: { id } } }))}
    />
  )
}
