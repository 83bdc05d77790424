import { Button, Group, Table, Title } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { useFormat, useText } from '../lib/language.tsx'

/** One kind of value: `fill` is a colour, `pattern` tells it apart without colour. */
export type Series = { name: string; values: number[]; fill: string; pattern?: 'stripes' | 'dots' }

type PlotProps = {
  title: string
  summary: string
  times: readonly string[]
  bucketSeconds: number
  series: readonly Series[]
  show: (value: number) => string
  kind: 'bars' | 'lines'
}

export const plotHeight = 150
export const margin = { left: 44, bottom: 22, top: 8 }

/** The frame of a plot: heading, legend, picture, and the same figures as a table for who wants them. */
export function Plot({ children, ...props }: PlotProps & { children: (width: number) => ReactNode }) {
  const t = useText()
  const format = useFormat()
  const { ref, width } = useElementSize()
  const [isTable, setIsTable] = useState(false)
  return (
    <section className="card">
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2}>{props.title}</Title>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => setIsTable(!isTable)}
          aria-expanded={isTable}
        >
          {isTable ? t.common.hideTable : t.common.showAsTable}
        </Button>
      </Group>
      {props.series.length > 1 && <Legend series={props.series} kind={props.kind} />}
      <div ref={ref} style={{ minHeight: plotHeight }}>
        {width > 0 && (
          <svg className="plot" width={width} height={plotHeight} role="img" aria-label={props.summary}>
            {children(width)}
          </svg>
        )}
      </div>
      {isTable && (
        <div
          className="table-wrap"
          style={{ maxHeight: 320, marginTop: 12 }}
          tabIndex={0}
          role="region"
          aria-label={props.title}
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t.overview.time}</Table.Th>
                {props.series.map(({ name }) => (
                  <Table.Th key={name} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {props.times.map((at, index) => (
                <Table.Tr key={at}>
                  <Table.Td>{format.time(at)}</Table.Td>
                  {props.series.map(({ name, values }) => (
                    <Table.Td key={name}>{props.show(values[index] ?? Number.NaN)}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  )
}

function Legend({ series, kind }: { series: readonly Series[]; kind: 'bars' | 'lines' }) {
  return (
    <Group gap="md" mb={4}>
      {series.map(({ name, fill, pattern }) => (
        <span key={name} style={{ display: 'inline-flex', gap: 6, alignItems: 'center', fontSize: 13 }}>
          <svg width="18" height="12" aria-hidden="true">
            {kind === 'bars' ? (
              <rect width="18" height="12" fill={fill} />
            ) : (
              <line
                x1="0"
                x2="18"
                y1="6"
                y2="6"
                stroke={fill}
                strokeWidth="3"
                strokeDasharray={pattern && '5 3'}
              />
            )}
            {kind === 'bars' && pattern !== undefined && (
              <rect width="18" height="12" fill={`url(#${pattern})`} />
            )}
          </svg>
          {name}
        </span>
      ))}
    </Group>
  )
}

/** A round number at or above the value: 1, 2 or 5 times a power of ten. */
export function niceCeiling(value: number): number {
  if (value <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10) * power
}

// Hours, halves of days and days fall on these numbers of buckets.
const roundSteps = [1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30]

/** Horizontal lines with their values, and a few times below. */
export function Axes(props: {
  width: number
  ceiling: number
  times: readonly string[]
  bucketSeconds: number
  show: (value: number) => string
}) {
  const format = useFormat()
  const { width, ceiling, times } = props
  const bottom = plotHeight - margin.bottom
  const wanted = (times.length * 74) / Math.max(1, width - margin.left)
  const every = roundSteps.find((step) => step >= wanted) ?? times.length
  const step = (width - margin.left) / times.length
  return (
    <>
      {[0, 0.5, 1].map((share) => {
        const y = bottom - share * (bottom - margin.top)
        return (
          <g key={share}>
            <line className="grid" x1={margin.left} x2={width} y1={y} y2={y} />
            <text x={margin.left - 6} y={y + 4} textAnchor="end">
              {props.show(ceiling * share)}
            </text>
          </g>
        )
      })}
      {times.map((at, index) =>
        index % every === 0 && margin.left + index * step + 44 < width ? (
          <text key={at} x={margin.left + index * step} y={plotHeight - 5}>
            {format.axis(at, props.bucketSeconds)}
          </text>
        ) : null,
      )}
    </>
  )
}

/** Bars over time, kinds stacked; kinds differ by pattern as well as by colour. */
export function Bars(props: Omit<PlotProps, 'kind'>) {
  const { times, series, show } = props
  const format = useFormat()
  const totals = times.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0))
  const ceiling = niceCeiling(Math.max(0, ...totals))
  const scale = (plotHeight - margin.bottom - margin.top) / ceiling
  return (
    <Plot {...props} kind="bars">
      {(width) => {
        const step = (width - margin.left) / times.length
        return (
          <>
            <Patterns />
            <Axes {...{ width, ceiling, times, show }} bucketSeconds={props.bucketSeconds} />
            {times.map((at, index) => {
              let y = plotHeight - margin.bottom
              return (
                <g key={at}>
                  <title>{`${format.time(at)} · ${series.map((one) => `${one.name} ${show(one.values[index] ?? 0)}`).join(', ')}`}</title>
                  {series.map(({ name, values, fill, pattern }) => {
                    const height = (values[index] ?? 0) * scale
                    y -= height
                    const box = { x: margin.left + index * step + step * 0.1, y, width: step * 0.8, height }
                    return height === 0 ? null : (
                      <g key={name}>
                        <rect {...box} fill={fill} />
                        {pattern !== undefined && <rect {...box} fill={`url(#${pattern})`} />}
                      </g>
                    )
                  })}
                </g>
              )
            })}
          </>
        )
      }}
    </Plot>
  )
}

/** What stands for a kind beside its colour; once for a page is enough. */
export function Patterns() {
  return (
    <defs>
      <pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="5" fill="#fff" fillOpacity="0.7" />
      </pattern>
      <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="2" cy="2" r="1.2" fill="#000" fillOpacity="0.7" />
      </pattern>
    </defs>
  )
}
