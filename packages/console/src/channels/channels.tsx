import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { listChannels, useBoundWebhooks, type Channel } from '../lib/owners.ts'
import { OwnerDialog } from '../owners/owner-dialog.tsx'
import { OwnerList } from '../owners/owner-list.tsx'
import { Status } from '../parts/status.tsx'
import { channelOf, newChannel } from './channel-draft.ts'
import { ChannelFields } from './channel-fields.tsx'
import { ChannelMenu } from './channel-menu.tsx'

/** All channels of the account, shared and private. */
export function Channels() {
  const t = useText()
  const { number } = useFormat()
  const webhooksOf = useBoundWebhooks('channel')
  const kind = (channel: Channel) => <ChannelKind channel={channel} />
  return (
    <OwnerList
      kind="channel"
      list={listChannels}
      brief={kind}
      columns={[
        { header: t.channels.kind, cell: kind, from: 'xs' },
        { header: t.channels.members, cell: ({ members }) => number(members.length), from: 'sm' },
        { header: t.channels.webhooks, cell: ({ id }) => number(webhooksOf(id).length), from: 'sm' },
        { header: t.channels.delay, cell: ({ logDelaySeconds }) => number(logDelaySeconds), from: 'lg' },
      ]}
      menu={(channel) => <ChannelMenu channel={channel} />}
      dialog={(close) => <ChannelDialog onClose={close} />}
    />
  )
}

function ChannelDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  return (
    <OwnerDialog
      kind="channel"
      start={newChannel}
      fields={(props) => <ChannelFields {...props} />}
      create={(draft, id) => ask(api.POST('/v1/channels', { body: { ...channelOf(draft), ...id } }))}
      onCreated={(channelId) => navigate({ to: '/channels/$channelId', params: { channelId } })}
      onClose={onClose}
    />
  )
}

function ChannelKind({ channel }: { channel: Channel }) {
  const t = useText()
  return channel.isPrivate ? (
    <Status tone="idle" icon="stop" label={t.channels.private} />
  ) : (
    <Status tone="ok" icon="check" label={t.channels.shared} />
  )
}
