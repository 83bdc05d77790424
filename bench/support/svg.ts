/** A bar with the median, and a thin line from the smallest to the largest value of its rounds. */
export type Bar = { label: string; value: number; from: number; to: number; isOurs: boolean }

export type Chart = { title: string; bars: readonly Bar[]; format: (value: number) => string }

const width = 760
const left = 250
const right = 90
const rowHeight = 26
const titleHeight = 40

// The picture stands on pages of either colour, so it brings its own for both.
const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 14px }
  .bar { fill: #9aa7b5 } .ours { fill: #1a7f5a } .range { stroke: #1f2328; stroke-opacity: .55 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .bar { fill: #5d6b7a } .ours { fill: #3fb98a } .range { stroke: #e6edf3 }
  }`

/** Draws charts of horizontal bars, one below the other. Each has its own scale, which begins at zero. */
export function drawCharts(charts: readonly Chart[]): string {
  let top = 0
  const parts = charts.map((chart) => {
    const drawn = drawChart(chart, top)
    top += titleHeight + chart.bars.length * rowHeight + 10
    return drawn
  })
  const title = escape(charts.map((chart) => chart.title).join('; '))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" width="${width}" height="${top}" role="img">
<title>${title}</title>
<style>${style}
</style>
${parts.join('\n')}
</svg>
`
}

function drawChart({ title, bars, format }: Chart, top: number): string {
  const largest = Math.max(...bars.flatMap((bar) => [bar.value, bar.to]))
  const scale = (value: number) => round(((width - left - right) * value) / largest)
  const rows = bars.map((bar, index) => {
    const y = top + titleHeight + index * rowHeight
    const middle = y + rowHeight / 2 - 3
    return [
      `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escape(bar.label)}</text>`,
      `<rect class="bar${bar.isOurs ? ' ours' : ''}" x="${left}" y="${y}" width="${scale(bar.value)}" height="20" rx="2"/>`,
      `<line class="range" x1="${left + scale(bar.from)}" x2="${left + scale(bar.to)}" y1="${middle}" y2="${middle}"/>`,
      `<text x="${left + scale(Math.max(bar.value, bar.to)) + 8}" y="${y + 14}">${escape(format(bar.value))}</text>`,
    ].join('\n')
  })
  return [`<text class="title" x="10" y="${top + 26}">${escape(title)}</text>`, ...rows].join('\n')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
