import { Box, Button, Switch, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat, useText } from '../lib/language.tsx'
import { listAgents, useBoundWebhooks, type Agent } from '../lib/owners.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import { Icon } from '../parts/icons.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { AgentDialog } from './agent-dialog.tsx'
import { AgentMenu } from './agent-menu.tsx'

const route = getRouteApi('/shell/agents')

/** All AI agents of the account, with what their webhooks get. */
export function Agents() {
  const t = useText()
  const { archived } = route.useSearch()
  const setSearch = useSetSearch()
  const isArchive = archived === 'on'
  const query = useQuery(listAgents(isArchive))
  const [isCreating, setIsCreating] = useState(false)
  const create = (
    <>
      <Switch
        label={t.agents.showArchived}
        checked={isArchive}
        onChange={(event) => setSearch({ archived: event.currentTarget.checked ? 'on' : undefined })}
      />
      <Button leftSection={<Icon name="plus" />} onClick={() => setIsCreating(true)}>
        {t.agents.create}
      </Button>
    </>
  )
  return (
    <Page title={t.agents.title} actions={create}>
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <div className="card">
          {isArchive ? (
            <EmptyState title={t.agents.noArchived} help={t.agents.noArchivedHelp} />
          ) : (
            <EmptyState title={t.agents.empty} help={t.agents.emptyHelp} />
          )}
        </div>
      )}
      {query.data !== undefined && query.data.length > 0 && <AgentTable agents={query.data} />}
      {isCreating && <AgentDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}

function AgentTable({ agents }: { agents: readonly Agent[] }) {
  const t = useText()
  const format = useFormat()
  const webhooksOf = useBoundWebhooks('agent')
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t.agents.title}>
      <Table highlightOnHover verticalSpacing={9}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.agents.name}</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.agents.webhooks}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.agents.playbooks}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="xs">
              {t.agents.callLog}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="lg">
              {t.agents.delay}
            </Table.Th>
            <Table.Th scope="col" w={50}>
              {t.common.actions}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {agents.map((agent) => (
            <Table.Tr key={agent.id}>
              <Table.Td>
                <Link to="/agents/$agentId" params={{ agentId: agent.id }} className="break">
                  {agent.name}
                </Link>
                <div className="muted mono break">{agent.id}</div>
                <Box hiddenFrom="xs">
                  <CallLogParts agent={agent} />
                </Box>
              </Table.Td>
              <Table.Td visibleFrom="sm" className="numeric">
                {format.number(webhooksOf(agent.id).length)}
              </Table.Td>
              <Table.Td visibleFrom="sm" className="numeric">
                {format.number(agent.playbooks.length)}
              </Table.Td>
              <Table.Td visibleFrom="xs">
                <CallLogParts agent={agent} />
              </Table.Td>
              <Table.Td visibleFrom="lg" className="numeric">
                {format.number(agent.logDelaySeconds)}
              </Table.Td>
              <Table.Td>
                <AgentMenu agent={agent} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** Whether summary and transcript go out with the call log. */
function CallLogParts({ agent }: { agent: Agent }) {
  const t = useText()
  const parts: [string, boolean][] = [
    [t.agents.summary, agent.hasSummary],
    [t.agents.transcript, agent.storesTranscripts],
  ]
  return parts.map(([label, isIn]) => (
    <span key={label} style={{ display: 'inline-block', marginRight: 14 }}>
      <Status
        tone={isIn ? 'ok' : 'idle'}
        icon={isIn ? 'check' : 'stop'}
        label={isIn ? label : t.agents.without(label)}
      />
    </span>
  ))
}
