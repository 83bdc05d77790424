import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import type { EventFilter } from '../lib/queries.ts'
import { ReplayDialog } from './replay-dialog.tsx'
import { canReplayAll } from './replayed.ts'

// What the API takes at once.
const maxEvents = 1_000

type ReplayBarProps = { events: readonly Schemas['Event'][]; filter: EventFilter; onClear: () => void }

/** What can be done with the events of the list; keeps its place when none are chosen, so that nothing jumps. */
export function ReplayBar(props: ReplayBarProps) {
  return props.events.length === 0 ? <NoneChosen filter={props.filter} /> : <Chosen {...props} />
}

function NoneChosen({ filter }: { filter: EventFilter }) {
  const t = useText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Group gap="sm" mih={30}>
      <Text size="sm" className="muted">
        {t.replay.hint}
      </Text>
      {canReplayAll(filter) && (
        <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
          {t.replay.matching}
        </Button>
      )}
      {isOpen && <ReplayDialog replayed={{ kind: 'matching', filter }} onClose={() => setIsOpen(false)} />}
    </Group>
  )
}

function Chosen(props: ReplayBarProps) {
  const t = useText()
  const { events } = props
  const [isOpen, setIsOpen] = useState(false)
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
      {isOpen && <ReplayDialog replayed={{ kind: 'chosen', events }} onClose={() => setIsOpen(false)} />}
    </Group>
  )
}
