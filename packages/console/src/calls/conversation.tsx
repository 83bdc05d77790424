import { Stack, Text } from '@mantine/core'
import { useFormat, useText } from '../lib/language.tsx'

type Line = Record<string, unknown>

const ourSide = new Set(['ai', 'agent', 'callee'])

/** The transcript as people talk: one side left, the other right. */
export function Conversation({ lines }: { lines: readonly Line[] }) {
  const t = useText()
  const format = useFormat()
  if (lines.length === 0) return <Text className="muted">{t.calls.noConversation}</Text>
  return (
    <Stack gap="xs" component="ol" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {lines.map((line, index) => {
        const speaker = String(line.speaker)
        const startMs = typeof line.startMs === 'number' ? line.startMs : null
        const at = typeof line.at === 'string' ? line.at : null
        const when = startMs === null ? at && format.shortTime(at) : t.calls.offset(format.duration(startMs))
        return (
          // Lines have no id of their own; their order never changes.
          <li key={index} className="bubble" data-side={ourSide.has(speaker) ? 'right' : 'left'}>
            <Text size="xs" className="muted" fw={600}>
              {t.speaker[speaker] ?? speaker}
              {when != null && ` · ${when}`}
            </Text>
            {typeof line.text === 'string' ? line.text : ''}
          </li>
        )
      })}
    </Stack>
  )
}
