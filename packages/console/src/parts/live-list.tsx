import { Button, Checkbox, Group, Loader, Stack, Switch, Table, Text, VisuallyHidden } from '@mantine/core'
import { useThrottledValue } from '@mantine/hooks'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, type MouseEvent, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import type { LiveKind } from '../lib/live-stream.ts'
import { useChanges } from '../lib/live.tsx'
import type { Page } from '../lib/queries.ts'
import type { Search } from '../lib/use-search.ts'
import { Cells, Headers, type Column } from './columns.tsx'
import { ErrorState, ListSkeleton } from './states.tsx'
import { ShowMore } from './show-more.tsx'

type LiveListProps<T> = {
  label: string
  kind: LiveKind
  isTail: boolean
  /** For lists that cost the server much: how often they are read anew at most. */
  everyMs?: number
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  empty: ReactNode
  /** For a list whose pages may be short because looking for its entries takes time. */
  search?: Search
  selection?: { selected: ReadonlySet<string>; onChange: (selected: ReadonlySet<string>) => void }
}

/** A list that grows by pages and follows what happens, when its reader wants that. */
export function LiveList<T>(props: LiveListProps<T>) {
  const { query, isTail } = props
  const t = useText()
  const changes = useThrottledValue(useChanges(props.kind), props.everyMs ?? 0)
  const [seen, setSeen] = useState(changes)
  const [announcement, setAnnouncement] = useState('')
  const show = async () => {
    setSeen(changes)
    await query.refetch()
    setAnnouncement(t.common.listUpdated)
  }
  const follow = useEffectEvent(() => {
    if (isTail && changes !== seen && !query.isFetching) void show()
  })
  useEffect(() => follow(), [changes, isTail, query.isFetching])
  const rows = query.data?.pages.flatMap((page) => page.data) ?? []

  if (query.isPending) return <ListSkeleton />
  if (query.isError && rows.length === 0)
    return <ErrorState error={query.error} saysFields onRetry={() => void query.refetch()} />
  const isChanged = changes !== seen && !isTail
  return (
    <div>
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
      {isChanged && (
        <Button
          variant="light"
          fullWidth
          size="xs"
          mb="xs"
          onClick={() => void show()}
          className="new-entries"
        >
          {t.common.newEntries}
        </Button>
      )}
      {query.isError && <ErrorState error={query.error} saysFields onRetry={() => void query.refetch()} />}
      {rows.length > 0 && <Rows {...props} rows={rows} />}
      {rows.length === 0 && (
        <div className="card">{query.hasNextPage ? <NothingYet {...props} /> : props.empty}</div>
      )}
      {rows.length > 0 && (
        <Group justify="center" mt="md">
          {query.hasNextPage ? (
            <More {...props} />
          ) : (
            <Text size="sm" className="muted">
              {t.common.endOfList}
            </Text>
          )}
        </Group>
      )}
    </div>
  )
}

/** Nothing among the entries looked through so far, and there are older ones. */
function NothingYet<T>(props: LiveListProps<T>) {
  const t = useText()
  return (
    <Stack align="center" gap="sm" py="xl">
      {props.search?.isSearching !== true && <Text className="muted">{t.replay.nothingYet}</Text>}
      <More {...props} />
    </Stack>
  )
}

function More<T>({ query, search }: LiveListProps<T>) {
  const t = useText()
  if (search?.isSearching === true)
    return (
      <Group gap="xs" role="status" mih={36}>
        <Loader size="xs" aria-hidden="true" />
        <Text size="sm">{t.replay.searching}</Text>
      </Group>
    )
  if (search?.isShort !== true) return <ShowMore query={query} />
  return (
    <Button variant="default" loading={query.isFetchingNextPage} onClick={search.goOn}>
      {t.replay.searchFurther}
    </Button>
  )
}

function Rows<T>({ columns, rows, rowKey, selection, label }: LiveListProps<T> & { rows: readonly T[] }) {
  const t = useText()
  const ids = rows.map(rowKey)
  const chosen = selection?.selected
  const isAll = chosen !== undefined && ids.every((id) => chosen.has(id))
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={label}>
      <Table highlightOnHover verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            {selection !== undefined && chosen !== undefined && (
              <Table.Th w={36}>
                <Checkbox
                  size="xs"
                  aria-label={t.common.selectAll}
                  checked={isAll}
                  indeterminate={!isAll && ids.some((id) => chosen.has(id))}
                  onChange={() => selection.onChange(new Set(isAll ? [] : ids))}
                />
              </Table.Th>
            )}
            <Headers columns={columns} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="rows">
          {rows.map((row, index) => {
            const id = ids[index] ?? ''
            return (
              <Table.Tr key={id} onClick={openRow}>
                {selection !== undefined && chosen !== undefined && (
                  <Table.Td onClick={(event) => event.stopPropagation()}>
                    <Checkbox
                      size="xs"
                      aria-label={t.common.select(id)}
                      checked={chosen.has(id)}
                      onChange={() => selection.onChange(toggled(chosen, id))}
                    />
                  </Table.Td>
                )}
                <Cells columns={columns} row={row} />
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}

/** For the mouse the whole row leads where its first link leads; the keyboard has the link. */
function openRow(event: MouseEvent<HTMLElement>): void {
  const target = event.target as HTMLElement
  if (target.closest('a, button, input, label') !== null || window.getSelection()?.isCollapsed === false)
    return
  const link = event.currentTarget.querySelector('a')
  link?.focus()
  link?.click()
}

/** Whether the list follows along; part of the URL as every filter. */
export function TailSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const t = useText()
  return (
    <Switch
      label={t.common.tail}
      title={t.common.tailHelp}
      checked={isOn}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
