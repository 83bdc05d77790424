import type { Channel } from '../lib/owners.ts'

/** A channel while it is being written; members have keys, because they move when one is taken out. */
export type ChannelDraft = {
  name: string
  isPrivate: boolean
  logDelaySeconds: number | string
  members: readonly MemberDraft[]
}

type MemberDraft = {
  key: number
  id: string
  accountId: string
  firstName: string
  lastName: string
}

export const newChannel: ChannelDraft = { name: '', isPrivate: false, logDelaySeconds: 10, members: [] }

export function draftOfChannel({ name, isPrivate, logDelaySeconds, members }: Channel): ChannelDraft {
  return {
    ...{ name, isPrivate, logDelaySeconds },
    members: members.map((member, key) => ({ ...member, key, accountId: member.accountId ?? '' })),
  }
}

/** As the API takes it; an empty number is left out. */
export function channelOf({ name, isPrivate, logDelaySeconds, members }: ChannelDraft) {
  return {
    ...{ name: name.trim(), isPrivate },
    ...(logDelaySeconds === '' ? {} : { logDelaySeconds: Number(logDelaySeconds) }),
    members: members.map(({ id, accountId, firstName, lastName }) => ({
      ...{ id: id.trim(), firstName: firstName.trim(), lastName: lastName.trim() },
      accountId: accountId.trim() === '' ? null : accountId.trim(),
    })),
  }
}
