import { Button, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useText } from '../lib/language.tsx'
import { getAgent, type Agent } from '../lib/owners.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Icon } from '../parts/icons.tsx'
import { Facts } from '../parts/page.tsx'
import { EmptyState } from '../parts/states.tsx'
import { changePlaybooks, type Playbook } from './change-playbooks.ts'
import { PlaybookDialog } from './playbook-dialog.tsx'

/** The call scenarios of an agent; each change is saved at once. */
export function Playbooks({ agent }: { agent: Agent }) {
  const t = useText()
  const [editing, setEditing] = useState<Playbook | 'new'>()
  const [removing, setRemoving] = useState<Playbook>()
  const addButton = useRef<HTMLButtonElement>(null)
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: (removed: Playbook) =>
      changePlaybooks(agent.id, (playbooks) => playbooks.filter(({ id }) => id !== removed.id)),
    onSuccess: async (fresh) => {
      queryClient.setQueryData(getAgent(agent.id).queryKey, fresh)
      setRemoving(undefined)
      notifications.show({ message: t.playbooks.removed })
      addButton.current?.focus()
      await queryClient.invalidateQueries({ queryKey: ['agents', 'list'] })
    },
  })
  const { playbooks } = agent
  const isArchived = agent.archivedAt !== null
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Text size="sm" className="muted" maw={760}>
          {t.playbooks.help}
        </Text>
        {!isArchived && (
          <Button
            ref={addButton}
            variant="default"
            leftSection={<Icon name="plus" />}
            onClick={() => setEditing('new')}
          >
            {t.playbooks.add}
          </Button>
        )}
      </Group>
      {playbooks.length === 0 && (
        <div className="card">
          <EmptyState title={t.playbooks.empty} help={t.playbooks.emptyHelp} />
        </div>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
        {playbooks.map((playbook) => (
          <PlaybookCard
            key={playbook.id}
            playbook={playbook}
            isReadOnly={isArchived}
            onEdit={() => setEditing(playbook)}
            onRemove={() => setRemoving(playbook)}
          />
        ))}
      </SimpleGrid>
      {editing !== undefined && (
        <PlaybookDialog
          agent={agent}
          playbook={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
      <Confirm
        opened={removing !== undefined}
        title={t.playbooks.removeTitle(removing?.name ?? '')}
        help={t.playbooks.removeHelp}
        action={t.common.delete}
        isWorking={save.isPending}
        error={save.error}
        onConfirm={() => {
          if (removing !== undefined) save.mutate(removing)
        }}
        onClose={() => setRemoving(undefined)}
      />
    </Stack>
  )
}

function PlaybookCard(props: {
  playbook: Playbook
  isReadOnly: boolean
  onEdit: () => void
  onRemove: () => void
}) {
  const t = useText()
  const { name, condition, questions, classifications } = props.playbook
  return (
    <section className="card">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} className="break">
            {name}
          </Title>
          {!props.isReadOnly && (
            <Group gap="xs" wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t.playbooks.editThis(name)}
                onClick={props.onEdit}
              >
                {t.common.edit}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t.playbooks.removeThis(name)}
                onClick={props.onRemove}
              >
                {t.common.delete}
              </Button>
            </Group>
          )}
        </Group>
        <Text size="sm" className={condition === '' ? 'muted' : 'break'}>
          {condition === '' ? t.playbooks.noCondition : condition}
        </Text>
        {questions.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t.playbooks.questions}
            </Text>
            <List type="ordered" size="sm">
              {questions.map((question, index) => (
                // The same question may be there twice.
                <List.Item key={index} className="break">
                  {question}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {classifications.length > 0 && (
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t.playbooks.classifications}
            </Text>
            <Text component="div" size="sm">
              <Facts facts={classifications.map((one) => [one.name, one.values.join(' · ')] as const)} />
            </Text>
          </div>
        )}
      </Stack>
    </section>
  )
}
