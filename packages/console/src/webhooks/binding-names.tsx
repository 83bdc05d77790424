import { Fragment } from 'react'
import { CampaignName } from '../campaigns/campaign-name.tsx'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { AgentName, ChannelName } from '../owners/owner-name.tsx'

const names = { agent: AgentName, channel: ChannelName, campaign: CampaignName }

/** What a webhook hangs on, to be read: each by its name, with the way to it. */
export function BindingNames({ binding }: { binding: Schemas['Webhook']['binding'] }) {
  const t = useText()
  const { kind, ids } = binding
  if (kind === 'account') return t.webhooks.bindingKinds[kind]
  const Name = names[kind]
  return (
    <>
      {t.webhooks.bindingKinds[kind]}: {ids.length === 0 && t.common.none}
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <Name id={id} />
        </Fragment>
      ))}
    </>
  )
}
