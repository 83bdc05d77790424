import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { NamedList } from './named-list.tsx'
import { PhoneSystemDialog } from './phone-system-dialog.tsx'
import { listPhoneSystems } from './queries.ts'

/** What campaigns dial with. */
export function PhoneSystems() {
  const t = useText()
  const words = t.campaigns.phoneSystems
  const query = useQuery(listPhoneSystems)
  const [editing, setEditing] = useState<Schemas['PhoneSystem']>()
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
        label={t.campaigns.views.phoneSystems}
        words={words}
        partsHeader={words.extensions}
        parts={({ extensions }) => extensions.map(({ name }) => name).join(', ')}
        things={query.data}
        queryKey={listPhoneSystems.queryKey}
        archive={(id) => ask(api.DELETE('/v1/phone-systems/{id}', { params: { path: { id } } }))}
        onEdit={setEditing}
      />
      {editing !== undefined && (
        <PhoneSystemDialog phoneSystem={editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  )
}
