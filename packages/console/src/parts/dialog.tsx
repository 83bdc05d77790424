import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useText } from '../lib/language.tsx'

// A menu is gone when what was chosen in it opens: whoever opened the menu is meant.
let lastFocused: HTMLElement | undefined
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && target.closest('[role=menu]') === null) lastFocused = target
})

/** A window over the page. When it closes, the focus goes back to where it came from, or to the page if that is gone. */
export function Dialog({ opened = true, ...props }: Omit<ModalProps, 'opened'> & { opened?: boolean }) {
  const t = useText()
  useFocusBack(opened)
  return (
    <Modal
      opened={opened}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t.common.close }}
      {...props}
    />
  )
}

function useFocusBack(isOpen: boolean): void {
  const isThere = useRef(false)
  useEffect(() => {
    if (!isOpen) return undefined
    isThere.current = true
    const from = lastFocused
    // A menu that is going would keep Escape for itself until the focus has moved in here.
    document.querySelector<HTMLElement>('[role=menu] :focus')?.blur()
    return () => {
      isThere.current = false
      // After what it was opened by has been drawn anew, or taken away.
      setTimeout(() => {
        if (isThere.current) return
        const isLeft = from?.isConnected === true && !from.matches(':disabled')
        const to = isLeft ? from : document.querySelector<HTMLElement>('#content')
        to?.focus({ preventScroll: true })
      })
    }
  }, [isOpen])
}
