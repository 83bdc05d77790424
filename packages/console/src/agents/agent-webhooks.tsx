import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, ApiError, ask } from '../lib/api.ts'
import { repeatedKeys } from '../lib/header-lines.ts'
import { nextKey } from '../lib/keys.ts'
import { useText } from '../lib/language.tsx'
import { getAgentWebhooks, useBoundWebhooks, type Agent } from '../lib/owners.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import { useWrongField } from '../lib/use-wrong-field.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Icon } from '../parts/icons.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { Unsaved } from '../parts/unsaved.tsx'
import {
  errorsOfEntry,
  goneUrls,
  toConfiguration,
  toEntries,
  type Configuration,
  type Entry,
} from './configuration.ts'
import { ConfigurationDialog } from './configuration-dialog.tsx'
import { WebhookEntry } from './webhook-entry.tsx'

/** Whom an agent tells: one list, saved as a whole. */
export function AgentWebhooks({ agent }: { agent: Agent }) {
  const query = useQuery(getAgentWebhooks(agent.id))
  if (query.isPending) return <ListSkeleton rows={4} />
  if (query.data === undefined) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Editor agent={agent} saved={query.data} />
}

function Editor({ agent, saved }: { agent: Agent; saved: Configuration }) {
  const t = useText()
  const { entries, setEntries, isChanged, save, errorsOf } = useList(agent.id, saved)
  const [isJson, setIsJson] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const gone = goneUrls(saved, toConfiguration(entries))
  const addButton = useRef<HTMLButtonElement>(null)
  const webhooks = useBoundWebhooks('agent')(agent.id)
  const isArchived = agent.archivedAt !== null
  const wrong = useWrongField(save.error)
  return (
    <form
      ref={wrong.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (entries.some(({ headers }) => repeatedKeys(headers).size > 0)) wrong.show()
        else if (gone.length > 0) setIsAsking(true)
        else save.mutate(entries)
      }}
    >
      <Stack>
        <Text size="sm" className="muted" maw={760}>
          {t.agentWebhooks.help}
        </Text>
        {entries.length === 0 && (
          <div className="card">
            <EmptyState title={t.agentWebhooks.empty} help={t.agentWebhooks.emptyHelp} />
          </div>
        )}
        {entries.map((entry, index) => (
          <WebhookEntry
            key={entry.key}
            number={index + 1}
            entry={entry}
            errors={errorsOf(entry)}
            webhook={webhooks.find(({ dialect, url }) => dialect === 'sipgate' && url === entry.url)}
            isReadOnly={isArchived}
            onChange={(part) =>
              setEntries(entries.map((one) => (one.key === entry.key ? { ...one, ...part } : one)))
            }
            onRemove={() => {
              setEntries(entries.filter(({ key }) => key !== entry.key))
              addButton.current?.focus()
            }}
          />
        ))}
        {save.isError && <Refusal error={save.error} />}
        <Group gap="xs">
          {!isArchived && (
            <>
              <Button
                ref={addButton}
                variant="default"
                leftSection={<Icon name="plus" />}
                onClick={() =>
                  setEntries([...entries, { key: nextKey(entries), url: '', timeout: '', headers: [] }])
                }
              >
                {t.agentWebhooks.add}
              </Button>
              <Button type="submit" loading={save.isPending} disabled={!isChanged}>
                {t.common.save}
              </Button>
            </>
          )}
          <Button variant="default" onClick={() => setIsJson(true)}>
            {t.agentWebhooks.asJson}
          </Button>
        </Group>
      </Stack>
      {isJson && (
        <ConfigurationDialog
          configuration={toConfiguration(entries)}
          onTake={isArchived ? undefined : (pasted) => setEntries(toEntries(pasted, nextKey(entries)))}
          onClose={() => setIsJson(false)}
        />
      )}
      <Confirm
        opened={isAsking}
        title={t.agentWebhooks.goneTitle(gone.length)}
        help={t.agentWebhooks.goneHelp}
        action={t.common.save}
        onConfirm={() => {
          setIsAsking(false)
          save.mutate(entries)
        }}
        onClose={() => setIsAsking(false)}
      >
        <List size="sm" className="break">
          {gone.map((url) => (
            <List.Item key={url}>{url}</List.Item>
          ))}
        </List>
      </Confirm>
      <Unsaved isChanged={isChanged} />
    </form>
  )
}

/** The list while it is being written, and what the server said of the one that was sent last. */
function useList(agentId: string, saved: Configuration) {
  const t = useText()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState<Entry[]>()
  const entries = draft ?? toEntries(saved)
  const isChanged = draft !== undefined && JSON.stringify(toConfiguration(draft)) !== JSON.stringify(saved)
  const save = useMutation({
    mutationFn: (sent: readonly Entry[]) =>
      ask(
        api.PUT('/v1/agents/{id}/webhooks', {
          params: { path: { id: agentId } },
          body: toConfiguration(sent),
        }),
      ),
    onSuccess: async (fresh, sent) => {
      queryClient.setQueryData(getAgentWebhooks(agentId).queryKey, fresh)
      // What was typed while it was on its way is kept.
      setDraft((now) => (now === sent ? undefined : now))
      notifications.show({ message: t.agentWebhooks.saved })
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  const errors = useFieldErrors(save.error)
  // Entries may have been removed since: an error belongs to the entry that stood at its place when it was sent.
  const errorsOf = ({ key }: Entry) =>
    errorsOfEntry(errors, save.variables?.findIndex((entry) => entry.key === key) ?? -1)
  return { entries, setEntries: setDraft, isChanged, save, errorsOf }
}

function Refusal({ error }: { error: unknown }) {
  const t = useText()
  const isOfEntries =
    error instanceof ApiError &&
    error.problem?.errors?.some(({ path }) => path.startsWith('webhooks[')) === true
  if (!isOfEntries) return <ErrorState error={error} />
  return (
    <Alert color="red" variant="outline" role="alert">
      {t.agentWebhooks.refused}
    </Alert>
  )
}
