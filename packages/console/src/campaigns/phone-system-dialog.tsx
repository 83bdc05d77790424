import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { NamedDialog } from './named-dialog.tsx'
import { listPhoneSystems } from './queries.ts'

type PhoneSystemDialogProps = { phoneSystem?: Schemas['PhoneSystem']; onClose: () => void }

/** A phone system with its extensions. */
export function PhoneSystemDialog({ phoneSystem, onClose }: PhoneSystemDialogProps) {
  const t = useText()
  const words = t.campaigns.phoneSystems
  const extensions = phoneSystem?.extensions ?? [{ name: '' }]
  return (
    <NamedDialog
      title={phoneSystem === undefined ? words.createTitle : words.editTitle(phoneSystem.name)}
      name={phoneSystem?.name ?? ''}
      parts={extensions.map((extension, key) => ({ ...extension, key, type: undefined }))}
      newPart={undefined}
      words={{
        ...words,
        legend: words.extensions,
        help: words.extensionsHelp,
        partName: words.extensionName,
        needsPart: words.needsExtension,
      }}
      path="extensions"
      queryKey={listPhoneSystems.queryKey}
      submit={phoneSystem === undefined ? words.create : t.common.save}
      save={async (name, parts) => {
        const body = { name, extensions: parts.map(({ type: _, ...extension }) => extension) }
        if (phoneSystem === undefined) return ask(api.POST('/v1/phone-systems', { body }))
        const params = { path: { id: phoneSystem.id } }
        return ask(api.PUT('/v1/phone-systems/{id}', { params, body }))
      }}
      onClose={onClose}
    />
  )
}
