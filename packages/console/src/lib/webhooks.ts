import { useQuery } from '@tanstack/react-query'
import { useText } from './language.tsx'
import { listWebhooks } from './queries.ts'

/** Names by id; deleted ones are said to be so. */
export function useWebhookName(): (id: string) => string {
  const t = useText()
  const { data } = useQuery(listWebhooks)
  return (id) =>
    data === undefined ? '…' : (data.find((webhook) => webhook.id === id)?.name ?? t.webhooks.notFoundName)
}
