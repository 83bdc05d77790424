import { useState, type ReactNode } from 'react'
import { Discard } from './unsaved.tsx'

/** Around a dialog with a form: asks before what was entered is lost. Its child gets what closes it. */
export function UnsavedGuard(props: {
  isChanged: boolean
  onClose: () => void
  children: (close: () => void) => ReactNode
}) {
  const [isAsking, setIsAsking] = useState(false)
  const ask = () => {
    // Not yet: on a slow machine the question was drawn while the press of Escape that led here was still going round, and
    // closed by it.
    if (!isAsking) setTimeout(() => setIsAsking(true))
  }
  return (
    <>
      {props.children(() => (props.isChanged ? ask() : props.onClose()))}
      <Discard opened={isAsking} onConfirm={props.onClose} onClose={() => setIsAsking(false)} />
    </>
  )
}
