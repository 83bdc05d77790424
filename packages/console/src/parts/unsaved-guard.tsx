import { useState, type ReactNode } from 'react'
import { Discard } from './unsaved.tsx'

/** Around a dialog with a form: asks before what was entered is lost. Its child gets what closes it. */
export function UnsavedGuard(props: {
  isChanged: boolean
  onClose: () => void
  children: (close: () => void) => ReactNode
}) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      {props.children(() => (props.isChanged ? setIsAsking(true) : props.onClose()))}
      <Discard opened={isAsking} onConfirm={props.onClose} onClose={() => setIsAsking(false)} />
    </>
  )
}
