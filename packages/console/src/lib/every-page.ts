type Page<T> = { data: T[]; nextCursor: string | null }

/** All of a list that is short enough to be had whole, page after page. */
export async function everyPage<T>(
  load: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await load(cursor === null ? { limit: 200 } : { limit: 200, cursor })
    all.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}
