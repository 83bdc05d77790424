import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { ReplayDialog } from './replay-dialog.tsx'

// What the API takes at once.
const maxEvents = 1_000

/** What can be done with the events that were chosen; keeps its place when there are none, so that nothing jumps. */
export function ReplayBar(props: { events: readonly Schemas['Event'][]; onClear: () => void }) {
  const t = useText()
  const { events } = props
  const [isOpen, setIsOpen] = useState(false)
  if (events.length === 0)
    return (
      <Group mih={30}>
        <Text size="sm" className="muted">
          {t.replay.hint}
        </Text>
      </Group>
    )
  const isTooMany = events.length > maxEvents
  return (
    <Group gap="sm" mih={30} className="replay-bar">
      <Text size="sm" fw={600} role="status">
        {t.common.selected(events.length)}
      </Text>
      <Button size="xs" disabled={isTooMany} onClick={() => setIsOpen(true)}>
        {t.replay.action}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          props.onClear()
          // The button goes with the selection.
          document.querySelector<HTMLElement>('#content')?.focus()
        }}
      >
        {t.replay.clear}
      </Button>
      {isTooMany && <Text size="sm">{t.replay.tooMany(maxEvents)}</Text>}
      {isOpen && <ReplayDialog events={events} onClose={() => setIsOpen(false)} />}
    </Group>
  )
}
