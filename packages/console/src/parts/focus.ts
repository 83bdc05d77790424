import { useEffect, useState } from 'react'

/** Puts the focus on the content of the page, where what had it is gone. */
export function focusContent(): void {
  document.querySelector<HTMLElement>('#content')?.focus()
}

/** Gives the focus back to what had it before, when this goes; to the content of the page where that is gone too. */
export function useReturnFocus(): void {
  const [origin] = useState(() => originOf(document.activeElement))
  useEffect(
    () => () => {
      if (origin instanceof HTMLElement && origin.isConnected) origin.focus()
      else focusContent()
    },
    [origin],
  )
}

/** An item of a menu goes with the menu: what counts is the button that opened it. */
function originOf(element: Element | null): Element | null {
  const opener = element?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return opener == null ? element : document.getElementById(opener)
}
