import { useBlocker } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { Confirm } from './confirm.tsx'

/** Asks before a page with changes that were not saved is left, also when the tab is closed. */
export function Unsaved({ isChanged }: { isChanged: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  return (
    <Discard
      opened={blocker.status === 'blocked'}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  )
}

/** Whether what was entered may be lost. */
export function Discard(props: { opened: boolean; onConfirm: () => void; onClose: () => void }) {
  const t = useText()
  return (
    <Confirm
      {...props}
      title={t.webhooks.unsaved}
      help={t.webhooks.unsavedHelp}
      action={t.webhooks.discard}
    />
  )
}
