import { Group, Text } from '@mantine/core'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { Status } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'

type Attempt = Pick<
  Schemas['Attempt'],
  'number' | 'startedAt' | 'isSuccess' | 'response' | 'failure' | 'timing'
>

/** What came of an attempt: `HTTP 503`, or why there was no answer. */
export function useResult(): (attempt: Attempt) => string {
  const t = useText()
  return ({ response, failure }) =>
    response === null
      ? (t.deliveries.reasons[failure?.reason ?? ''] ?? t.deliveries.noResponse)
      : `HTTP ${response.status}`
}

/** An attempt in one line. */
export function AttemptLine({ attempt }: { attempt: Attempt }) {
  const t = useText()
  const format = useFormat()
  const resultOf = useResult()
  const tone = attempt.isSuccess ? 'ok' : 'bad'
  return (
    <Group gap="xs">
      <Text size="sm" className="muted">
        {t.deliveries.attempt(attempt.number)}
      </Text>
      <Status tone={tone} icon={attempt.isSuccess ? 'check' : 'cross'} label={resultOf(attempt)} />
      <Text size="sm" className="muted numeric">
        {format.duration(attempt.timing.totalMs)}
      </Text>
      <Text size="sm" className="muted">
        <Time at={attempt.startedAt} />
      </Text>
    </Group>
  )
}
