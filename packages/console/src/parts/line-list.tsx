import { ActionIcon, Button, Fieldset, Group, Stack, Text, type ActionIconProps } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { nextKey } from '../lib/keys.ts'
import { Icon } from './icons.tsx'

type LineListProps<L> = {
  legend: string
  help?: string
  lines: readonly L[]
  onChange: (lines: readonly L[]) => void
  blank: (key: number) => L
  add: string
  remove: (line: L, index: number) => string
  /** What is wrong with the list as a whole. */
  error: string | undefined
  /** What a line of several fields is called. */
  group?: (index: number) => string
  gap?: string
  removeProps?: ActionIconProps
  children: (line: L, index: number, change: (part: Partial<L>) => void) => ReactNode
}

/** Lines one below the other, to be added and removed. After one was removed, the focus is at its neighbour. */
export function LineList<L extends { key: number }>(props: LineListProps<L>) {
  const { lines, onChange, group } = props
  const addButton = useRef<HTMLButtonElement>(null)
  const removeButtons = useRef(new Map<number, HTMLButtonElement | null>())
  const change = (key: number, part: Partial<L>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const remove = (index: number) => {
    const neighbour = lines[index + 1] ?? lines[index - 1]
    const next = neighbour === undefined ? addButton.current : removeButtons.current.get(neighbour.key)
    onChange(lines.toSpliced(index, 1))
    next?.focus()
  }
  return (
    <Fieldset legend={props.legend}>
      <Stack gap={props.gap ?? 'xs'}>
        {props.help !== undefined && (
          <Text size="sm" className="muted">
            {props.help}
          </Text>
        )}
        {lines.map((line, index) => (
          <Group
            key={line.key}
            gap="xs"
            wrap="nowrap"
            align="flex-start"
            {...(group === undefined ? {} : { role: 'group', 'aria-label': group(index) })}
          >
            {props.children(line, index, (part) => change(line.key, part))}
            <ActionIcon
              ref={(button) => void removeButtons.current.set(line.key, button)}
              variant="default"
              size={36}
              aria-label={props.remove(line, index)}
              onClick={() => remove(index)}
              {...props.removeProps}
            >
              <Icon name="cross" />
            </ActionIcon>
          </Group>
        ))}
        {props.error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {props.error}
          </Text>
        )}
        <div>
          <Button
            ref={addButton}
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => onChange([...lines, props.blank(nextKey(lines))])}
          >
            {props.add}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}
