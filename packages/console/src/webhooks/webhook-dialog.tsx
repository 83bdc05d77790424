import { Button, Grid, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { repeatedKeys } from '../lib/header-lines.ts'
import { useText } from '../lib/language.tsx'
import { listEventTypes } from '../lib/queries.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { useWrongField } from '../lib/use-wrong-field.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { UnsavedGuard } from '../parts/unsaved-guard.tsx'
import { changesOf, draftOf, newDraft, settingsOf, type Draft, type Start } from './draft.ts'
import { SecretShown } from './regenerate-dialog.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookPreview } from './webhook-preview.tsx'

type Webhook = Schemas['Webhook']
export type EventTypes = Awaited<ReturnType<Exclude<(typeof listEventTypes)['queryFn'], symbol | undefined>>>

type WebhookDialogProps = { webhook?: Webhook; start?: Start; onClose: () => void }

/** Creates or edits: the form at one side, what will be sent at the other. */
export function WebhookDialog({ webhook, start, onClose }: WebhookDialogProps) {
  const t = useText()
  const eventTypes = useQuery(listEventTypes)
  const [secret, setSecret] = useState<string>()
  const [isChanged, setIsChanged] = useState(false)
  const title = webhook === undefined ? t.webhooks.createTitle : t.webhooks.editTitle(webhook.name)
  return (
    <UnsavedGuard isChanged={isChanged && secret === undefined} onClose={onClose}>
      {(close) => (
        <Dialog
          onClose={close}
          size={secret === undefined ? 'min(78rem, 100vw)' : 'md'}
          title={secret === undefined ? title : t.webhooks.created}
          closeOnClickOutside={false}
        >
          {eventTypes.isPending && <ListSkeleton />}
          {eventTypes.isError && (
            <ErrorState error={eventTypes.error} onRetry={() => void eventTypes.refetch()} />
          )}
          {secret !== undefined && <SecretShown secret={secret} onClose={onClose} />}
          {eventTypes.data !== undefined && secret === undefined && (
            <Editor
              webhook={webhook}
              start={start}
              eventTypes={eventTypes.data}
              onChanged={() => setIsChanged(true)}
              onSaved={(created) => (created === undefined ? onClose() : setSecret(created))}
            />
          )}
        </Dialog>
      )}
    </UnsavedGuard>
  )
}

type EditorProps = {
  webhook: Webhook | undefined
  start: Start | undefined
  eventTypes: EventTypes
  onChanged: () => void
  /** With the signing secret when the webhook is new. */
  onSaved: (secret: string | undefined) => void
}

function Editor({ webhook, start, eventTypes, onChanged, onSaved }: EditorProps) {
  const t = useText()
  const queryClient = useQueryClient()
  // Of the moment it was opened: the webhook is read anew behind the form.
  const [before] = useState(() => (webhook === undefined ? newDraft(eventTypes, start) : draftOf(webhook)))
  const [draft, setDraft] = useState(before)
  const change = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }))
    onChanged()
  }
  const save = useMutation({
    mutationFn: async () => {
      if (webhook !== undefined) {
        const change = { params: { path: { id: webhook.id } }, body: changesOf(draft, before) }
        await ask(api.PATCH('/v1/webhooks/{id}', change))
        return undefined
      }
      const created = await ask(api.POST('/v1/webhooks', { body: settingsOf(draft) }))
      return created.signingSecret
    },
    onSuccess: (secret) => {
      void queryClient.invalidateQueries({ queryKey: ['webhooks'] })
      // A campaign names its webhooks.
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      notifications.show({ message: secret === undefined ? t.webhooks.saved : t.webhooks.created })
      onSaved(secret)
    },
  })
  const errors = useFieldErrors(save.error)
  const wrong = useWrongField(save.error)
  return (
    <form
      ref={wrong.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (repeatedKeys(draft.headers).size > 0) wrong.show()
        else save.mutate()
      }}
      noValidate
    >
      <Stack>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <WebhookForm draft={draft} change={change} errors={errors} eventTypes={eventTypes} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <WebhookPreview draft={draft} webhookId={webhook?.id} />
          </Grid.Col>
        </Grid>
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {webhook === undefined ? t.webhooks.create : t.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
