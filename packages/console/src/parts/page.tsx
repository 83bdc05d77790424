import { Group, Stack, Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'

/** The head of a screen; names the browser tab too. */
export function Page(props: { title: string; before?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const { title } = props
  useEffect(() => {
    document.title = `${title} · Offhook`
  }, [title])
  return (
    <Stack gap="md" className="content">
      {props.before}
      <Group justify="space-between" gap="sm">
        <Title order={1} className="break">
          {title}
        </Title>
        {props.actions !== undefined && <Group gap="xs">{props.actions}</Group>}
      </Group>
      {props.children}
    </Stack>
  )
}

/** Names and values, where values may be anything. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode] | false)[] }) {
  return (
    <dl className="facts">
      {facts.map(
        (fact) =>
          fact !== false && (
            <div key={fact[0]} style={{ display: 'contents' }}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
