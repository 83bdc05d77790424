import type { CampaignNumber } from './campaign.ts'

/** What a campaign says about trying again. */
export type RetryRules = { maxAttempts: number; retryDelayMinutes: number; endsAt: Date }

/** What became of one call to a number; null is not known. `retryAt` undefined: the dialer left it to us. */
export type CallResult = {
  callId: string
  result: string | null
  /** Null: an earlier end of this call spoke of it, and this one does not. */
  isAnswered: boolean | null
  outcome: string | null
  retryAt: Date | null | undefined
  endedAt: Date
}

/**
 * A number after a call to it: a success ends it, whatever other calls bring, unless the dialer itself says when to call
 * again; a failure is tried again until the attempts are used up or the campaign would be over. Telling of the same call
 * again counts no further attempt. An earlier call that is told of late counts as an attempt, and ends the number if it
 * was a success or used the attempts up; when to try again stays as the later one decided. Pure.
 */
export function afterCall(
  number: CampaignNumber,
  call: CallResult,
  rules: RetryRules,
): { number: CampaignNumber; attempt: number; outcome: 'success' | 'failure'; retryAt: Date | null } {
  const isKnown = number.lastCallId === call.callId
  const attempt = isKnown ? Math.max(1, number.attempts) : number.attempts + 1
  const isOnlyCall = isKnown && attempt === 1
  const outcome = outcomeOf(call, isOnlyCall && number.state === 'succeeded')
  if (!isKnown && number.lastCalledAt !== null && call.endedAt < number.lastCalledAt) {
    const late = afterLateCall({ ...number, attempts: attempt }, outcome, rules)
    return { number: late, attempt, outcome, retryAt: late.retryAt }
  }
  const planned = new Date(call.endedAt.getTime() + rules.retryDelayMinutes * 60_000)
  // What is told of the only call so far may be put right.
  const wasReached = number.state === 'succeeded' && !isOnlyCall
  const isReached = outcome === 'success' || wasReached
  const isWorthRetry = !isReached && attempt < rules.maxAttempts && planned < rules.endsAt
  const ours = isWorthRetry ? planned : null
  const retryAt = call.retryAt === undefined ? ours : call.retryAt
  const state = isReached ? 'succeeded' : 'failed'
  const after: CampaignNumber = {
    ...number,
    attempts: attempt,
    state: retryAt !== null ? 'retrying' : state,
    retryAt,
    lastCallId: call.callId,
    lastResult: call.result,
    lastCalledAt: call.endedAt,
  }
  return { number: after, attempt, outcome, retryAt }
}

function afterLateCall(
  number: CampaignNumber,
  outcome: 'success' | 'failure',
  { maxAttempts }: RetryRules,
): CampaignNumber {
  if (outcome === 'success') return { ...number, state: 'succeeded', retryAt: null }
  const isUsedUp = number.state === 'retrying' && number.attempts >= maxAttempts
  return isUsedUp ? { ...number, state: 'failed', retryAt: null } : number
}

/** The dialer's own word if it has one; else whoever was reached counts as success, as before where nothing is said of it. */
function outcomeOf({ outcome, isAnswered }: CallResult, wasSuccess: boolean): 'success' | 'failure' {
  if (outcome !== null) return outcome.toLowerCase() === 'success' ? 'success' : 'failure'
  return (isAnswered ?? wasSuccess) ? 'success' : 'failure'
}
