import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useFormat, useText } from '../lib/language.tsx'
import { Confirm } from './confirm.tsx'

export type BulkAction = {
  label: string
  run: (id: string) => Promise<unknown>
  /** Asked before it begins. */
  confirm?: { title: (count: number) => string; help: string }
}

const sideBySide = 4

/** Does something to many chosen things, shows how far it is and what failed, and can be stopped. */
export function BulkBar(props: {
  ids: readonly string[]
  actions: readonly BulkAction[]
  onDone: () => void
}) {
  const t = useText()
  const format = useFormat()
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; failed: number; all: number; isOver: boolean }>()
  const [asking, setAsking] = useState<BulkAction>()
  const isStopped = useRef(false)

  const start = async (action: BulkAction) => {
    setAsking(undefined)
    isStopped.current = false
    const queue = [...props.ids]
    const all = queue.length
    let done = 0
    let failed = 0
    setProgress({ done, failed, all, isOver: false })
    const work = async () => {
      for (let id = queue.shift(); id !== undefined && !isStopped.current; id = queue.shift()) {
        const isDone = await action.run(id).then(
          () => true,
          () => false,
        )
        if (isDone) done += 1
        else failed += 1
        setProgress({ done, failed, all, isOver: false })
      }
    }
    await Promise.all(Array.from({ length: sideBySide }, work))
    setProgress({ done, failed, all, isOver: true })
    props.onDone()
    await queryClient.invalidateQueries({ queryKey: ['deliveries'] })
  }

  const tried = progress === undefined ? 0 : progress.done + progress.failed
  if (props.ids.length === 0 && progress === undefined) return null
  return (
    <Paper withBorder p="sm">
      {progress !== undefined && !progress.isOver ? (
        <Stack gap={6}>
          <Group justify="space-between">
            <Text size="sm">{t.deliveries.working(format.number(tried), format.number(progress.all))}</Text>
            <Button size="xs" variant="default" onClick={() => (isStopped.current = true)}>
              {t.deliveries.stop}
            </Button>
          </Group>
          <Progress
            value={(tried / Math.max(1, progress.all)) * 100}
            aria-label={t.deliveries.working(format.number(tried), format.number(progress.all))}
          />
        </Stack>
      ) : (
        <Group gap="sm">
          {progress !== undefined && (
            <Text size="sm" role="status">
              {t.deliveries.bulkDone(progress.done)}
              {progress.failed > 0 && ` ${t.deliveries.bulkFailed(progress.failed)}`}
            </Text>
          )}
          {props.ids.length > 0 && (
            <>
              <Text size="sm" fw={600}>
                {t.common.selected(props.ids.length)}
              </Text>
              {props.actions.map((action) => (
                <Button
                  key={action.label}
                  size="xs"
                  variant="default"
                  onClick={() => (action.confirm === undefined ? void start(action) : setAsking(action))}
                >
                  {action.label}
                </Button>
              ))}
            </>
          )}
        </Group>
      )}
      <Confirm
        opened={asking !== undefined}
        title={asking?.confirm?.title(props.ids.length) ?? ''}
        help={asking?.confirm?.help ?? ''}
        action={asking?.label ?? ''}
        onClose={() => setAsking(undefined)}
        onConfirm={() => asking !== undefined && void start(asking)}
      />
    </Paper>
  )
}
