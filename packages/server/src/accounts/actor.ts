/** Who does something. Every change is made in the name of one, inside one account. */
export type Actor = {
  accountId: string
  by: { kind: 'apiKey'; id: string } | { kind: 'user'; id: string } | { kind: 'system' }
  /** The caller's address as the server saw it, where there is one. */
  ipAddress: string | null
}

/** Offhook itself, acting for an account. */
export function systemActor(accountId: string): Actor {
  return { accountId, by: { kind: 'system' }, ipAddress: null }
}
