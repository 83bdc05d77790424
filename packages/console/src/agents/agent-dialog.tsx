import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { UnsavedGuard } from '../parts/unsaved-guard.tsx'
import { AgentFields, settingsOf, type AgentDraft } from './agent-fields.tsx'

const newAgent: AgentDraft = {
  ...{ name: '', hasSummary: true, storesTranscripts: true, logDelaySeconds: 10 },
}

/** Creates an agent and goes on to its page, where webhooks and playbooks are added. */
export function AgentDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [id, setId] = useState('')
  const [draft, setDraft] = useState(newAgent)
  const create = useMutation({
    mutationFn: () => {
      const body = { ...settingsOf(draft), ...(id.trim() === '' ? {} : { id: id.trim() }) }
      return ask(api.POST('/v1/agents', { body }))
    },
    onSuccess: async (agent) => {
      notifications.show({ message: t.agents.created })
      await navigate({ to: '/agents/$agentId', params: { agentId: agent.id } })
      await queryClient.invalidateQueries({ queryKey: ['agents'] })
    },
  })
  const errors = useFieldErrors(create.error)
  return (
    <UnsavedGuard isChanged={id !== '' || draft !== newAgent} onClose={onClose}>
      {(close) => (
        <Dialog onClose={close} title={t.agents.createTitle} closeOnClickOutside={false} size="lg">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              create.mutate()
            }}
          >
            <Stack>
              <AgentFields
                draft={draft}
                change={(part) => setDraft((before) => ({ ...before, ...part }))}
                errors={errors}
              />
              <TextInput
                label={t.agents.id}
                description={t.agents.idHelp}
                value={id}
                onChange={(event) => setId(event.currentTarget.value)}
                error={errors.id}
              />
              {create.isError && <ErrorState error={create.error} />}
              <Group justify="flex-end">
                <Button type="submit" loading={create.isPending}>
                  {t.agents.create}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </UnsavedGuard>
  )
}
