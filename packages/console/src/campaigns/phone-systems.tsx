import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { NamedList } from './named-list.tsx'
import { PhoneSystemDialog } from './phone-system-dialog.tsx'
import { listPhoneSystems } from './queries.ts'

/** What campaigns dial with. */
export function PhoneSystems() {
  const t = useText()
  const words = t.campaigns.phoneSystems
  return (
    <NamedList
      label={t.campaigns.views.phoneSystems}
      words={words}
      list={listPhoneSystems}
      partsHeader={words.extensions}
      parts={({ extensions }) => extensions.map(({ name }) => name).join(', ')}
      archive={(id) => ask(api.DELETE('/v1/phone-systems/{id}', { params: { path: { id } } }))}
      dialog={(phoneSystem, close) => <PhoneSystemDialog phoneSystem={phoneSystem} onClose={close} />}
    />
  )
}
