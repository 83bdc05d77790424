import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listCampaignNames } from './queries.ts'

/** The name of a campaign and the way to it; the id alone where it is archived or was never created here. */
export function CampaignName({ id }: { id: string }) {
  const { data = [] } = useQuery(listCampaignNames)
  const campaign = data.find((one) => one.id === id)
  if (campaign === undefined) return id
  return (
    <Link to="/campaigns/$campaignId" params={{ campaignId: id }} className="break">
      {campaign.name}
    </Link>
  )
}
