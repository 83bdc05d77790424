import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Radio,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useRef } from 'react'
import { nextKey } from '../lib/keys.ts'
import { useText } from '../lib/language.tsx'
import { Icon } from '../parts/icons.tsx'
import type { ChannelDraft, MemberDraft } from './channel-draft.ts'

type FieldsProps = {
  draft: ChannelDraft
  change: (part: Partial<ChannelDraft>) => void
  errors: Record<string, string>
}

/** Everything a channel consists of. What is wrong with a member stands below it. */
export function ChannelFields(props: FieldsProps) {
  const t = useText()
  const { draft, change, errors } = props
  return (
    <Stack>
      <TextInput
        label={t.channels.name}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name}
        maxLength={200}
        required
        data-autofocus
      />
      <Radio.Group
        label={t.channels.kind}
        value={draft.isPrivate ? 'private' : 'shared'}
        onChange={(kind) => change({ isPrivate: kind === 'private' })}
        error={errors.isPrivate}
      >
        <Stack gap={6} mt={6}>
          {(['shared', 'private'] as const).map((kind) => (
            <Radio key={kind} value={kind} label={t.channels.kinds[kind]} />
          ))}
        </Stack>
      </Radio.Group>
      <NumberInput
        label={t.channels.delay}
        description={t.channels.delayHelp}
        value={draft.logDelaySeconds}
        onChange={(logDelaySeconds) => change({ logDelaySeconds })}
        clampBehavior="none"
        hideControls
        error={errors.logDelaySeconds}
      />
      <Members {...props} />
    </Stack>
  )
}

const memberFields = [
  ['id', 'memberId'],
  ['firstName', 'firstName'],
  ['lastName', 'lastName'],
  ['accountId', 'accountId'],
] as const

function Members({ draft, change, errors }: FieldsProps) {
  const t = useText()
  const addButton = useRef<HTMLButtonElement>(null)
  const { members } = draft
  const set = (key: number, part: Partial<MemberDraft>) =>
    change({ members: members.map((member) => (member.key === key ? { ...member, ...part } : member)) })
  return (
    <Fieldset legend={t.channels.members}>
      <Stack gap="md">
        <Text size="sm" className="muted">
          {t.channels.membersHelp}
        </Text>
        {members.map((member, index) => (
          <Group
            key={member.key}
            gap="xs"
            wrap="nowrap"
            align="flex-start"
            role="group"
            aria-label={t.channels.member(index + 1)}
          >
            <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" verticalSpacing="xs" flex={1} miw={0}>
              {memberFields.map(([field, label]) => (
                <TextInput
                  key={field}
                  label={t.channels[label]}
                  size="xs"
                  value={member[field]}
                  onChange={(event) => set(member.key, { [field]: event.currentTarget.value })}
                  error={errors[`members[${index}].${field}`]}
                  required={field === 'id'}
                  autoFocus={field === 'id' && member.id === ''}
                />
              ))}
            </SimpleGrid>
            <ActionIcon
              variant="default"
              size={30}
              mt={22}
              aria-label={t.channels.removeMember(index + 1)}
              onClick={() => {
                change({ members: members.filter(({ key }) => key !== member.key) })
                addButton.current?.focus()
              }}
            >
              <Icon name="cross" />
            </ActionIcon>
          </Group>
        ))}
        {errors.members !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errors.members}
          </Text>
        )}
        <div>
          <Button
            ref={addButton}
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => {
              const blank = { id: '', accountId: '', firstName: '', lastName: '' }
              change({ members: [...members, { key: nextKey(members), ...blank }] })
            }}
          >
            {t.channels.addMember}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}
