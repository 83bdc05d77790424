import { Alert, Anchor, Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { callsOf, plural, type Agent, type Channel, type OwnerKind } from '../lib/owners.ts'
import { Copyable } from '../parts/copy.tsx'
import { Page } from '../parts/page.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'

/** One agent or channel: its name, the way to its calls, what can be done with it, and all that it consists of. */
export function OwnerPage<T extends Agent | Channel>(props: {
  kind: OwnerKind
  query: UseQueryResult<T>
  menu: (owner: T) => ReactNode
  children: (owner: T) => ReactNode
}) {
  const { kind, query } = props
  const words = useText()[plural(kind)]
  const owner = query.data
  return (
    <Page
      title={owner?.name ?? words.title}
      before={
        <Anchor renderRoot={(link) => <Link to={`/${plural(kind)}`} {...link} />} size="sm">
          ← {words.backToList}
        </Anchor>
      }
      actions={
        owner !== undefined && (
          <>
            <Button
              variant="default"
              renderRoot={(link) => <Link to="/calls" search={callsOf(kind, owner.id)} {...link} />}
            >
              {words.calls}
            </Button>
            {props.menu(owner)}
          </>
        )
      }
    >
      {query.isPending && <ListSkeleton />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {owner !== undefined && (
        <>
          <div>
            <Copyable value={owner.id} thing={words.id} />
          </div>
          {owner.archivedAt !== null && (
            <Alert color="yellow" variant="outline" title={words.isArchived}>
              {words.archivedNote}
            </Alert>
          )}
          {props.children(owner)}
        </>
      )}
    </Page>
  )
}
