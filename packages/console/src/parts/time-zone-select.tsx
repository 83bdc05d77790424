import { Select, type ComboboxItem, type SelectProps } from '@mantine/core'
import { useText } from '../lib/language.tsx'

const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

type TimeZoneSelectProps = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: string
  onChange: (timeZone: string) => void
}

/** IANA time zones to choose from, found by any part of their name, "new york" too. */
export function TimeZoneSelect({ value, onChange, ...props }: TimeZoneSelectProps) {
  const t = useText()
  // A zone the server knows by another name than this browser stays choosable.
  const zones = known.includes(value) || value === '' ? known : [value, ...known]
  return (
    <Select
      {...props}
      data={zones}
      value={value}
      onChange={(zone) => zone !== null && onChange(zone)}
      filter={({ options, search }) =>
        (options as ComboboxItem[]).filter((zone) => plain(zone.label).includes(plain(search)))
      }
      nothingFoundMessage={t.campaigns.noTimeZone}
      searchable
      allowDeselect={false}
    />
  )
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ').trim()
}
