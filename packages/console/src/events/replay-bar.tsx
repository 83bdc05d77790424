import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import type { EventFilter } from '../lib/queries.ts'
import { ReplayDialog } from './replay-dialog.tsx'
import { canReplayAll, type Replayed } from './replayed.ts'

// What the API takes at once.
const maxEvents = 1_000

type ReplayBarProps = { events: readonly Schemas['Event'][]; filter: EventFilter; onClear: () => void }
type Start = { onStart: (replayed: Replayed) => void }

/** What can be done with the events of the list; keeps its place when none are chosen, so that nothing jumps. */
export function ReplayBar(props: ReplayBarProps) {
  // Here, since a selection may end under the dialog: its events may leave the list meanwhile.
  const [replayed, setReplayed] = useState<Replayed>()
  return (
    <>
      {props.events.length === 0 ? (
        <NoneChosen filter={props.filter} onStart={setReplayed} />
      ) : (
        <Chosen {...props} onStart={setReplayed} />
      )}
      {replayed !== undefined && <ReplayDialog replayed={replayed} onClose={() => setReplayed(undefined)} />}
    </>
  )
}

function NoneChosen({ filter, onStart }: Pick<ReplayBarProps, 'filter'> & Start) {
  const t = useText()
  return (
    <Group gap="sm" mih={30}>
      <Text size="sm" className="muted">
        {t.replay.hint}
      </Text>
      {canReplayAll(filter) && (
        <Button size="xs" variant="default" onClick={() => onStart({ kind: 'matching', filter })}>
          {t.replay.matching}
        </Button>
      )}
    </Group>
  )
}

function Chosen({ events, onClear, onStart }: ReplayBarProps & Start) {
  const t = useText()
  const isTooMany = events.length > maxEvents
  return (
    <Group gap="sm" mih={30} className="replay-bar">
      <Text size="sm" fw={600} role="status">
        {t.common.selected(events.length)}
      </Text>
      <Button size="xs" disabled={isTooMany} onClick={() => onStart({ kind: 'chosen', events })}>
        {t.replay.action}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          onClear()
          // The button goes with the selection.
          document.querySelector<HTMLElement>('#content')?.focus()
        }}
      >
        {t.replay.clear}
      </Button>
      {isTooMany && <Text size="sm">{t.replay.tooMany(maxEvents)}</Text>}
    </Group>
  )
}
