import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useText } from '../lib/language.tsx'
import { Patterns } from '../parts/bars.tsx'
import type { Counts } from './queries.ts'

/** States in the order in which they fill the bar; patterns tell them apart without colour. */
const segments = [
  { state: 'succeeded', fill: 'var(--ok-bar)', pattern: undefined },
  { state: 'failed', fill: 'var(--bad-bar)', pattern: 'stripes' },
  { state: 'retrying', fill: 'var(--wait-bar)', pattern: 'dots' },
  { state: 'waiting', fill: 'var(--line)', pattern: undefined },
] as const

export function totalOf(counts: Counts): number {
  return counts.waiting + counts.retrying + counts.succeeded + counts.failed
}

/** Numbers that may still be called. */
export function leftOf(counts: Counts): number {
  return counts.waiting + counts.retrying
}

/** How far the numbers of a campaign are: a bar, its figures, and what leads on from there. */
export function Progress({ counts, children }: { counts: Counts; children: ReactNode }) {
  const t = useText()
  return (
    <section className="card">
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2}>{t.campaigns.progress}</Title>
        <Group gap="md">{children}</Group>
      </Group>
      <Bar counts={counts} height={18} hasPatterns />
      <Figures counts={counts} />
    </section>
  )
}

/** For a line of a list: the bar and how many are done. */
export function ProgressCell({ counts }: { counts: Counts }) {
  const t = useText()
  const format = useFormat()
  const total = totalOf(counts)
  if (total === 0) return <span className="muted">{t.campaigns.noNumbers}</span>
  return (
    <div className="progress-cell">
      <Bar counts={counts} height={8} />
      <span className="numeric muted">
        {t.campaigns.doneOf(format.number(counts.succeeded + counts.failed), format.number(total))}
      </span>
    </div>
  )
}

function Bar({ counts, height, hasPatterns = false }: BarProps) {
  const t = useText()
  const format = useFormat()
  const total = totalOf(counts)
  const parts = segments.map(({ state }) => `${t.campaigns.states[state]} ${format.number(counts[state])}`)
  let x = 0
  return (
    <svg
      className="progress"
      width="100%"
      height={height}
      role="img"
      aria-label={t.campaigns.progressSummary(parts.join(', '))}
    >
      {hasPatterns && <Patterns />}
      <rect width="100%" height={height} fill="var(--surface)" />
      {segments.map(({ state, fill, pattern }) => {
        const share = total === 0 ? 0 : (counts[state] / total) * 100
        const box = { x: `${x}%`, width: `${share}%`, height }
        x += share
        return share === 0 ? null : (
          <g key={state}>
            <rect {...box} fill={fill} />
            {hasPatterns && pattern !== undefined && <rect {...box} fill={`url(#${pattern})`} />}
          </g>
        )
      })}
    </svg>
  )
}

type BarProps = { counts: Counts; height: number; hasPatterns?: boolean }

function Figures({ counts }: { counts: Counts }) {
  const t = useText()
  const format = useFormat()
  const total = totalOf(counts)
  return (
    <dl className="figures">
      <div>
        <dt>{t.campaigns.total}</dt>
        <dd className="numeric">{format.number(total)}</dd>
      </div>
      {segments.map(({ state, fill, pattern }) => (
        <div key={state}>
          <dt>
            <svg width="18" height="12" aria-hidden="true">
              <rect width="18" height="12" fill={fill} />
              {pattern !== undefined && <rect width="18" height="12" fill={`url(#${pattern})`} />}
            </svg>
            {t.campaigns.states[state]}
          </dt>
          <dd className="numeric">
            {format.number(counts[state])}
            {total > 0 && <span className="muted"> · {format.percent(counts[state] / total)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
