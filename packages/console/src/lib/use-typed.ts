import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'

/**
 * What is typed for a value that stands elsewhere, such as in the URL, and changes there only after a while. It applies a
 * moment after the last key, or when the field is left, and only when it is whole.
 */
export function useTyped(value: string, onApply: (text: string) => void, isWhole = (_: string) => true) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [applied, setApplied] = useState(value)
  const apply = (next: string) => {
    if (!isWhole(next) || next === applied) return
    setApplied(next)
    onApply(next)
  }
  const applySoon = useDebouncedCallback(apply, 350)
  if (seen !== value) {
    setSeen(value)
    // From somebody else: what was typed here comes back while the next keys are being pressed.
    if (value !== applied) {
      applySoon.cancel()
      setApplied(value)
      setText(value)
    }
  }
  return {
    text,
    type: (next: string) => {
      setText(next)
      applySoon(next)
    },
    leave: () => {
      applySoon.cancel()
      if (isWhole(text)) apply(text)
      else setText(value)
    },
  }
}
