import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { CallflowDialog } from './callflow-dialog.tsx'
import { NamedList } from './named-list.tsx'
import { listCallflows } from './queries.ts'

/** What runs with whoever answers. */
export function Callflows() {
  const t = useText()
  const words = t.campaigns.callflows
  return (
    <NamedList
      label={t.campaigns.views.callflows}
      words={words}
      list={listCallflows}
      partsHeader={words.actions}
      parts={({ actions }) =>
        actions.length === 0 ? (
          <span className="muted">{words.noActions}</span>
        ) : (
          actions.map(({ type, name }) => (name === '' ? words.types[type] : name)).join(' → ')
        )
      }
      archive={(id) => ask(api.DELETE('/v1/callflows/{id}', { params: { path: { id } } }))}
      dialog={(callflow, close) => <CallflowDialog callflow={callflow} onClose={close} />}
    />
  )
}
