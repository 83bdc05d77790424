import { MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { listCampaignNames } from '../campaigns/queries.ts'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { listAgents, listChannels } from '../lib/owners.ts'

type Binding = Schemas['Webhook']['binding']
type BindingChoiceProps = {
  value: Binding
  onChange: (binding: Binding) => void
  errors: Record<string, string>
}

/** What a webhook hangs on: the whole account, or agents, channels or campaigns to choose. */
export function BindingChoice({ value, onChange, errors }: BindingChoiceProps) {
  const t = useText()
  const { kind, ids } = value
  const options = useOptions(kind)
  // Those that are archived, or were never created here.
  const others = ids.filter((id) => !options.some((option) => option.value === id))
  const wrongId = Object.entries(errors).find(([path]) => path.startsWith('binding.ids'))?.[1]
  return (
    <>
      <Select
        label={t.webhooks.binding}
        data={optionsOf(t.webhooks.bindingKinds)}
        value={kind}
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && onChange({ kind: chosen as Binding['kind'], ids: [] })}
        error={errors['binding.kind']}
      />
      {kind !== 'account' && (
        <MultiSelect
          label={t.nav[`${kind}s` as const]}
          description={t.webhooks.bindingHelp}
          data={[...options, ...others.map((id) => ({ value: id, label: id }))]}
          value={ids}
          onChange={(chosen) => onChange({ kind, ids: chosen })}
          nothingFoundMessage={t.common.none}
          error={wrongId}
          hidePickedOptions
          searchable
        />
      )}
    </>
  )
}

function useOptions(kind: Binding['kind']): { value: string; label: string }[] {
  const agents = useQuery({ ...listAgents(false), enabled: kind === 'agent' })
  const channels = useQuery({ ...listChannels(false), enabled: kind === 'channel' })
  const campaigns = useQuery({ ...listCampaignNames, enabled: kind === 'campaign' })
  const all = { account: [], agent: agents.data, channel: channels.data, campaign: campaigns.data }
  return (all[kind] ?? []).map(({ id, name }) => ({ value: id, label: name }))
}
