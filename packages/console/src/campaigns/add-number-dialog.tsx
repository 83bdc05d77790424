import { Button, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import type { Campaign } from './queries.ts'

type Entered = { number: string; variables: Record<string, string> }

/** Adds numbers by hand, one after another. */
export function AddNumberDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const t = useText()
  const words = t.campaigns.numbers
  const queryClient = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [number, setNumber] = useState('')
  const [variables, setVariables] = useState<Record<string, string>>({})
  const [said, setSaid] = useState('')
  const add = useMutation({
    mutationFn: (sent: Entered) =>
      ask(
        api.POST('/v1/campaigns/{id}/numbers', {
          params: { path: { id: campaign.id } },
          body: { numbers: [sent] },
        }),
      ),
    onMutate: () => setSaid(''),
    onSuccess: ({ added }, sent) => {
      setSaid(added === 1 ? words.added(sent.number) : words.duplicate(sent.number))
      // What was typed while it was on its way is kept.
      setNumber((now) => (now === sent.number ? '' : now))
      setVariables((now) => (now === sent.variables ? {} : now))
      input.current?.focus()
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  const errors = useFieldErrors(add.error)
  const isEntered = [number, ...Object.values(variables)].some((text) => text !== '')
  return (
    <FormDialog
      title={words.add}
      isChanged={isEntered}
      onSubmit={() => add.mutate({ number, variables })}
      onClose={onClose}
      actions={(close) => (
        <>
          <Button variant="default" onClick={close}>
            {t.common.close}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {words.addAction}
          </Button>
        </>
      )}
    >
      <TextInput
        ref={input}
        type="tel"
        label={words.number}
        description={words.numberHelp}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={errors['numbers[0].number']}
        required
        data-autofocus
      />
      {campaign.varNames.map((name) => (
        <TextInput
          key={name}
          label={name}
          value={variables[name] ?? ''}
          onChange={(event) => setVariables({ ...variables, [name]: event.currentTarget.value })}
          error={errors[`numbers[0].variables[${JSON.stringify(name)}]`]}
        />
      ))}
      {add.isError && <ErrorState error={add.error} />}
      <Text size="sm" role="status" mih="1.4em">
        {said}
      </Text>
    </FormDialog>
  )
}
