import { useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { Confirm } from './confirm.tsx'

/** Around a dialog with a form: asks before what was entered is lost. Its child gets what closes it. */
export function UnsavedGuard(props: {
  isChanged: boolean
  onClose: () => void
  children: (close: () => void) => ReactNode
}) {
  const t = useText()
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      {props.children(() => (props.isChanged ? setIsAsking(true) : props.onClose()))}
      <Confirm
        opened={isAsking}
        title={t.webhooks.unsaved}
        help={t.webhooks.unsavedHelp}
        action={t.webhooks.discard}
        onConfirm={props.onClose}
        onClose={() => setIsAsking(false)}
      />
    </>
  )
}
