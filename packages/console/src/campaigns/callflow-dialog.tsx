import { Select } from '@mantine/core'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { NamedDialog } from './named-dialog.tsx'
import { listCallflows } from './queries.ts'

type Callflow = Schemas['Callflow']
type ActionType = Callflow['actions'][number]['type']

/** A callflow with its steps. */
export function CallflowDialog({ callflow, onClose }: { callflow?: Callflow; onClose: () => void }) {
  const t = useText()
  const words = t.campaigns.callflows
  const actions = callflow?.actions ?? [{ type: 'textPrompt' as const, name: '' }]
  return (
    <NamedDialog<ActionType>
      title={callflow === undefined ? words.createTitle : words.editTitle(callflow.name)}
      name={callflow?.name ?? ''}
      parts={actions.map((action, key) => ({ ...action, key }))}
      newPart="textPrompt"
      words={{ ...words, legend: words.actions, help: words.actionsHelp, partName: words.actionName }}
      path="actions"
      before={(part, change) => (
        <Select
          aria-label={words.actionType}
          data={optionsOf(words.types)}
          value={part.type}
          allowDeselect={false}
          onChange={(type) => type !== null && change(type as ActionType)}
          flex="1 1 10rem"
        />
      )}
      up={words.up}
      queryKey={listCallflows.queryKey}
      submit={callflow === undefined ? words.create : t.common.save}
      save={async (name, parts) => {
        const body = { name, actions: [...parts] }
        if (callflow === undefined) return ask(api.POST('/v1/callflows', { body }))
        return ask(api.PUT('/v1/callflows/{id}', { params: { path: { id: callflow.id } }, body }))
      }}
      onClose={onClose}
    />
  )
}
