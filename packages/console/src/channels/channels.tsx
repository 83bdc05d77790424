import { Box, Button, Switch, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat, useText } from '../lib/language.tsx'
import { listChannels, useBoundWebhooks, type Channel } from '../lib/owners.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import { Icon } from '../parts/icons.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { ChannelDialog } from './channel-dialog.tsx'
import { ChannelMenu } from './channel-menu.tsx'

const route = getRouteApi('/shell/channels')

/** All channels of the account, shared and private. */
export function Channels() {
  const t = useText()
  const { archived } = route.useSearch()
  const setSearch = useSetSearch()
  const isArchive = archived === 'on'
  const query = useQuery(listChannels(isArchive))
  const [isCreating, setIsCreating] = useState(false)
  const actions = (
    <>
      <Switch
        label={t.channels.showArchived}
        checked={isArchive}
        onChange={(event) => setSearch({ archived: event.currentTarget.checked ? 'on' : undefined })}
      />
      <Button leftSection={<Icon name="plus" />} onClick={() => setIsCreating(true)}>
        {t.channels.create}
      </Button>
    </>
  )
  return (
    <Page title={t.channels.title} actions={actions}>
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <div className="card">
          {isArchive ? (
            <EmptyState title={t.channels.noArchived} help={t.channels.noArchivedHelp} />
          ) : (
            <EmptyState title={t.channels.empty} help={t.channels.emptyHelp} />
          )}
        </div>
      )}
      {query.data !== undefined && query.data.length > 0 && <ChannelTable channels={query.data} />}
      {isCreating && <ChannelDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}

function ChannelTable({ channels }: { channels: readonly Channel[] }) {
  const t = useText()
  const format = useFormat()
  const webhooksOf = useBoundWebhooks('channel')
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t.channels.title}>
      <Table highlightOnHover verticalSpacing={9}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.channels.name}</Table.Th>
            <Table.Th scope="col" visibleFrom="xs">
              {t.channels.kind}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.channels.members}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.channels.webhooks}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="lg">
              {t.channels.delay}
            </Table.Th>
            <Table.Th scope="col" w={50}>
              {t.common.actions}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {channels.map((channel) => (
            <Table.Tr key={channel.id}>
              <Table.Td>
                <Link to="/channels/$channelId" params={{ channelId: channel.id }} className="break">
                  {channel.name}
                </Link>
                <div className="muted mono break">{channel.id}</div>
                <Box hiddenFrom="xs">
                  <ChannelKind channel={channel} />
                </Box>
              </Table.Td>
              <Table.Td visibleFrom="xs">
                <ChannelKind channel={channel} />
              </Table.Td>
              <Table.Td visibleFrom="sm" className="numeric">
                {format.number(channel.members.length)}
              </Table.Td>
              <Table.Td visibleFrom="sm" className="numeric">
                {format.number(webhooksOf(channel.id).length)}
              </Table.Td>
              <Table.Td visibleFrom="lg" className="numeric">
                {format.number(channel.logDelaySeconds)}
              </Table.Td>
              <Table.Td>
                <ChannelMenu channel={channel} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
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
