import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat, useText } from '../lib/language.tsx'
import { isPast } from '../lib/time-zone.ts'
import { useWebhookName } from '../lib/webhooks.ts'
import { Copyable } from '../parts/copy.tsx'
import { Facts } from '../parts/page.tsx'
import { Time } from '../parts/time.tsx'
import { CampaignDialog } from './campaign-dialog.tsx'
import { Dates } from './campaign-list.tsx'
import { whyFixed } from './lifecycle.ts'
import { Progress } from './progress.tsx'
import type { Campaign } from './queries.ts'

/** Every field of a campaign to be read, how far it is, and the way to its events and calls. */
export function General({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const [isEditing, setIsEditing] = useState(false)
  const fixed = whyFixed(campaign)
  return (
    <Stack>
      <Progress counts={campaign.numbers}>
        <Link to="/events" search={{ campaignId: campaign.id }}>
          {t.campaigns.toEvents}
        </Link>
        <Link to="/calls" search={{ campaignId: campaign.id }}>
          {t.campaigns.toCalls}
        </Link>
      </Progress>
      <section className="card">
        <Group justify="space-between" mb="sm">
          <Title order={2}>{t.campaigns.details}</Title>
          {fixed === null && (
            <Button size="xs" variant="default" onClick={() => setIsEditing(true)}>
              {t.common.edit}
            </Button>
          )}
        </Group>
        {fixed !== null && fixed !== 'archived' && (
          <Text size="sm" className="muted" mb="sm">
            {t.campaigns.noChange[fixed]}
          </Text>
        )}
        <Fields campaign={campaign} />
      </section>
      {isEditing && <CampaignDialog campaign={campaign} onClose={() => setIsEditing(false)} />}
    </Stack>
  )
}

function Fields({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const format = useFormat()
  const nameOf = useWebhookName()
  const { forHuman, forMachine } = campaign.callflow
  const time = (at: string | null) => (at === null ? t.campaigns.notYet : <Time at={at} />)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Facts
        facts={[
          [t.campaigns.type, t.campaigns.types[campaign.type]],
          [t.campaigns.dates, <Span campaign={campaign} />],
          [t.campaigns.mode, t.campaigns.modes[campaign.dialer.mode]],
          [t.campaigns.maxAttempts, format.number(campaign.maxAttempts)],
          [
            t.campaigns.retryDelay,
            `${format.number(campaign.retryDelayMinutes)} (${format.duration(campaign.retryDelayMinutes * 60_000)})`,
          ],
          [t.campaigns.varNames, campaign.varNames.join(', ') || t.common.none],
          [t.campaigns.webhooks, campaign.webhookIds.map(nameOf).join(', ') || t.common.none],
        ]}
      />
      <Facts
        facts={[
          [t.campaigns.phoneSystem, campaign.phoneSystem.name],
          [t.campaigns.extension, campaign.phoneSystem.extension.name],
          [t.campaigns.forHuman, forHuman?.name ?? t.campaigns.noCallflow],
          [t.campaigns.forMachine, forMachine?.name ?? t.campaigns.noCallflow],
          [t.campaigns.began, time(campaign.startedAt)],
          campaign.endedAt !== null && [t.campaigns.ended, time(campaign.endedAt)],
          [t.campaigns.createdAt, <Time at={campaign.createdAt} />],
          [t.campaigns.updated, <Time at={campaign.updatedAt} />],
          [t.campaigns.id, <Copyable value={campaign.id} thing={t.campaigns.id} />],
        ]}
      />
    </SimpleGrid>
  )
}

/** Its days, and when its next edge comes in the time of the account. */
function Span({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const format = useFormat()
  const { startsAt, endsAt, endedAt } = campaign
  const next = () => {
    const [words, at] = isPast(startsAt) ? [t.campaigns.ends, endsAt] : [t.campaigns.starts, startsAt]
    if (!isPast(at)) return words(format.relative(at), format.time(at), format.timeZone)
    return t.campaigns.endedAt(format.relative(endsAt))
  }
  return (
    <>
      <Dates campaign={campaign} />
      {endedAt === null && (
        <Text size="sm" className="muted">
          {next()}
        </Text>
      )}
    </>
  )
}
