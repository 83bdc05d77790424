import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { CallflowDialog } from './callflow-dialog.tsx'
import { NamedList } from './named-list.tsx'
import { listCallflows } from './queries.ts'

/** What runs with whoever answers. */
export function Callflows() {
  const t = useText()
  const words = t.campaigns.callflows
  const query = useQuery(listCallflows)
  const [editing, setEditing] = useState<Schemas['Callflow']>()
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
      <NamedList
        label={t.campaigns.views.callflows}
        words={words}
        partsHeader={words.actions}
        parts={({ actions }) =>
          actions.length === 0 ? (
            <span className="muted">{words.noActions}</span>
          ) : (
            actions.map(({ type, name }) => (name === '' ? words.types[type] : name)).join(' → ')
          )
        }
        things={query.data}
        queryKey={listCallflows.queryKey}
        archive={(id) => ask(api.DELETE('/v1/callflows/{id}', { params: { path: { id } } }))}
        onEdit={setEditing}
      />
      {editing !== undefined && <CallflowDialog callflow={editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}
