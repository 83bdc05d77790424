import { ActionIcon, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Icon } from '../parts/icons.tsx'
import { MenuTable } from '../parts/menu-table.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'

type Named = { id: string; name: string; updatedAt: string }

type Words = {
  help: string
  empty: string
  emptyHelp: string
  archive: string
  archiveTitle: (name: string) => string
  archiveHelp: string
  archived: string
  menu: (name: string) => string
}

type TableProps<T> = {
  label: string
  words: Words
  partsHeader: string
  parts: (one: T) => ReactNode
  archive: (id: string) => Promise<unknown>
}

type NamedListProps<T, K extends readonly unknown[]> = TableProps<T> & {
  list: UseQueryOptions<T[], Error, T[], K> & { queryKey: K }
  dialog: (one: T, close: () => void) => ReactNode
}

/** Things that campaigns use: their names, what they consist of, and how to change or put them away. */
export function NamedList<T extends Named, K extends readonly unknown[]>(props: NamedListProps<T, K>) {
  const { words, list } = props
  const query = useQuery(list)
  const [editing, setEditing] = useState<T>()
  if (query.isPending) return <ListSkeleton />
  if (query.data === undefined) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0) {
    return (
      <div className="card">
        <EmptyState title={words.empty} help={words.emptyHelp} />
      </div>
    )
  }
  return (
    <>
      <NamedTable {...props} things={query.data} queryKey={list.queryKey} onEdit={setEditing} />
      {editing !== undefined && props.dialog(editing, () => setEditing(undefined))}
    </>
  )
}

function NamedTable<T extends Named>(
  props: TableProps<T> & { things: readonly T[]; queryKey: readonly unknown[]; onEdit: (one: T) => void },
) {
  const t = useText()
  const { words } = props
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<T>()
  const [isAsking, setIsAsking] = useState(false)
  const archive = useMutation({
    mutationFn: (id: string) => props.archive(id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: props.queryKey })
      notifications.show({ message: words.archived })
      setIsAsking(false)
    },
  })
  return (
    <>
      <Text size="sm" className="muted" mb="sm">
        {words.help}
      </Text>
      <MenuTable
        label={props.label}
        columns={[
          { header: t.campaigns.name, cell: ({ name }) => name, className: 'break' },
          { header: props.partsHeader, cell: props.parts, className: 'break' },
          { header: t.campaigns.updated, cell: ({ updatedAt }) => <Time at={updatedAt} />, from: 'md' },
        ]}
        rows={props.things}
        menu={(one) => (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" aria-label={words.menu(one.name)}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => props.onEdit(one)}>{t.common.edit}</Menu.Item>
              <Menu.Item
                onClick={() => {
                  archive.reset()
                  setAsking(one)
                  setIsAsking(true)
                }}
              >
                {words.archive}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      />
      <Confirm
        opened={isAsking}
        title={words.archiveTitle(asking?.name ?? '')}
        help={words.archiveHelp}
        action={words.archive}
        isWorking={archive.isPending}
        error={archive.error}
        onConfirm={() => asking !== undefined && archive.mutate(asking.id)}
        onClose={() => setIsAsking(false)}
      />
    </>
  )
}
