import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Icon } from '../parts/icons.tsx'
import { LineList } from '../parts/line-list.tsx'
import { ErrorState } from '../parts/states.tsx'

/** A part of something: known by its id once it was saved, and until then by its place in this dialog. */
export type Part<T extends string | undefined> = { key: number; id?: string; name: string; type: T }

type NamedDialogProps<T extends string | undefined> = {
  title: string
  name: string
  parts: readonly Part<T>[]
  newPart: T
  words: {
    legend: string
    help: string
    partName: string
    add: string
    remove: (name: string) => string
    saved: string
    /** Where there has to be one. */
    needsPart?: string
  }
  /** The field of the API that the parts are. */
  path: string
  /** What stands before the name of a part. */
  before?: (part: Part<T>, change: (type: T) => void) => ReactNode
  /** Where their order counts: how a part is moved up is called. */
  up?: (name: string) => string
  queryKey: readonly unknown[]
  submit: string
  save: (name: string, parts: readonly Omit<Part<T>, 'key'>[]) => Promise<unknown>
  onClose: () => void
}

/** Something with a name that consists of named parts, made or changed. */
export function NamedDialog<T extends string | undefined>(props: NamedDialogProps<T>) {
  const t = useText()
  const { words } = props
  const queryClient = useQueryClient()
  const [name, setName] = useState(props.name)
  const [parts, setParts] = useState(props.parts)
  const [isChanged, setIsChanged] = useState(false)
  const [isTried, setIsTried] = useState(false)
  const given = parts.filter(isGiven)
  const gaps = {
    ...(name.trim() === '' ? { name: t.campaigns.enterName } : {}),
    ...(words.needsPart !== undefined && given.length === 0 ? { [props.path]: words.needsPart } : {}),
  }
  const save = useMutation({
    mutationFn: () =>
      props.save(
        name.trim(),
        given.map(({ key: _, ...part }) => part),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: props.queryKey })
      // Campaigns show their names.
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      notifications.show({ message: words.saved })
      props.onClose()
    },
  })
  const errors: Record<string, string> = { ...useFieldErrors(save.error), ...(isTried ? gaps : {}) }
  const change = (next: readonly Part<T>[]) => {
    setParts(next)
    setIsChanged(true)
  }
  return (
    <FormDialog
      title={props.title}
      size="lg"
      closeOnClickOutside={false}
      isChanged={isChanged}
      onSubmit={() => {
        setIsTried(true)
        if (Object.keys(gaps).length === 0) save.mutate()
      }}
      onClose={props.onClose}
      actions={() => (
        <Button type="submit" loading={save.isPending}>
          {props.submit}
        </Button>
      )}
    >
      <TextInput
        label={t.campaigns.name}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setIsChanged(true)
        }}
        error={errors.name}
        required
        data-autofocus
      />
      <Parts {...props} parts={parts} onChange={change} errors={errors} />
      {save.isError && <ErrorState error={save.error} />}
    </FormDialog>
  )
}

type PartsProps<T extends string | undefined> = NamedDialogProps<T> & {
  onChange: (parts: readonly Part<T>[]) => void
  errors: Record<string, string>
}

function Parts<T extends string | undefined>(props: PartsProps<T>) {
  const { parts, onChange, words, errors } = props
  const given = parts.filter(isGiven)
  const nameOf = ({ name }: Part<T>, index: number) => (name === '' ? String(index + 1) : name)
  return (
    <LineList
      legend={words.legend}
      help={words.help}
      lines={parts}
      onChange={onChange}
      blank={(key) => ({ key, name: '', type: props.newPart })}
      add={words.add}
      remove={(part, index) => words.remove(nameOf(part, index))}
      error={errors[props.path]}
    >
      {(part, index, changePart) => (
        <>
          <Group gap="xs" flex={1} align="flex-start">
            {props.before?.(part, (type) => changePart({ type }))}
            <TextInput
              aria-label={`${words.partName} ${index + 1}`}
              placeholder={words.partName}
              value={part.name}
              onChange={(event) => changePart({ name: event.currentTarget.value })}
              error={errors[`${props.path}[${given.indexOf(part)}].name`]}
              flex="1 1 12rem"
            />
          </Group>
          {props.up !== undefined && (
            <ActionIcon
              variant="default"
              size={36}
              // Not disabled: the first line may have come here by it, and keeps the focus.
              aria-disabled={index === 0}
              data-disabled={index === 0 || undefined}
              aria-label={props.up(nameOf(part, index))}
              onClick={({ currentTarget }) => {
                if (index === 0) return
                // Moving the line takes the focus from it.
                flushSync(() => onChange(movedUp(parts, index)))
                currentTarget.focus()
              }}
            >
              <Icon name="up" />
            </ActionIcon>
          )}
        </>
      )}
    </LineList>
  )
}

/** A line that only has room for a name and none in it is not meant. */
function isGiven({ type, name }: Part<string | undefined>): boolean {
  return type !== undefined || name.trim() !== ''
}

function movedUp<T>(things: readonly T[], index: number): readonly T[] {
  return [
    ...things.slice(0, index - 1),
    ...things.slice(index - 1, index + 1).toReversed(),
    ...things.slice(index + 1),
  ]
}
