import { Alert, Button, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import type { Job } from './job-queries.ts'
import { JobSpanChoice, timesOf, type JobSpan } from './job-span.tsx'
import { StartedJob } from './started-job.tsx'

type EventType = Schemas['Event']['type']
type Kind = Job['kind']
type JobDialogProps = { webhook: Schemas['Webhook']; kind: Kind; onClose: () => void }

/** Starts a job, which goes on in the background when the dialog is closed. */
export function JobDialog(props: JobDialogProps) {
  const { webhook, kind, onClose } = props
  const t = useText()
  const [jobId, setJobId] = useState<string>()
  return (
    <Dialog onClose={onClose} title={t.jobs[kind].title(webhook.name)}>
      {jobId === undefined ? (
        <JobForm {...props} onStarted={setJobId} />
      ) : (
        <StartedJob jobId={jobId} onClose={onClose} />
      )}
    </Dialog>
  )
}

function JobForm(props: JobDialogProps & { onStarted: (jobId: string) => void }) {
  const { webhook, kind } = props
  const t = useText()
  const isOfTime = kind === 'recover' || kind === 'replay'
  const [span, setSpan] = useState<JobSpan>({ span: '24h', from: undefined, to: undefined })
  const [eventTypes, setEventTypes] = useState<string[]>([])
  const times = timesOf(span)
  const start = useMutation({
    mutationFn: () => startJob(webhook.id, kind, times, eventTypes),
    onSuccess: ({ id }) => props.onStarted(id),
  })
  const errors = useFieldErrors(start.error)
  return (
    <Stack>
      <Text size="sm">{t.jobs[kind].help}</Text>
      {kind === 'replay' && (
        <Alert color="yellow" variant="outline">
          {t.jobs.duplicates}
        </Alert>
      )}
      {isOfTime && (
        <JobSpanChoice value={span} onChange={setSpan} hasEnd={kind === 'replay'} errors={errors} />
      )}
      {kind !== 'recover' && (
        <MultiSelect
          label={t.jobs.eventTypes}
          description={t.jobs.allTypes}
          data={webhook.eventTypes.map((value) => ({ value, label: t.eventTypes[value] ?? value }))}
          value={eventTypes}
          onChange={setEventTypes}
          nothingFoundMessage={t.common.none}
          hidePickedOptions
          searchable
        />
      )}
      {start.isError && <ErrorState error={start.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {kind === 'cancel' ? t.common.close : t.common.cancel}
        </Button>
        <Button
          onClick={() => start.mutate()}
          loading={start.isPending}
          disabled={isOfTime && times.from === undefined}
          color={kind === 'cancel' ? 'red' : undefined}
        >
          {t.jobs[kind].action}
        </Button>
      </Group>
    </Stack>
  )
}

function startJob(id: string, kind: Kind, { from = '', to }: Pick<JobSpan, 'from' | 'to'>, types: string[]) {
  const params = { path: { id } }
  const eventTypes = types.length === 0 ? undefined : (types as EventType[])
  switch (kind) {
    case 'recover':
      return ask(api.POST('/v1/webhooks/{id}/recover', { params, body: { since: from } }))
    case 'replay':
      return ask(
        api.POST('/v1/webhooks/{id}/replay', { params, body: { from, to, eventTypes, rerender: false } }),
      )
    case 'retry':
      return ask(api.POST('/v1/webhooks/{id}/retry-pending', { params, body: { eventTypes } }))
    case 'cancel':
      return ask(api.POST('/v1/webhooks/{id}/cancel-pending', { params, body: { eventTypes } }))
  }
}
