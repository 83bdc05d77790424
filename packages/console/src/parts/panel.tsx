import { Drawer } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useText } from '../lib/language.tsx'

/** A page at the right of a list. Escape leads back to the list, and the focus to the link it was opened by. */
export function Panel({
  title,
  onClosed,
  children,
}: {
  title: ReactNode
  onClosed: () => void
  children: ReactNode
}) {
  const t = useText()
  // Opened after it is there: only then does it remember where the focus came from.
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => setIsOpen(true), [])
  return (
    <Drawer
      opened={isOpen}
      onClose={() => setIsOpen(false)}
      onExitTransitionEnd={onClosed}
      position="right"
      size="min(46rem, 100vw)"
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {children}
    </Drawer>
  )
}
