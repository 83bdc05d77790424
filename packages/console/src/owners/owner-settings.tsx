import { Button, Fieldset, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { plural, type Agent, type Channel, type OwnerKind } from '../lib/owners.ts'
import { useEdits } from '../lib/use-edits.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { ErrorState } from '../parts/states.tsx'
import { Unsaved } from '../parts/unsaved.tsx'
import type { FieldsProps } from './owner-dialog.tsx'

type OwnerSettingsProps<D, B> = {
  kind: OwnerKind
  owner: Agent | Channel
  saved: D
  fields: (props: FieldsProps<D>) => ReactNode
  /** As the API takes it. */
  bodyOf: (draft: D) => B
  save: (body: B) => Promise<Agent | Channel>
}

/** The fields of an agent or a channel, to be changed. */
export function OwnerSettings<D extends object, B>(props: OwnerSettingsProps<D, B>) {
  const t = useText()
  const queryClient = useQueryClient()
  const { owner, saved, bodyOf } = props
  const kind = plural(props.kind)
  const { edits, draft, edit, settle } = useEdits(saved)
  const isChanged = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(saved))
  const save = useMutation({
    mutationFn: (_sent: Partial<D>) => props.save(bodyOf(draft)),
    onSuccess: async (fresh, sent) => {
      queryClient.setQueryData([kind, 'one', owner.id], fresh)
      settle(sent)
      notifications.show({ message: t[kind].saved })
      await queryClient.invalidateQueries({ queryKey: [kind, 'list'] })
    },
  })
  return (
    <form
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(edits)
      }}
    >
      <Fieldset variant="unstyled" disabled={owner.archivedAt !== null}>
        <Stack>
          {props.fields({ draft, change: edit, errors: useFieldErrors(save.error) })}
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
