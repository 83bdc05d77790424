import { Box, Button, Switch } from '@mantine/core'
import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { plural, type Agent, type Channel, type OwnerKind } from '../lib/owners.ts'
import { useSetSearch } from '../lib/use-filters.ts'
import type { Column } from '../parts/columns.tsx'
import { Icon } from '../parts/icons.tsx'
import { MenuTable } from '../parts/menu-table.tsx'
import { Page } from '../parts/page.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { OwnerLink } from './owner-name.tsx'

type TableProps<T> = {
  kind: OwnerKind
  /** What stands below the name where there is no room for its column. */
  brief: (owner: T) => ReactNode
  /** Between the name and what can be done. */
  columns: readonly Column<T>[]
  menu: (owner: T) => ReactNode
}

type OwnerListProps<T, K extends readonly unknown[]> = TableProps<T> & {
  list: (isArchive: boolean) => UseQueryOptions<T[], Error, T[], K>
  dialog: (close: () => void) => ReactNode
}

/** All agents or channels of the account: those in use, or those that were archived. */
export function OwnerList<T extends Agent | Channel, K extends readonly unknown[]>(
  props: OwnerListProps<T, K>,
) {
  const words = useText()[plural(props.kind)]
  const isArchive = useSearch({ strict: false }).archived === 'true'
  const setSearch = useSetSearch()
  const query = useQuery(props.list(isArchive))
  const [isCreating, setIsCreating] = useState(false)
  const actions = (
    <>
      <Switch
        label={words.showArchived}
        checked={isArchive}
        onChange={(event) => setSearch({ archived: event.currentTarget.checked ? 'true' : undefined })}
      />
      <Button leftSection={<Icon name="plus" />} onClick={() => setIsCreating(true)}>
        {words.create}
      </Button>
    </>
  )
  return (
    <Page title={words.title} actions={actions}>
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <div className="card">
          {isArchive ? (
            <EmptyState title={words.noArchived} help={words.noArchivedHelp} />
          ) : (
            <EmptyState title={words.empty} help={words.emptyHelp} />
          )}
        </div>
      )}
      {query.data !== undefined && query.data.length > 0 && <OwnerTable {...props} owners={query.data} />}
      {isCreating && props.dialog(() => setIsCreating(false))}
    </Page>
  )
}

function OwnerTable<T extends Agent | Channel>(props: TableProps<T> & { owners: readonly T[] }) {
  const words = useText()[plural(props.kind)]
  const name: Column<T> = {
    header: words.name,
    cell: (owner) => (
      <>
        <OwnerLink kind={props.kind} id={owner.id}>
          {owner.name}
        </OwnerLink>
        <div className="muted mono break">{owner.id}</div>
        <Box hiddenFrom="xs">{props.brief(owner)}</Box>
      </>
    ),
  }
  const others = props.columns.map((column) => ({ ...column, className: 'numeric' }))
  return (
    <MenuTable
      label={words.title}
      columns={[name, ...others]}
      rows={props.owners}
      menu={props.menu}
      highlightOnHover
    />
  )
}
