import { Button, Fieldset, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { getAgent, type Agent } from '../lib/owners.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { ErrorState } from '../parts/states.tsx'
import { Unsaved } from '../parts/unsaved.tsx'
import { AgentFields, settingsOf, type AgentDraft } from './agent-fields.tsx'

/** What goes into the call logs of an agent, and when. */
export function AgentSettings({ agent }: { agent: Agent }) {
  const t = useText()
  const queryClient = useQueryClient()
  const { name, hasSummary, storesTranscripts, logDelaySeconds } = agent
  const saved: AgentDraft = { name, hasSummary, storesTranscripts, logDelaySeconds }
  const [changes, setChanges] = useState<Partial<AgentDraft>>({})
  const draft = { ...saved, ...changes }
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved)
  const save = useMutation({
    mutationFn: (_sent: Partial<AgentDraft>) =>
      ask(api.PATCH('/v1/agents/{id}', { params: { path: { id: agent.id } }, body: settingsOf(draft) })),
    onSuccess: async (fresh, sent: Partial<AgentDraft>) => {
      queryClient.setQueryData(getAgent(agent.id).queryKey, fresh)
      // What was typed while it was on its way is kept.
      setChanges((now) => (now === sent ? {} : now))
      notifications.show({ message: t.agents.saved })
      await queryClient.invalidateQueries({ queryKey: ['agents', 'list'] })
    },
  })
  return (
    <form
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(changes)
      }}
    >
      <Fieldset variant="unstyled" disabled={agent.archivedAt !== null} maw={720}>
        <Stack align="stretch">
          <AgentFields
            draft={draft}
            change={(part) => setChanges((before) => ({ ...before, ...part }))}
            errors={useFieldErrors(save.error)}
          />
          {save.isError && <ErrorState error={save.error} />}
          <div>
            <Button type="submit" loading={save.isPending}>
              {t.common.save}
            </Button>
          </div>
        </Stack>
      </Fieldset>
      <Unsaved isChanged={isChanged} />
    </form>
  )
}
