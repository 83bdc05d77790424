import { Button, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useLanguage, useText } from '../lib/language.tsx'
import { listWebhooks, sinceMs } from '../lib/queries.ts'
import { fromWallTime, toWallTime } from '../lib/time-zone.ts'

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
  const [text, setText] = useState(props.value ?? '')
  const [known, setKnown] = useState(props.value)
  if (known !== props.value) {
    setKnown(props.value)
    setText(props.value ?? '')
  }
  const apply = useDebouncedCallback((value: string) => {
    setKnown(value === '' ? undefined : value)
    props.onChange(value === '' ? undefined : value)
  }, 350)
  return (
    <TextInput
      label={props.label}
      placeholder={props.placeholder ?? ''}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value)
        apply(event.currentTarget.value)
      }}
      w={{ base: 'calc(50% - 5px)', xs: 220 }}
    />
  )
}

export function FilterWebhook(props: Omit<FieldProps, 'label'>) {
  const t = useText()
  const { data = [] } = useQuery(listWebhooks)
  const options = data.map(({ id, name }) => ({ value: id, label: name }))
  return <FilterSelect {...props} label={t.events.webhook} options={options} />
}

type Span = { since?: string; from?: string; to?: string }

/** A span up to now, or exact times in the account's zone. */
export function FilterTime({ value, onChange }: { value: Span; onChange: (span: Span) => void }) {
  const t = useText()
  const { timeZone } = useLanguage()
  const isExact = value.from !== undefined || value.to !== undefined
  const [isOpen, setIsOpen] = useState(isExact)
  const options = [
    ...Object.keys(sinceMs).map((key) => ({ value: key, label: t.ranges[key as keyof typeof t.ranges] })),
    { value: 'exact', label: t.time.exact },
  ]
  const wall = (iso: string | undefined) => (iso === undefined ? '' : toWallTime(new Date(iso), timeZone))
  const instant = (text: string) => fromWallTime(text, timeZone)?.toISOString()
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
          <TextInput
            key={edge}
            type="datetime-local"
            label={edge === 'from' ? t.time.from : t.time.to}
            value={wall(value[edge])}
            onChange={(event) =>
              onChange({ ...value, since: undefined, [edge]: instant(event.currentTarget.value) })
            }
            w={{ base: 'calc(50% - 5px)', xs: 210 }}
          />
        ))}
    </>
  )
}
