import { ActionIcon, Alert, Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { Confirm } from '../parts/confirm.tsx'
import type { Messages } from '../messages/en.ts'
import { Icon } from '../parts/icons.tsx'
import { actionsOf, isBlocked, whyFixed, type Action } from './lifecycle.ts'
import { CampaignDialog } from './campaign-dialog.tsx'
import { leftOf, totalOf } from './progress.tsx'
import type { Campaign } from './queries.ts'

/** The likeliest action as a button of its own, for the page of a campaign. */
export function MainAction({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const [asking, setAsking] = useState<Action>()
  const [action] = actionsOf(campaign)
  if (action === undefined || action === 'archive') return null
  const isMuted = action === 'pause'
  return (
    <>
      <Button
        variant={isMuted ? 'default' : 'filled'}
        disabled={isBlocked(campaign, action)}
        onClick={() => setAsking(action)}
      >
        {t.campaigns.actions[action].label}
      </Button>
      <AskAction campaign={campaign} action={asking} onClose={() => setAsking(undefined)} />
    </>
  )
}

/** Everything that the state of a campaign allows, in the list and on its page. */
export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const t = useText()
  const [dialog, setDialog] = useState<Action | 'edit'>()
  const close = () => setDialog(undefined)
  const actions = actionsOf(campaign)
  const canEdit = whyFixed(campaign) === null
  if (actions.length === 0 && !canEdit) return null
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t.campaigns.menu(campaign.name)}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && <Menu.Item onClick={() => setDialog('edit')}>{t.common.edit}</Menu.Item>}
          {actions.map((action) => (
            <Menu.Item
              key={action}
              disabled={isBlocked(campaign, action)}
              onClick={() => setDialog(action)}
              {...(action === 'cancel' ? { style: { color: 'var(--bad)' } } : {})}
            >
              {t.campaigns.actions[action].label}
            </Menu.Item>
          ))}
          {actions.some((action) => isBlocked(campaign, action)) && (
            <Menu.Label className="muted">{t.campaigns.isOver}</Menu.Label>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <CampaignDialog campaign={campaign} onClose={close} />}
      <AskAction campaign={campaign} action={dialog === 'edit' ? undefined : dialog} onClose={close} />
    </>
  )
}

type AskProps = { campaign: Campaign; action: Action | undefined; onClose: () => void }

/** Says what an action touches, and does it. */
function AskAction({ campaign, action, onClose }: AskProps) {
  const t = useText()
  const queryClient = useQueryClient()
  // What was asked last, so that the dialog keeps its words while it goes.
  const [shown, setShown] = useState(action)
  if (action !== undefined && action !== shown) setShown(action)
  const run = useMutation({
    mutationFn: async (what: Action) => {
      const params = { path: { id: campaign.id } }
      if (what === 'archive') await ask(api.DELETE('/v1/campaigns/{id}', { params }))
      else await ask(api.POST(`/v1/campaigns/{id}/${what}`, { params }))
    },
    // What was refused was decided on something that has changed meanwhile.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['campaigns'] }),
    onSuccess: (_, what) => notifications.show({ message: t.campaigns.actions[what].done }),
  })
  const close = () => {
    run.reset()
    onClose()
  }
  if (shown === undefined) return null
  const words = t.campaigns.actions[shown]
  const hasNothing = shown === 'activate' && campaign.type === 'static' && totalOf(campaign.numbers) === 0
  return (
    <Confirm
      opened={action !== undefined}
      title={words.title(campaign.name)}
      help={helpOf(campaign, shown, t)}
      action={words.label}
      dismiss={shown === 'cancel' ? t.campaigns.keep : t.common.cancel}
      isHarmless={shown !== 'cancel'}
      isWorking={run.isPending}
      error={run.error}
      onConfirm={() => run.mutate(shown, { onSuccess: close })}
      onClose={close}
    >
      {hasNothing && (
        <Alert color="yellow" variant="outline">
          <Text size="sm">{t.campaigns.actions.activate.nothing}</Text>
        </Alert>
      )}
    </Confirm>
  )
}

function helpOf(campaign: Campaign, action: Action, t: Messages): string {
  const { actions } = t.campaigns
  const receivers = campaign.webhookIds.length
  const left = leftOf(campaign.numbers)
  if (action === 'archive') return actions.archive.help(totalOf(campaign.numbers))
  if (action === 'activate') return actions.activate.help[campaign.type](left, receivers)
  return actions[action].help(left, receivers)
}
