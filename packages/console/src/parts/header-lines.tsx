import { SimpleGrid, TextInput } from '@mantine/core'
import { repeatedKeys, type HeaderLine } from '../lib/header-lines.ts'
import { useText } from '../lib/language.tsx'
import { LineList } from './line-list.tsx'

/** Headers one below the other; what is wrong with one stands below it. */
export function HeaderLines(props: {
  legend: string
  help: string
  lines: readonly HeaderLine[]
  onChange: (lines: readonly HeaderLine[]) => void
  /** By the path of the headers as the API names it, such as `headers`. */
  errors: Record<string, string>
  path: string
}) {
  const t = useText()
  const { errors, path } = props
  const repeated = repeatedKeys(props.lines)
  const errorOf = ({ key, name }: HeaderLine) =>
    repeated.has(key)
      ? t.webhooks.headerRepeated
      : (errors[`${path}.${name}`] ?? errors[`${path}[${JSON.stringify(name)}]`])
  return (
    <LineList
      legend={props.legend}
      help={props.help}
      lines={props.lines}
      onChange={props.onChange}
      blank={(key) => ({ key, name: '', value: '' })}
      add={t.webhooks.addHeader}
      remove={({ name }) => t.webhooks.removeHeader(name)}
      error={errors[path]}
    >
      {(line, _, change) => (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs" flex={1} miw={0}>
          <TextInput
            aria-label={t.webhooks.headerName}
            placeholder={t.webhooks.headerName}
            value={line.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={errorOf(line)}
          />
          <TextInput
            aria-label={t.webhooks.headerValue}
            placeholder={t.webhooks.headerValue}
            value={line.value}
            onChange={(event) => change({ value: event.currentTarget.value })}
          />
        </SimpleGrid>
      )}
    </LineList>
  )
}
