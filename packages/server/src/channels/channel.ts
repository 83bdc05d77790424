import { z } from 'zod'
import { logDelaySeconds } from '../calls/log-delay.ts'

/** A person on a channel, in the words of `users` of `call.logged`. */
export type Member = {
  id: string
  accountId: string | null
  firstName: string
  lastName: string
}

/** A line shared by a team, or private. Its id is the `channelId` that calls carry. */
export type Channel = {
  id: string
  name: string
  /** Calls over a private channel never go to the channel’s webhooks. */
  isPrivate: boolean
  logDelaySeconds: number
  members: Member[]
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
}

const name = z.string().trim().min(1).max(200)

const member = z.strictObject({
  id: z.string().min(1).max(255).meta({ description: 'The person’s id, such as w0.' }),
  accountId: z.string().min(1).max(255).nullable().default(null),
  firstName: z.string().trim().max(200).default(''),
  lastName: z.string().trim().max(200).default(''),
})

const fields = {
  name,
  isPrivate: z.boolean().meta({ description: 'Calls over a private channel never go to its webhooks.' }),
  logDelaySeconds,
  members: z
    .array(member)
    .max(1_000)
    .refine(
      (members) => new Set(members.map(({ id }) => id)).size === members.length,
      'must have different ids',
    ),
}

/** The body of a create. `id` is added by the route. */
export const newChannelSchema = z.strictObject({
  ...fields,
  isPrivate: fields.isPrivate.default(false),
  logDelaySeconds: logDelaySeconds.default(10),
  members: fields.members.default([]),
})
export type ChannelSettings = z.output<typeof newChannelSchema>

/** The body of a change: fields that are left out stay as they are. */
export const channelChangeSchema = z.strictObject(fields).partial()
export type ChannelUpdate = z.output<typeof channelChangeSchema>
