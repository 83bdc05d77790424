import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listAgents, listChannels, type OwnerKind } from '../lib/owners.ts'

/** The way to an agent or a channel. */
export function OwnerLink({ kind, id, children }: { kind: OwnerKind; id: string; children: ReactNode }) {
  return kind === 'agent' ? (
    <Link to="/agents/$agentId" params={{ agentId: id }} className="break">
      {children}
    </Link>
  ) : (
    <Link to="/channels/$channelId" params={{ channelId: id }} className="break">
      {children}
    </Link>
  )
}

/** The name of an agent and the way to it; the id alone where it was never created here. */
export function AgentName({ id }: { id: string }) {
  const { data = [] } = useQuery(listAgents(false))
  return <Name kind="agent" id={id} owners={data} />
}

/** The name of a channel and the way to it; the id alone where it was never created here. */
export function ChannelName({ id }: { id: string }) {
  const { data = [] } = useQuery(listChannels(false))
  return <Name kind="channel" id={id} owners={data} />
}

type NameProps = { kind: OwnerKind; id: string; owners: readonly { id: string; name: string }[] }

function Name({ kind, id, owners }: NameProps) {
  const owner = owners.find((one) => one.id === id)
  if (owner === undefined) return id
  return (
    <OwnerLink kind={kind} id={id}>
      {owner.name}
    </OwnerLink>
  )
}
