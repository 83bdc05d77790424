import { useFormat, useText } from '../lib/language.tsx'

const width = 144
const height = 26

/** Attempts of the last day in small: what succeeded grows upwards, what failed downwards. */
export function Sparkline({ series }: { series: readonly { succeeded: number; failed: number }[] }) {
  const t = useText()
  const format = useFormat()
  const succeeded = series.reduce((sum, one) => sum + one.succeeded, 0)
  const failed = series.reduce((sum, one) => sum + one.failed, 0)
  if (succeeded + failed === 0) return <span className="muted">{t.webhooks.noTraffic}</span>
  const peak = Math.max(...series.map((one) => Math.max(one.succeeded, one.failed)))
  const hasFailures = failed > 0
  const middle = hasFailures ? height * 0.6 : height - 1
  const step = width / series.length
  const tall = (value: number, room: number) => (value === 0 ? 0 : Math.max(1.5, (value / peak) * room))
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={t.webhooks.sparkline(format.number(succeeded), format.number(failed))}
    >
      <line x1="0" x2={width} y1={middle} y2={middle} stroke="var(--line)" />
      {series.map((one, index) => {
        const up = tall(one.succeeded, middle)
        const down = tall(one.failed, height - middle)
        return (
          // The position is what a bucket is known by.
          <g key={index}>
            <rect x={index * step} y={middle - up} width={step * 0.75} height={up} fill="var(--ok-bar)" />
            <rect x={index * step} y={middle} width={step * 0.75} height={down} fill="var(--bad-bar)" />
          </g>
        )
      })}
    </svg>
  )
}
