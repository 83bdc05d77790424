import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { listApiKeys } from '../lib/queries.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Copyable } from '../parts/copy.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Icon } from '../parts/icons.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { Time } from '../parts/time.tsx'

type ApiKey = Schemas['ApiKey']

/** The keys of the account: made here, shown once, revoked here. */
export function ApiKeys() {
  const t = useText()
  const keys = useQuery(listApiKeys)
  const [isCreating, setIsCreating] = useState(false)
  return (
    <section className="card">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t.settings.apiKeys}</Title>
        <Button size="xs" leftSection={<Icon name="plus" size={15} />} onClick={() => setIsCreating(true)}>
          {t.settings.createKey}
        </Button>
      </Group>
      <Text size="sm" className="muted" mb="sm">
        {t.settings.apiKeysHelp}
      </Text>
      {keys.isPending && <ListSkeleton rows={3} />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <EmptyState title={t.settings.noKeys} help={t.settings.apiKeysHelp} />}
      {keys.data !== undefined && keys.data.length > 0 && <KeyTable keys={keys.data} />}
      {isCreating && <CreateDialog onClose={() => setIsCreating(false)} />}
    </section>
  )
}

function KeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const t = useText()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<ApiKey>()
  const revoke = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      setAsking(undefined)
      void queryClient.invalidateQueries()
    },
  })
  const keep = () => {
    revoke.reset()
    setAsking(undefined)
  }
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={t.settings.apiKeys}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.settings.name}</Table.Th>
            <Table.Th scope="col" visibleFrom="xs">
              {t.settings.key}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.settings.createdAt}
            </Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              {t.settings.lastUsed}
            </Table.Th>
            <Table.Th scope="col">{t.settings.status}</Table.Th>
            <Table.Th scope="col">{t.common.actions}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td className="break">{key.name}</Table.Td>
              <Table.Td visibleFrom="xs" className="mono">
                {key.hint}
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Time at={key.createdAt} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                {key.lastUsedAt === null ? t.settings.never : <Time at={key.lastUsedAt} isRelative />}
              </Table.Td>
              <Table.Td>
                {key.revokedAt === null ? (
                  <Status tone="ok" icon="check" label={t.settings.active} />
                ) : (
                  <Status tone="idle" icon="stop" label={t.settings.revoked} />
                )}
              </Table.Td>
              <Table.Td>
                {key.revokedAt === null && (
                  <Button size="compact-xs" variant="default" onClick={() => setAsking(key)}>
                    {t.settings.revoke}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Confirm
        opened={asking !== undefined}
        title={t.settings.revokeTitle(asking?.name ?? '')}
        help={t.settings.revokeHelp}
        action={t.settings.revoke}
        isWorking={revoke.isPending}
        error={revoke.error}
        onConfirm={() => asking !== undefined && revoke.mutate(asking.id)}
        onClose={keep}
      />
    </div>
  )
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => ask(api.POST('/v1/api-keys', { body: { name } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: listApiKeys.queryKey }),
  })
  const errors = useFieldErrors(create.error)
  const created = create.data
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={created === undefined}
      title={created === undefined ? t.settings.createKey : t.settings.keyReady}
    >
      {created === undefined ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate()
          }}
        >
          <Stack>
            <TextInput
              label={t.settings.keyName}
              description={t.settings.keyNameHelp}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={errors.name}
              data-autofocus
            />
            {create.isError && <ErrorState error={create.error} />}
            <Button type="submit" loading={create.isPending}>
              {t.settings.createKey}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text size="sm">{t.settings.keyOnce}</Text>
          <Copyable value={created.key} thing={t.settings.key} />
          <Button onClick={onClose}>{t.settings.done}</Button>
        </Stack>
      )}
    </Dialog>
  )
}
