import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { UnsavedGuard } from '../parts/unsaved-guard.tsx'
import { channelOf, newChannel } from './channel-draft.ts'
import { ChannelFields } from './channel-fields.tsx'

/** Creates a channel and goes on to its page. */
export function ChannelDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [id, setId] = useState('')
  const [draft, setDraft] = useState(newChannel)
  const create = useMutation({
    mutationFn: () => {
      const body = { ...channelOf(draft), ...(id.trim() === '' ? {} : { id: id.trim() }) }
      return ask(api.POST('/v1/channels', { body }))
    },
    onSuccess: async (channel) => {
      notifications.show({ message: t.channels.created })
      await navigate({ to: '/channels/$channelId', params: { channelId: channel.id } })
      await queryClient.invalidateQueries({ queryKey: ['channels'] })
    },
  })
  const errors = useFieldErrors(create.error)
  return (
    <UnsavedGuard isChanged={id !== '' || draft !== newChannel} onClose={onClose}>
      {(close) => (
        <Dialog onClose={close} title={t.channels.createTitle} closeOnClickOutside={false} size="lg">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              create.mutate()
            }}
          >
            <Stack>
              <ChannelFields
                draft={draft}
                change={(part) => setDraft((before) => ({ ...before, ...part }))}
                errors={errors}
              />
              <TextInput
                label={t.channels.id}
                description={t.channels.idHelp}
                value={id}
                onChange={(event) => setId(event.currentTarget.value)}
                error={errors.id}
              />
              {create.isError && <ErrorState error={create.error} />}
              <Group justify="flex-end">
                <Button type="submit" loading={create.isPending}>
                  {t.channels.create}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </UnsavedGuard>
  )
}
