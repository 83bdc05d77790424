import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/language.tsx'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState, ListSkeleton } from '../parts/states.tsx'
import { UnsavedGuard } from '../parts/unsaved-guard.tsx'
import { CampaignForm, type Choices } from './campaign-form.tsx'
import { draftOf, gapsOf, newDraft, runningSettingsOf, settingsOf, type Draft } from './draft.ts'
import { totalOf } from './progress.tsx'
import { listCallflows, listPhoneSystems, type Campaign } from './queries.ts'

/** Creates a campaign, or edits one as far as its status allows. */
export function CampaignDialog({ campaign, onClose }: { campaign?: Campaign; onClose: () => void }) {
  const t = useText()
  const phoneSystems = useQuery(listPhoneSystems)
  const callflows = useQuery(listCallflows)
  const [isChanged, setIsChanged] = useState(false)
  const failed = [phoneSystems, callflows].find(({ isError }) => isError)
  const choices =
    phoneSystems.data !== undefined && callflows.data !== undefined
      ? { phoneSystems: phoneSystems.data, callflows: callflows.data }
      : undefined
  return (
    <UnsavedGuard isChanged={isChanged} onClose={onClose}>
      {(close) => (
        <Dialog
          onClose={close}
          size="min(58rem, 100vw)"
          title={campaign === undefined ? t.campaigns.createTitle : t.campaigns.editTitle(campaign.name)}
          closeOnClickOutside={false}
        >
          {failed !== undefined && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
          {choices === undefined && failed === undefined && <ListSkeleton />}
          {choices !== undefined && (
            <Editor
              campaign={campaign}
              choices={choices}
              onChanged={() => setIsChanged(true)}
              onSaved={onClose}
            />
          )}
        </Dialog>
      )}
    </UnsavedGuard>
  )
}

type EditorProps = {
  campaign: Campaign | undefined
  choices: Choices
  onChanged: () => void
  onSaved: () => void
}

function Editor({ campaign, choices, onChanged, onSaved }: EditorProps) {
  const t = useText()
  const { timeZone } = useLanguage()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() =>
    campaign === undefined ? first(timeZone, choices) : draftOf(campaign),
  )
  const [isTried, setIsTried] = useState(false)
  const isRunning = campaign !== undefined && campaign.status !== 'draft'
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    onChanged()
  }
  const save = useMutation({
    mutationFn: async () => {
      if (campaign === undefined) return ask(api.POST('/v1/campaigns', { body: settingsOf(draft) }))
      const params = { path: { id: campaign.id } }
      const body = isRunning ? runningSettingsOf(draft) : settingsOf(draft)
      return ask(api.PATCH('/v1/campaigns/{id}', { params, body }))
    },
    onSuccess: async (saved) => {
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      notifications.show({ message: campaign === undefined ? t.campaigns.created : t.campaigns.saved })
      onSaved()
      if (campaign === undefined)
        await navigate({
          to: '/campaigns/$campaignId',
          params: { campaignId: saved.id },
          search: { tab: 'numbers' },
        })
    },
  })
  const gaps = gapsOf(draft, t)
  const errors = { ...useFieldErrors(save.error), ...(isTried ? gaps : {}) }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (Object.keys(gaps).length === 0) save.mutate()
      }}
    >
      <Stack>
        {isRunning && (
          <Text size="sm" className="muted">
            {t.campaigns.fixedWhileRunning}
          </Text>
        )}
        <CampaignForm
          draft={draft}
          change={change}
          errors={errors}
          choices={choices}
          isRunning={isRunning}
          hasNumbers={campaign !== undefined && totalOf(campaign.numbers) > 0}
        />
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {campaign === undefined ? t.campaigns.create : t.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Where there is nothing to choose, it is chosen. */
function first(timeZone: string, { phoneSystems, callflows }: Choices): Draft {
  const [phoneSystem] = phoneSystems
  const [callflow] = callflows
  const [extension] = phoneSystem?.extensions ?? []
  const draft = newDraft(timeZone)
  if (callflow !== undefined && callflows.length === 1) draft.forHuman = callflow.id
  if (phoneSystem === undefined || phoneSystems.length !== 1) return draft
  const isOnlyLine = phoneSystem.extensions.length === 1
  return { ...draft, phoneSystemId: phoneSystem.id, extensionId: isOnlyLine ? (extension?.id ?? '') : '' }
}
