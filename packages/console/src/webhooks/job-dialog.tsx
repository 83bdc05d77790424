import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { sinceMs } from '../lib/queries.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { StartedJob } from './started-job.tsx'

type JobDialogProps = { webhook: Schemas['Webhook']; kind: 'recover' | 'replay'; onClose: () => void }

/** Retries what failed, or sends old events again; goes on in the background when the dialog is closed. */
export function JobDialog({ webhook, kind, onClose }: JobDialogProps) {
  const t = useText()
  const [span, setSpan] = useState('24h')
  const params = { path: { id: webhook.id } }
  const start = useMutation({
    mutationFn: () => {
      const begin = new Date(Date.now() - (sinceMs[span] ?? 0)).toISOString()
      return kind === 'recover'
        ? ask(api.POST('/v1/webhooks/{id}/recover', { params, body: { since: begin } }))
        : ask(api.POST('/v1/webhooks/{id}/replay', { params, body: { from: begin, rerender: false } }))
    },
  })
  const words = t.jobs[kind]
  return (
    <Dialog onClose={onClose} title={words.title(webhook.name)}>
      {start.data === undefined ? (
        <Stack>
          <Text size="sm">{words.help}</Text>
          {kind === 'replay' && (
            <Alert color="yellow" variant="outline">
              {t.jobs.duplicates}
            </Alert>
          )}
          <Radio.Group label={t.jobs.span} value={span} onChange={setSpan}>
            <Stack gap={6} mt={6}>
              {Object.entries(t.ranges).map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          {start.isError && <ErrorState error={start.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t.common.cancel}
            </Button>
            <Button onClick={() => start.mutate()} loading={start.isPending}>
              {words.action}
            </Button>
          </Group>
        </Stack>
      ) : (
        <StartedJob jobId={start.data.id} onClose={onClose} />
      )}
    </Dialog>
  )
}
