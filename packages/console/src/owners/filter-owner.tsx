import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { FilterSelect } from '../parts/filters.tsx'

type Owner = { id: string; name: string }

/** Chooses one agent or channel by its name; not there in an account that has none. */
export function FilterOwner<T extends Owner, K extends readonly unknown[]>(props: {
  label: string
  list: UseQueryOptions<T[], Error, T[], K>
  value: string | undefined
  onChange: (id: string | undefined) => void
}) {
  const { value } = props
  const { data = [] } = useQuery(props.list)
  const options = data.map(({ id, name }) => ({ value: id, label: name }))
  // One that is archived, or was never created here.
  if (value !== undefined && !data.some(({ id }) => id === value)) options.push({ value, label: value })
  if (options.length === 0) return null
  return <FilterSelect {...props} options={options} />
}
