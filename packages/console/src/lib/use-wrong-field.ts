import { useEffect, useRef, type RefObject } from 'react'

/** For a form: goes to its first field with something wrong, after each error of a save and when called. */
export function useWrongField(error: unknown): { form: RefObject<HTMLFormElement | null>; show: () => void } {
  const form = useRef<HTMLFormElement>(null)
  const show = () => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  useEffect(() => {
    if (error !== null) show()
  }, [error])
  return { form, show }
}
