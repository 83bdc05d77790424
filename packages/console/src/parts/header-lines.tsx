import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useRef } from 'react'
import type { HeaderLine } from '../lib/header-lines.ts'
import { nextKey } from '../lib/keys.ts'
import { useText } from '../lib/language.tsx'
import { Icon } from './icons.tsx'

/** Headers one below the other; what is wrong with one stands below it. */
export function HeaderLines(props: {
  legend: string
  help: string
  lines: readonly HeaderLine[]
  onChange: (lines: HeaderLine[]) => void
  /** By the path of the headers as the API names it, such as `headers`. */
  errors: Record<string, string>
  path: string
}) {
  const t = useText()
  const { lines, onChange, errors, path } = props
  const addButton = useRef<HTMLButtonElement>(null)
  const set = (key: number, part: { name?: string; value?: string }) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  return (
    <Fieldset legend={props.legend}>
      <Stack gap="xs">
        <Text size="sm" className="muted">
          {props.help}
        </Text>
        {lines.map(({ key, name, value }) => (
          <Group key={key} gap="xs" wrap="nowrap" align="flex-start">
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs" flex={1} miw={0}>
              <TextInput
                aria-label={t.webhooks.headerName}
                placeholder={t.webhooks.headerName}
                value={name}
                onChange={(event) => set(key, { name: event.currentTarget.value })}
                error={errors[`${path}.${name}`] ?? errors[`${path}[${JSON.stringify(name)}]`]}
              />
              <TextInput
                aria-label={t.webhooks.headerValue}
                placeholder={t.webhooks.headerValue}
                value={value}
                onChange={(event) => set(key, { value: event.currentTarget.value })}
              />
            </SimpleGrid>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t.webhooks.removeHeader(name)}
              onClick={() => {
                onChange(lines.filter((line) => line.key !== key))
                addButton.current?.focus()
              }}
            >
              <Icon name="cross" />
            </ActionIcon>
          </Group>
        ))}
        {errors[path] !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errors[path]}
          </Text>
        )}
        <div>
          <Button
            ref={addButton}
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => onChange([...lines, { key: nextKey(lines), name: '', value: '' }])}
          >
            {t.webhooks.addHeader}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}
