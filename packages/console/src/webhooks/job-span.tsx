import { Radio, Stack } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import { beginOf } from '../lib/spans.ts'
import { TimeInput } from '../parts/time-input.tsx'

/** Of which time a job is: of a span up to now, or of exact times. */
export type JobSpan = { span: string; from: string | undefined; to: string | undefined }

const exact = 'exact'

/** The times as the API takes them. */
export function timesOf({ span, from, to }: JobSpan): Pick<JobSpan, 'from' | 'to'> {
  return span === exact ? { from, to } : { from: beginOf(span), to: undefined }
}

/** Chooses the time of a job; exact ones begin with what was chosen before. */
export function JobSpanChoice(props: {
  value: JobSpan
  onChange: (value: JobSpan) => void
  /** Without one, a job is up to now. */
  hasEnd: boolean
  errors: Record<string, string>
}) {
  const t = useText()
  const { value, onChange, hasEnd, errors } = props
  return (
    <>
      <Radio.Group
        label={t.jobs.span}
        value={value.span}
        onChange={(span) =>
          onChange({ ...value, span, from: span === exact ? beginOf(value.span) : undefined })
        }
      >
        <Stack gap={6} mt={6}>
          {Object.entries({ ...t.ranges, [exact]: t.time.exact }).map(([span, label]) => (
            <Radio key={span} value={span} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {value.span === exact && (
        <Stack gap="sm">
          <TimeInput
            label={t.time.from}
            value={value.from}
            onChange={(from) => onChange({ ...value, from })}
            error={errors.from ?? errors.since}
            required
          />
          {hasEnd && (
            <TimeInput
              label={t.time.to}
              description={t.jobs.untilNow}
              value={value.to}
              onChange={(to) => onChange({ ...value, to })}
              error={errors.to}
            />
          )}
        </Stack>
      )}
    </>
  )
}
