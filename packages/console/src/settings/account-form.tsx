import { Button, NumberInput, Stack, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, type Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { getAccount } from '../lib/queries.ts'
import { Confirm } from '../parts/confirm.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { TimeZoneSelect } from '../parts/time-zone-select.tsx'

export function AccountForm() {
  const t = useText()
  const account = useQuery(getAccount)
  return (
    <section className="card">
      <Title order={2} mb="md">
        {t.settings.account}
      </Title>
      {account.isPending && <ListSkeleton rows={4} />}
      {account.isError && <ErrorState error={account.error} onRetry={() => void account.refetch()} />}
      {account.data !== undefined && <Form account={account.data} />}
    </section>
  )
}

function Form({ account }: { account: Schemas['Account'] }) {
  const t = useText()
  const queryClient = useQueryClient()
  const [name, setName] = useState(account.name)
  const [timeZone, setTimeZone] = useState(account.timeZone)
  const [retentionDays, setRetentionDays] = useState<number | string>(account.retentionDays)
  const [disableAfter, setDisableAfter] = useState<number | string>(account.disableFailingAfterHours ?? '')
  const [isAsking, setIsAsking] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      ask(
        api.PATCH('/v1/account', {
          body: {
            ...{ name, timeZone, retentionDays: Number(retentionDays) },
            disableFailingAfterHours: disableAfter === '' ? null : Number(disableAfter),
          },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(getAccount.queryKey, saved)
      notifications.show({ message: t.settings.saved })
      setIsAsking(false)
    },
    onError: () => setIsAsking(false),
  })
  const errors = useFieldErrors(save.error)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (Number(retentionDays) < account.retentionDays) setIsAsking(true)
        else save.mutate()
      }}
    >
      <Stack align="flex-start">
        <TextInput
          label={t.settings.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
          w="100%"
          maw={420}
        />
        <TimeZoneSelect
          label={t.settings.timeZone}
          description={t.settings.timeZoneHelp}
          value={timeZone}
          onChange={setTimeZone}
          error={errors.timeZone}
          w="100%"
          maw={420}
        />
        <NumberInput
          label={t.settings.retention}
          description={t.settings.retentionHelp}
          value={retentionDays}
          onChange={setRetentionDays}
          clampBehavior="none"
          hideControls
          error={errors.retentionDays}
          w="100%"
          maw={420}
        />
        <NumberInput
          label={t.settings.disableFailing}
          description={t.settings.disableFailingHelp}
          value={disableAfter}
          onChange={setDisableAfter}
          clampBehavior="none"
          hideControls
          error={errors.disableFailingAfterHours}
          w="100%"
          maw={420}
        />
        {save.isError && <ErrorState error={save.error} />}
        <Button type="submit" loading={save.isPending}>
          {t.common.save}
        </Button>
      </Stack>
      <Confirm
        opened={isAsking}
        title={t.settings.shrinkTitle}
        help={t.settings.shrinkHelp(Number(retentionDays))}
        action={t.common.save}
        isWorking={save.isPending}
        onConfirm={() => save.mutate()}
        onClose={() => setIsAsking(false)}
      />
    </form>
  )
}
