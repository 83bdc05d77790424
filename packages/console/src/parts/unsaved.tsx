import { useBlocker } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'
import { Confirm } from './confirm.tsx'

/** Asks before a page with changes that were not saved is left, also when the tab is closed. */
export function Unsaved({ isChanged }: { isChanged: boolean }) {
  const t = useText()
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  return (
    <Confirm
      opened={blocker.status === 'blocked'}
      title={t.webhooks.unsaved}
      help={t.webhooks.unsavedHelp}
      action={t.webhooks.discard}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  )
}
