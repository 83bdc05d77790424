import { NumberInput, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import type { FieldsProps } from '../owners/owner-dialog.tsx'
import { LineList } from '../parts/line-list.tsx'
import type { ChannelDraft } from './channel-draft.ts'

/** Everything a channel consists of. What is wrong with a member stands below it. */
export function ChannelFields(props: FieldsProps<ChannelDraft>) {
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

function Members({ draft, change, errors }: FieldsProps<ChannelDraft>) {
  const t = useText()
  return (
    <LineList
      legend={t.channels.members}
      help={t.channels.membersHelp}
      lines={draft.members}
      onChange={(members) => change({ members })}
      blank={(key) => ({ key, id: '', accountId: '', firstName: '', lastName: '' })}
      add={t.channels.addMember}
      remove={(_, index) => t.channels.removeMember(index + 1)}
      error={errors.members}
      group={(index) => t.channels.member(index + 1)}
      gap="md"
      removeProps={{ size: 30, mt: 22 }}
    >
      {(member, index, changeMember) => (
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" verticalSpacing="xs" flex={1} miw={0}>
          {memberFields.map(([field, label]) => (
            <TextInput
              key={field}
              label={t.channels[label]}
              size="xs"
              value={member[field]}
              onChange={(event) => changeMember({ [field]: event.currentTarget.value })}
              error={errors[`members[${index}].${field}`]}
              required={field === 'id'}
              autoFocus={field === 'id' && member.id === ''}
            />
          ))}
        </SimpleGrid>
      )}
    </LineList>
  )
}
