/** The customer whose data is kept apart from all others. `timeZone` is an IANA name. */
export type Account = {
  id: string
  name: string
  timeZone: string
  /** How many days events and attempts are kept. */
  retentionDays: number
  /** Webhooks that failed for so many hours without any success are disabled; null: never. */
  disableFailingAfterHours: number | null
  createdAt: Date
}
