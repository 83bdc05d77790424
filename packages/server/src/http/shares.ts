import { AppError } from '../lib/errors.ts'

/** Something that requests take while they are answered, of which no account gets more than its share. */
export type Shares = {
  /** Takes an amount for an account; throws `unavailable` when it is not to be had. */
  take: (accountId: string, amount: number) => Taken
}

export type Taken = {
  /** Takes more; throws as before, and what was taken stays taken. Nothing more is taken once it was given back. */
  add: (amount: number) => void
  /** Gives all of it back, once. */
  giveBack: () => void
}

/** `detail` tells the caller what there is too much of. */
export function createShares(total: number, perAccount: number, detail: string): Shares {
  let takenInAll = 0
  const takenBy = new Map<string, number>()
  const change = (accountId: string, amount: number) => {
    takenInAll += amount
    const taken = (takenBy.get(accountId) ?? 0) + amount
    if (taken === 0) takenBy.delete(accountId)
    else takenBy.set(accountId, taken)
  }
  return {
    take(accountId, first) {
      let held = 0
      let isOver = false
      const add = (amount: number) => {
        if (isOver) return
        const isTooMuch = takenInAll + amount > total || (takenBy.get(accountId) ?? 0) + amount > perAccount
        if (amount > 0 && isTooMuch) throw new AppError('unavailable', detail)
        change(accountId, amount)
        held += amount
      }
      add(first)
      return {
        add,
        giveBack() {
          change(accountId, -held)
          held = 0
          isOver = true
        },
      }
    },
  }
}
