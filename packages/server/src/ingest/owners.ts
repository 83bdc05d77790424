import type { Agent } from '../agents/agent.ts'
import type { Channel, Member } from '../channels/channel.ts'
import type { EventData } from '../events/catalogue.ts'

type Logged = EventData<'call.logged'>

/** The agents and channels of an account by their ids. */
export type Owners = { agents: ReadonlyMap<string, Agent>; channels: ReadonlyMap<string, Channel> }

export function ownersById(agents: readonly Agent[], channels: readonly Channel[]): Owners {
  return {
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
  }
}

/**
 * The data of `call.logged` by the rules of the call's agent and channel: the channel and its people are filled in (what
 * the source calls private stays so), transcript and summary are left out where the agent's switches are off, and an
 * empty list of completed playbooks becomes absent (agents) or null (channels). Pure.
 */
export function completeLogged(
  given: Record<string, unknown>,
  agent: Agent | undefined,
  channel: Channel | undefined,
): Record<string, unknown> {
  if (agent === undefined && channel === undefined) return given
  const data = { ...(given as Logged) }
  if (channel !== undefined) {
    const isPrivate = channel.isPrivate || data.channel?.isPrivate === true
    data.channel = { id: channel.id, name: channel.name, isPrivate }
    data.users = (data.users ?? channel.members).map((user) => withNames(user, channel.members))
  }
  if (agent?.hasSummary === false) delete data.summary
  if (agent?.storesTranscripts === false) delete data.transcript
  return withPlaybooks(data, agent, channel !== undefined)
}

type User = NonNullable<Logged['users']>[number]

/** The person as the call log knows them, and where it is silent, as the channel does. */
function withNames(user: User | Member, members: readonly Member[]): User {
  const member = members.find(({ id }) => id === user.id)
  if (member === undefined) return user
  return {
    ...user,
    accountId: user.accountId ?? member.accountId,
    firstName: user.firstName ?? member.firstName,
    lastName: user.lastName ?? member.lastName,
  }
}

function withPlaybooks(data: Logged, agent: Agent | undefined, hasChannel: boolean): Record<string, unknown> {
  if (data.playbooks == null || data.playbooks.length === 0) {
    const { playbooks: _, ...rest } = data
    return agent === undefined && hasChannel ? { ...rest, playbooks: null } : rest
  }
  const idOf = (name: string) => agent?.playbooks.find((book) => book.name === name)?.id ?? null
  return { ...data, playbooks: data.playbooks.map((book) => ({ ...book, id: book.id ?? idOf(book.name) })) }
}
