import { Alert, Box, Button, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import type { Column } from '../parts/columns.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { FilterBar, FilterSelect, FilterText } from '../parts/filters.tsx'
import { Icon } from '../parts/icons.tsx'
import { LiveList } from '../parts/live-list.tsx'
import { EmptyState } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'
import { AddNumberDialog } from './add-number-dialog.tsx'
import { NumberStateBadge } from './badges.tsx'
import { exampleFile } from './example-file.ts'
import { Imports } from './imports.tsx'
import { whyNumbersFixed } from './lifecycle.ts'
import { listNumbers, type Campaign, type CampaignNumber, type NumberImport } from './queries.ts'
import { ReportDialog } from './report-dialog.tsx'
import { UploadDialog } from './upload-dialog.tsx'

const route = getRouteApi('/shell/campaigns/$campaignId')

/** The numbers of a campaign: found, added, uploaded, removed; or why that cannot be. */
export function Numbers({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const words = t.campaigns.numbers
  const { state, text } = route.useSearch()
  const setSearch = useSetSearch()
  const [dialog, setDialog] = useState<'add' | 'upload'>()
  const [report, setReport] = useState<NumberImport>()
  const [removing, setRemoving] = useState<CampaignNumber>()
  const filter = { ...(state === undefined ? {} : { state }), ...(text === undefined ? {} : { text }) }
  const query = useInfiniteQuery(listNumbers(campaign.id, filter))
  const fixed = whyNumbersFixed(campaign)
  const columns = useColumns(campaign, fixed === null ? setRemoving : undefined)
  const isFiltered = state !== undefined || text !== undefined
  return (
    <Stack>
      {fixed !== null && <Alert variant="outline">{words.fixed[fixed]}</Alert>}
      <Group justify="space-between" align="flex-end">
        <FilterBar isFiltered={isFiltered} onClear={() => setSearch({ state: undefined, text: undefined })}>
          <FilterText
            label={words.search}
            placeholder={words.searchHelp}
            value={text}
            onChange={(part) => setSearch({ text: part })}
          />
          <FilterSelect
            label={words.state}
            value={state}
            options={optionsOf(t.campaigns.states)}
            onChange={(chosen) => setSearch({ state: chosen })}
          />
        </FilterBar>
        {fixed === null && (
          <Group gap="xs">
            <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setDialog('add')}>
              {words.add}
            </Button>
            <Button onClick={() => setDialog('upload')}>{t.campaigns.upload.action}</Button>
          </Group>
        )}
      </Group>
      <LiveList
        label={t.campaigns.tabs.numbers}
        kind="calls"
        isTail
        everyMs={3_000}
        query={query}
        columns={columns}
        rowKey={(number) => number.id}
        empty={<Nothing campaign={campaign} isFiltered={isFiltered} isFixed={fixed !== null} />}
      />
      <Imports campaignId={campaign.id} onReport={setReport} />
      {dialog === 'add' && <AddNumberDialog campaign={campaign} onClose={() => setDialog(undefined)} />}
      {dialog === 'upload' && (
        <UploadDialog
          campaign={campaign}
          onReport={(upload) => {
            setDialog(undefined)
            setReport(upload)
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
      {report !== undefined && <ReportDialog upload={report} onClose={() => setReport(undefined)} />}
      <RemoveNumber campaignId={campaign.id} number={removing} onClose={() => setRemoving(undefined)} />
    </Stack>
  )
}

type NothingProps = { campaign: Campaign; isFiltered: boolean; isFixed: boolean }

function Nothing({ campaign, isFiltered, isFixed }: NothingProps) {
  const t = useText()
  const words = t.campaigns.numbers
  if (isFiltered) return <EmptyState title={t.common.noMatch} help={t.common.noMatchHelp} />
  if (isFixed) return <EmptyState title={words.emptyFixed} help="" />
  return <EmptyState title={words.empty} help={words.emptyHelp} command={exampleFile(campaign.varNames, t)} />
}

type RemoveProps = { campaignId: string; number: CampaignNumber | undefined; onClose: () => void }

function RemoveNumber({ campaignId, number, onClose }: RemoveProps) {
  const t = useText()
  const words = t.campaigns.numbers
  const queryClient = useQueryClient()
  // What was asked last, so that the dialog keeps its words while it goes.
  const [shown, setShown] = useState(number)
  if (number !== undefined && number !== shown) setShown(number)
  const remove = useMutation({
    mutationFn: (numberId: string) =>
      ask(
        api.DELETE('/v1/campaigns/{id}/numbers/{numberId}', {
          params: { path: { id: campaignId, numberId } },
        }),
      ),
    onSuccess: () => notifications.show({ message: words.removed }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['campaigns'] }),
  })
  const close = () => {
    remove.reset()
    onClose()
  }
  return (
    <Confirm
      opened={number !== undefined}
      title={words.removeTitle(shown?.number ?? '')}
      help={words.removeHelp}
      action={words.remove}
      isWorking={remove.isPending}
      error={remove.error}
      onConfirm={() => number !== undefined && remove.mutate(number.id, { onSuccess: close })}
      onClose={close}
    />
  )
}

function useColumns(
  campaign: Campaign,
  onRemove: ((number: CampaignNumber) => void) | undefined,
): Column<CampaignNumber>[] {
  const t = useText()
  const words = t.campaigns.numbers
  const variables = ({ variables: values }: CampaignNumber) =>
    campaign.varNames
      .filter((name) => (values[name] ?? '') !== '')
      .map((name) => `${name}: ${values[name]}`)
      .join(' · ')
  return [
    {
      header: words.number,
      cell: (number) => (
        <>
          <Link
            to="/calls"
            search={{ campaignId: campaign.id, text: number.number }}
            className="numeric"
            title={words.callsOf(number.number)}
          >
            {number.number}
          </Link>
          <Box hiddenFrom="xs">
            <NumberStateBadge state={number.state} />
          </Box>
          <Box hiddenFrom="md" fz="sm" className="muted break">
            {variables(number)}
          </Box>
        </>
      ),
    },
    {
      header: words.state,
      cell: (number) => (
        <>
          <NumberStateBadge state={number.state} />
          {number.retryAt !== null && (
            <div className="muted">
              <Time at={number.retryAt} isRelative />
            </div>
          )}
        </>
      ),
      from: 'xs',
    },
    {
      header: words.variables,
      cell: (number) => <span className="break">{variables(number) || '–'}</span>,
      from: 'md',
    },
    { header: words.attempts, cell: (number) => String(number.attempts), from: 'sm' },
    {
      header: words.lastResult,
      cell: ({ lastResult: result }) => (result === null ? '–' : (t.callResult[result] ?? result)),
      from: 'lg',
    },
    {
      header: words.lastCalled,
      cell: ({ lastCalledAt: at }) => (at === null ? '–' : <Time at={at} />),
      from: 'lg',
    },
    ...(onRemove === undefined
      ? []
      : [
          {
            header: t.common.actions,
            cell: (number: CampaignNumber) => (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={words.removeOne(number.number)}
                onClick={() => onRemove(number)}
              >
                {words.remove}
              </Button>
            ),
          },
        ]),
  ]
}
