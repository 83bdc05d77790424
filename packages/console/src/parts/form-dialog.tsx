import { Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'

/** A dialog that is one form: it asks before what was entered is lost. */
export function FormDialog(props: {
  title: string
  size?: string
  /** False where a click outside is more likely a slip than meant. */
  closeOnClickOutside?: boolean
  isChanged: boolean
  onSubmit: () => void
  onClose: () => void
  /** What sends the form, and what else there is to press; gets what closes it. */
  actions: (close: () => void) => ReactNode
  children: ReactNode
}) {
  const { title, size = 'md', closeOnClickOutside = true } = props
  return (
    <UnsavedGuard isChanged={props.isChanged} onClose={props.onClose}>
      {(close) => (
        <Dialog onClose={close} title={title} size={size} closeOnClickOutside={closeOnClickOutside}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              // It may have been opened from within another form.
              event.stopPropagation()
              props.onSubmit()
            }}
          >
            <Stack>
              {props.children}
              <Group justify="flex-end">{props.actions(close)}</Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </UnsavedGuard>
  )
}
