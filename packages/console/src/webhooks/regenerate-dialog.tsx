import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { Copyable } from '../parts/copy.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'

/** A new secret, with the choice of a time in which both sign. */
export function RegenerateDialog({ webhook, onClose }: { webhook: Schemas['Webhook']; onClose: () => void }) {
  const t = useText()
  const queryClient = useQueryClient()
  const [overlap, setOverlap] = useState('86400')
  const regenerate = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/v1/webhooks/{id}/regenerate-secret', {
          params: { path: { id: webhook.id } },
          body: { overlapSeconds: Number(overlap) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <Dialog onClose={onClose} title={t.webhooks.regenerateTitle}>
      {regenerate.data === undefined ? (
        <Stack>
          <Text size="sm" fw={600} className="break">
            {webhook.name}
          </Text>
          <Alert color="yellow" variant="outline">
            {t.webhooks.regenerateHelp}
          </Alert>
          <Radio.Group label={t.webhooks.overlap} value={overlap} onChange={setOverlap}>
            <Stack gap={6} mt={6}>
              {Object.entries(t.webhooks.overlaps).map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          {regenerate.isError && <ErrorState error={regenerate.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t.common.cancel}
            </Button>
            <Button color="red.9" onClick={() => regenerate.mutate()} loading={regenerate.isPending}>
              {t.webhooks.regenerate}
            </Button>
          </Group>
        </Stack>
      ) : (
        <SecretShown secret={regenerate.data.signingSecret} onClose={onClose} />
      )}
    </Dialog>
  )
}

/** A secret that was just made. */
export function SecretShown({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useText()
  return (
    <Stack>
      <Text size="sm" fw={600}>
        {t.webhooks.secret}
      </Text>
      <Copyable value={secret} thing={t.webhooks.secret} />
      <Text size="sm">{t.webhooks.secretOnce}</Text>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          {t.common.close}
        </Button>
      </Group>
    </Stack>
  )
}
