import { useText } from '../lib/language.tsx'
import type { IconName } from '../parts/icons.tsx'
import { Status, type Tone } from '../parts/status.tsx'
import type { CampaignNumber, Campaign, NumberImport } from './queries.ts'

type Look = { tone: Tone; icon: IconName }

const statusLooks: Record<Campaign['status'], Look> = {
  draft: { tone: 'idle', icon: 'clock' },
  active: { tone: 'ok', icon: 'phone' },
  paused: { tone: 'wait', icon: 'pause' },
  canceled: { tone: 'idle', icon: 'stop' },
  finished: { tone: 'idle', icon: 'check' },
}

export function CampaignStatusBadge({ status }: { status: Campaign['status'] }) {
  const t = useText()
  return <Status {...statusLooks[status]} label={t.campaigns.statuses[status]} />
}

const stateLooks: Record<CampaignNumber['state'], Look> = {
  waiting: { tone: 'idle', icon: 'clock' },
  retrying: { tone: 'wait', icon: 'hourglass' },
  succeeded: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
}

export function NumberStateBadge({ state }: { state: CampaignNumber['state'] }) {
  const t = useText()
  return <Status {...stateLooks[state]} label={t.campaigns.states[state]} />
}

const importLooks: Record<NumberImport['status'], Look> = {
  running: { tone: 'wait', icon: 'clock' },
  completed: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
}

export function ImportStatusBadge({ status }: { status: NumberImport['status'] }) {
  const t = useText()
  return <Status {...importLooks[status]} label={t.campaigns.imports.statuses[status]} />
}
