import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorState } from './states.tsx'

/** Asks before something that cannot be taken back, and says what it touches. */
export function Confirm(props: {
  opened: boolean
  title: string
  help: string
  action: string
  /** What stands on the button that does nothing, where "Cancel" would be misread. */
  dismiss?: string
  /** Nothing is lost by it, so it is not shown in red. */
  isHarmless?: boolean
  isWorking?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
  children?: ReactNode
}) {
  const t = useText()
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <Stack>
        <Text size="sm">{props.help}</Text>
        {props.children}
        {props.error != null && <ErrorState error={props.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {props.dismiss ?? t.common.cancel}
          </Button>
          <Button
            {...(props.isHarmless === true ? {} : { color: 'red.9' })}
            onClick={props.onConfirm}
            loading={props.isWorking ?? false}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
