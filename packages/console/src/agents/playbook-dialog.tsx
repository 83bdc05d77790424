import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../lib/language.tsx'
import { getAgent, type Agent } from '../lib/owners.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { changePlaybooks, type Playbook } from './change-playbooks.ts'
import { PlaybookFields } from './playbook-fields.tsx'
import { draftOfPlaybook, playbookOf, type PlaybookDraft } from './playbook-draft.ts'

/** Writes a playbook of the agent, or a new one behind the last. */
export function PlaybookDialog(props: { agent: Agent; playbook: Playbook | undefined; onClose: () => void }) {
  const t = useText()
  const { agent, playbook: known, onClose } = props
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => draftOfPlaybook(known))
  const [isChanged, setIsChanged] = useState(false)
  // Where it stands in the list that was sent, by which the server names its fields.
  const [place, setPlace] = useState(0)
  const save = useMutation({
    mutationFn: () =>
      changePlaybooks(agent.id, (playbooks) => {
        const found = playbooks.findIndex(({ id }) => id === known?.id)
        const at = found < 0 ? playbooks.length : found
        setPlace(at)
        return playbooks.toSpliced(at, 1, playbookOf(draft, known?.id) as never)
      }),
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
    <FormDialog
      title={known === undefined ? t.playbooks.addTitle : t.playbooks.editTitle(known.name)}
      size="lg"
      closeOnClickOutside={false}
      isChanged={isChanged}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      actions={() => (
        <Button type="submit" loading={save.isPending}>
          {t.common.save}
        </Button>
      )}
    >
      <PlaybookFields
        draft={draft}
        change={change}
        errors={useFieldErrors(save.error)}
        path={`playbooks[${place}]`}
      />
      {save.isError && <ErrorState error={save.error} />}
    </FormDialog>
  )
}
