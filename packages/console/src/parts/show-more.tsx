import { Button } from '@mantine/core'
import { useText } from '../lib/language.tsx'

type ShowMoreProps = { query: { isFetchingNextPage: boolean; fetchNextPage: () => unknown } }

/** Reads the next page of a list. */
export function ShowMore({ query }: ShowMoreProps) {
  const t = useText()
  return (
    <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t.common.showMore}
    </Button>
  )
}
