import { Button, Group, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { listWebhooks } from '../lib/queries.ts'
import { sinceMs } from '../lib/spans.ts'
import { useTyped } from '../lib/use-typed.ts'
import { useWebhookName } from '../lib/webhooks.ts'
import { TimeInput } from './time-input.tsx'

/** Filters side by side, one below the other where it is narrow. */
export function FilterBar(props: { isFiltered: boolean; onClear: () => void; children: ReactNode }) {
  const t = useText()
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label={t.common.filters}>
      {props.children}
      {props.isFiltered && (
        <Button variant="subtle" onClick={props.onClear}>
          {t.common.clearFilters}
        </Button>
      )}
    </Group>
  )
}

type FieldProps = { label: string; value: string | undefined; onChange: (value: string | undefined) => void }

export function FilterSelect(props: FieldProps & { options: readonly { value: string; label: string }[] }) {
  const t = useText()
  return (
    <Select
      label={props.label}
      placeholder={t.common.any}
      data={[...props.options]}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value ?? undefined)}
      clearable
      searchable={props.options.length > 8}
      clearButtonProps={{ 'aria-label': t.common.clearFilters }}
      w={{ base: 'calc(50% - 5px)', xs: 190 }}
    />
  )
}

/** Applies a moment after the last key, so that typing does not ask the server for every letter. */
export function FilterText(props: FieldProps & { placeholder?: string }) {
  const typed = useTyped(props.value ?? '', (text) => props.onChange(text === '' ? undefined : text))
  return (
    <TextInput
      label={props.label}
      placeholder={props.placeholder ?? ''}
      value={typed.text}
      maxLength={200}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
      w={{ base: 'calc(50% - 5px)', xs: 220 }}
    />
  )
}

export function FilterWebhook(props: Omit<FieldProps, 'label'>) {
  const t = useText()
  const nameOf = useWebhookName()
  const { value } = props
  const { data = [] } = useQuery(listWebhooks)
  const options = data.map(({ id, name }) => ({ value: id, label: name }))
  // One that is deleted narrows the list all the same.
  if (value !== undefined && !data.some(({ id }) => id === value))
    options.push({ value, label: nameOf(value) })
  return <FilterSelect {...props} label={t.events.webhook} options={options} />
}

type Span = { since?: string; from?: string; to?: string }

/** A span up to now, or exact times in the account's zone. */
export function FilterTime({ value, onChange }: { value: Span; onChange: (span: Span) => void }) {
  const t = useText()
  const isExact = value.from !== undefined || value.to !== undefined
  const [isOpen, setIsOpen] = useState(isExact)
  const options = [
    ...Object.keys(sinceMs).map((key) => ({ value: key, label: t.ranges[key as keyof typeof t.ranges] })),
    { value: 'exact', label: t.time.exact },
  ]
  const none = { since: undefined, from: undefined, to: undefined }
  return (
    <>
      <FilterSelect
        label={t.events.time}
        value={isOpen ? 'exact' : value.since}
        options={options}
        onChange={(chosen) => {
          setIsOpen(chosen === 'exact')
          onChange(chosen === 'exact' ? none : { ...none, since: chosen })
        }}
      />
      {isOpen &&
        (['from', 'to'] as const).map((edge) => (
          <TimeInput
            key={edge}
            label={t.time[edge]}
            value={value[edge]}
            onChange={(at) => onChange({ ...value, since: undefined, [edge]: at })}
            w={{ base: '100%', xs: 230 }}
          />
        ))}
    </>
  )
}
