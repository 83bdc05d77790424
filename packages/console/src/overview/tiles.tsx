import { SimpleGrid, Text } from '@mantine/core'
import { useFormat, useText } from '../lib/language.tsx'
import { Time } from '../parts/time.tsx'
import { summarise, type Stats } from './figures.ts'
import type { ReactNode } from 'react'

/** The figures that matter, large. */
export function Tiles({ stats }: { stats: Stats }) {
  const t = useText()
  const format = useFormat()
  const sums = summarise(stats)
  const { pending } = stats
  const ms = (value: number | null) => (value === null ? '–' : format.duration(value))
  const rate = sums.successShare === null ? '–' : format.percent(sums.successShare)
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} component="section" aria-label={t.overview.title}>
      <Tile label={t.overview.events} value={format.number(sums.events)} help={t.overview.eventsHelp} />
      <Tile
        label={t.overview.delivered}
        value={format.number(sums.delivered)}
        help={t.overview.deliveredHelp(format.number(sums.lost))}
      />
      <Tile
        label={t.overview.successRate}
        value={rate}
        help={t.overview.successRateHelp(format.number(sums.attempts))}
      />
      <Tile
        label={t.overview.latency}
        value={sums.p50Ms === null ? '–' : `${ms(sums.p50Ms)} / ${ms(sums.p95Ms)}`}
        help={t.overview.latencyHelp}
      />
      <Tile
        label={t.overview.waiting}
        value={format.number(pending.deliveries)}
        help={t.overview.waitingHelp(format.number(pending.retrying))}
      />
      <Tile
        label={t.overview.oldest}
        value={pending.oldestQueuedAt === null ? '–' : <Time at={pending.oldestQueuedAt} isRelative />}
        help={pending.oldestQueuedAt === null ? t.overview.nothingWaits : t.overview.oldestHelp}
      />
    </SimpleGrid>
  )
}

function Tile({ label, value, help }: { label: string; value: ReactNode; help: string }) {
  return (
    <div className="card">
      <Text size="sm" className="muted">
        {label}
      </Text>
      <Text fz={{ base: '1.25rem', sm: '1.5rem' }} fw={650} lh={1.3} className="numeric">
        {value}
      </Text>
      <Text size="xs" className="muted">
        {help}
      </Text>
    </div>
  )
}
