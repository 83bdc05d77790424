import { TextInput, type TextInputProps } from '@mantine/core'
import { useLanguage } from '../lib/language.tsx'
import { fromWallTime, toWallTime } from '../lib/time-zone.ts'
import { useTyped } from '../lib/use-typed.ts'

type TimeInputProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  /** An instant as the API takes it. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A time to the minute, in the account's zone. */
export function TimeInput({ value, onChange, ...props }: TimeInputProps) {
  const { timeZone } = useLanguage()
  const typed = useTyped(
    value === undefined ? '' : toWallTime(new Date(value), timeZone),
    (text) => onChange(fromWallTime(text, timeZone)?.toISOString()),
    // A year that is being typed is 0002 first.
    (text) => text === '' || fromWallTime(text, timeZone) !== null,
  )
  return (
    <TextInput
      {...props}
      type="datetime-local"
      value={typed.text}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
    />
  )
}
