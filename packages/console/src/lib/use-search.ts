import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { pageSize, type Page } from './queries.ts'

/** How a search through older entries stands. */
export type Search = {
  isSearching: boolean
  /** Whether the last page ended because its time was over, not because it was full. */
  isShort: boolean
  /** Whether it took several looks, so that it is not begun anew with everything that comes. */
  isLong: boolean
  goOn: () => void
}

// A few seconds; then whoever searches says whether to go on.
const maxLooks = 20

type Pages = UseInfiniteQueryResult<InfiniteData<Page<unknown>>>

/** Looks further back by itself, page after page, until there is a pageful to see, or too long. */
export function useSearch(query: Pages, filter: unknown): Search {
  const key = JSON.stringify(filter)
  const [from, setFrom] = useState({ key, page: 0 })
  if (from.key !== key) setFrom({ key, page: 0 })
  const looked = query.data?.pages.slice(from.page) ?? []
  const found = looked.reduce((sum, { data }) => sum + data.length, 0)
  const isShort = query.hasNextPage && (query.data?.pages.at(-1)?.data.length ?? 0) < pageSize
  const isLong = query.data?.pages.slice(0, -1).some(({ data }) => data.length < pageSize) === true
  const isSearching =
    isShort && found < pageSize && looked.length < maxLooks && !query.isError && !query.isPlaceholderData
  const look = useEffectEvent(() => {
    if (isSearching && !query.isFetching) void query.fetchNextPage()
  })
  useEffect(() => look(), [isSearching, query.isFetching, query.dataUpdatedAt])
  return {
    ...{ isSearching, isShort, isLong },
    goOn: () => {
      setFrom({ key, page: query.data?.pages.length ?? 0 })
      void query.fetchNextPage()
    },
  }
}
