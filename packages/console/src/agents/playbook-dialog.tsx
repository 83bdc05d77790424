import { Button, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { getAgent, type Agent } from '../lib/owners.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { UnsavedGuard } from '../parts/unsaved-guard.tsx'
import { PlaybookFields } from './playbook-fields.tsx'
import { draftOfPlaybook, playbookOf, type PlaybookDraft } from './playbook-draft.ts'

/** Writes the playbook at a place in the agent's list, or a new one behind the last. */
export function PlaybookDialog(props: { agent: Agent; index: number; onClose: () => void }) {
  const t = useText()
  const { agent, index, onClose } = props
  const queryClient = useQueryClient()
  const known = agent.playbooks[index]
  const [draft, setDraft] = useState(() => draftOfPlaybook(known))
  const [isChanged, setIsChanged] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const playbooks = agent.playbooks.toSpliced(index, 1, playbookOf(draft, known?.id) as never)
      return ask(api.PATCH('/v1/agents/{id}', { params: { path: { id: agent.id } }, body: { playbooks } }))
    },
    onSuccess: async (fresh) => {
      queryClient.setQueryData(getAgent(agent.id).queryKey, fresh)
      notifications.show({ message: t.playbooks.saved })
      onClose()
      await queryClient.invalidateQueries({ queryKey: ['agents', 'list'] })
    },
  })
  const change = (part: Partial<PlaybookDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setIsChanged(true)
  }
  return (
    <UnsavedGuard isChanged={isChanged} onClose={onClose}>
      {(close) => (
        <Dialog
          onClose={close}
          size="lg"
          title={known === undefined ? t.playbooks.addTitle : t.playbooks.editTitle(known.name)}
          closeOnClickOutside={false}
        >
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              save.mutate()
            }}
          >
            <Stack>
              <PlaybookFields
                draft={draft}
                change={change}
                errors={useFieldErrors(save.error)}
                path={`playbooks[${index}]`}
              />
              {save.isError && <ErrorState error={save.error} />}
              <Group justify="flex-end">
                <Button type="submit" loading={save.isPending}>
                  {t.common.save}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </UnsavedGuard>
  )
}
