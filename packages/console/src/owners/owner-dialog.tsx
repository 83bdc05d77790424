import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { plural, type OwnerKind } from '../lib/owners.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ErrorState } from '../parts/states.tsx'

/** What the fields of an agent or a channel need. */
export type FieldsProps<D> = {
  draft: D
  change: (part: Partial<D>) => void
  errors: Record<string, string>
}

type OwnerDialogProps<D> = {
  kind: OwnerKind
  start: D
  fields: (props: FieldsProps<D>) => ReactNode
  /** Without an id, one is made. */
  create: (draft: D, id: { id?: string }) => Promise<{ id: string }>
  onCreated: (id: string) => Promise<void>
  onClose: () => void
}

/** Creates an agent or a channel and goes on to its page. */
export function OwnerDialog<D>(props: OwnerDialogProps<D>) {
  const words = useText()[plural(props.kind)]
  const queryClient = useQueryClient()
  const [id, setId] = useState('')
  const [draft, setDraft] = useState(props.start)
  const create = useMutation({
    mutationFn: () => props.create(draft, id.trim() === '' ? {} : { id: id.trim() }),
    onSuccess: async (owner) => {
      notifications.show({ message: words.created })
      await props.onCreated(owner.id)
      await queryClient.invalidateQueries({ queryKey: [plural(props.kind)] })
    },
  })
  const errors = useFieldErrors(create.error)
  return (
    <FormDialog
      title={words.createTitle}
      size="lg"
      closeOnClickOutside={false}
      isChanged={id !== '' || draft !== props.start}
      onSubmit={() => create.mutate()}
      onClose={props.onClose}
      actions={() => (
        <Button type="submit" loading={create.isPending}>
          {words.create}
        </Button>
      )}
    >
      {props.fields({
        draft,
        change: (part) => setDraft((before) => ({ ...before, ...part })),
        errors,
      })}
      <TextInput
        label={words.id}
        description={words.idHelp}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        error={errors.id}
      />
      {create.isError && <ErrorState error={create.error} />}
    </FormDialog>
  )
}
