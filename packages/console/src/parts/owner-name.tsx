import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listAgents, listChannels } from '../lib/owners.ts'

/** The name of an agent and the way to it; the id alone where it was never created here. */
export function AgentName({ id }: { id: string }) {
  const { data = [] } = useQuery(listAgents(false))
  const agent = data.find((one) => one.id === id)
  if (agent === undefined) return id
  return (
    <Link to="/agents/$agentId" params={{ agentId: id }}>
      {agent.name}
    </Link>
  )
}

/** The name of a channel and the way to it; the id alone where it was never created here. */
export function ChannelName({ id }: { id: string }) {
  const { data = [] } = useQuery(listChannels(false))
  const channel = data.find((one) => one.id === id)
  if (channel === undefined) return id
  return (
    <Link to="/channels/$channelId" params={{ channelId: id }}>
      {channel.name}
    </Link>
  )
}
