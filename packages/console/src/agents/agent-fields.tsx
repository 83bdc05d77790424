import { NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import type { Agent } from '../lib/owners.ts'
import type { FieldsProps } from '../owners/owner-dialog.tsx'

/** An agent's settings while they are being written. */
export type AgentDraft = Pick<Agent, 'name' | 'hasSummary' | 'storesTranscripts'> & {
  logDelaySeconds: number | string
}

/** As the API takes it; an empty number is left out. */
export function settingsOf({ logDelaySeconds, name, ...draft }: AgentDraft) {
  return {
    ...draft,
    name: name.trim(),
    ...(logDelaySeconds === '' ? {} : { logDelaySeconds: Number(logDelaySeconds) }),
  }
}

/** Name, what goes into the call log, and how long it waits. */
export function AgentFields({ draft, change, errors }: FieldsProps<AgentDraft>) {
  const t = useText()
  return (
    <Stack maw={720}>
      <TextInput
        label={t.agents.name}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name}
        maxLength={200}
        required
        data-autofocus
      />
      <Switch
        label={t.agents.summary}
        description={t.agents.summaryHelp[draft.hasSummary ? 'on' : 'off']}
        checked={draft.hasSummary}
        onChange={(event) => change({ hasSummary: event.currentTarget.checked })}
      />
      <Switch
        label={t.agents.transcription}
        description={t.agents.transcriptionHelp[draft.storesTranscripts ? 'on' : 'off']}
        checked={draft.storesTranscripts}
        onChange={(event) => change({ storesTranscripts: event.currentTarget.checked })}
      />
      <NumberInput
        label={t.agents.delay}
        description={t.agents.delayHelp}
        value={draft.logDelaySeconds}
        onChange={(logDelaySeconds) => change({ logDelaySeconds })}
        clampBehavior="none"
        hideControls
        error={errors.logDelaySeconds}
      />
    </Stack>
  )
}
