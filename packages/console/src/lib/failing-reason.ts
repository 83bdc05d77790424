import type { Messages } from '../messages/en.ts'
import { say } from './sayings.ts'

/** Why a receiver fails, as the API says it (`answered 503`, `dns: The host name …`): in few words, and whole. */
export function failingReason(reason: string, t: Messages): { brief: string; whole: string } {
  const [, status] = /^answered (\d+)$/.exec(reason) ?? []
  if (status !== undefined) return { brief: `HTTP ${status}`, whole: `HTTP ${status}` }
  const [, kind = '', detail = ''] = /^(\w+): (.+)$/.exec(reason) ?? []
  const brief = t.deliveries.reasons[kind]
  if (brief === undefined) return { brief: reason, whole: reason }
  return { brief, whole: `${brief}: ${say(detail, t)}` }
}
