import { CopyButton } from './copy.tsx'

/** Text as it is, never as markup. JSON is indented for people; copying gives the exact text. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div style={{ position: 'relative' }}>
      <div style={{ position: 'absolute', top: 6, right: 12 }}>
        <CopyButton value={text} thing={label} />
      </div>
      <pre className="code" aria-label={label} role="group" tabIndex={0}>
        {indented(text)}
      </pre>
    </div>
  )
}

function indented(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? JSON.stringify(value, null, 2) : text
  } catch {
    return text
  }
}

/** Headers one below the other, names first. */
export function HeaderList({ headers, label }: { headers: Record<string, string>; label: string }) {
  const text = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  return <CodeBlock text={text} label={label} />
}
