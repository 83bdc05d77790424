import { Axes, margin, niceCeiling, Plot, plotHeight, type Series } from './bars.tsx'

type LinesProps = {
  title: string
  summary: string
  times: readonly string[]
  bucketSeconds: number
  /** Gaps are NaN. */
  series: readonly Series[]
  show: (value: number) => string
}

/** Lines over time; the second one is dashed, so that they differ without colour. */
export function Lines(props: LinesProps) {
  const { times, series, show } = props
  const ceiling = niceCeiling(Math.max(0, ...series.flatMap(({ values }) => values.filter(Number.isFinite))))
  return (
    <Plot {...props} kind="lines" show={(value) => (Number.isNaN(value) ? '–' : show(value))}>
      {(width) => {
        const step = (width - margin.left) / times.length
        const place = (value: number, index: number): [number, number] => [
          margin.left + (index + 0.5) * step,
          plotHeight - margin.bottom - (value / ceiling) * (plotHeight - margin.bottom - margin.top),
        ]
        return (
          <>
            <Axes {...{ width, ceiling, times, show }} bucketSeconds={props.bucketSeconds} />
            {series.map(({ name, values, fill, pattern }) => (
              <g key={name} fill={fill} stroke={fill}>
                <path
                  d={pathOf(values, place)}
                  fill="none"
                  strokeWidth="2"
                  strokeDasharray={pattern && '5 3'}
                />
                {values.map((value, index) => {
                  const [x, y] = place(value, index)
                  return Number.isNaN(value) ? null : <circle key={times[index]} cx={x} cy={y} r="1.8" />
                })}
              </g>
            ))}
          </>
        )
      }}
    </Plot>
  )
}

/** Connects neighbours only: where nothing was measured there is no line. */
function pathOf(
  values: readonly number[],
  place: (value: number, index: number) => [number, number],
): string {
  let isDrawing = false
  return values
    .map((value, index) => {
      if (Number.isNaN(value)) {
        isDrawing = false
        return ''
      }
      const command = isDrawing ? 'L' : 'M'
      isDrawing = true
      return command + place(value, index).join(' ')
    })
    .join('')
}
