import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Changes parameters of the current URL in place; undefined takes one out. */
export function useSetSearch(): (change: Record<string, string | undefined>) => void {
  const navigate = useNavigate()
  return useCallback(
    (change) => {
      // The parameters of any one screen: its own validator keeps what it knows.
      const search = (before: object) => ({ ...before, ...change })
      void navigate({ to: '.', search: search as never, replace: true })
    },
    [navigate],
  )
}

/** Whether any parameter besides the given ones narrows the list. */
export function isNarrowed(search: Record<string, string | undefined>, ...besides: string[]): boolean {
  return Object.entries(search).some(([key, value]) => value !== undefined && !besides.includes(key))
}

/** Every parameter that is set, as a change that takes it out. */
export function cleared(search: Record<string, string | undefined>): Record<string, undefined> {
  return Object.fromEntries(
    Object.keys(search)
      .filter((key) => key !== 'tail')
      .map((key) => [key, undefined]),
  )
}
