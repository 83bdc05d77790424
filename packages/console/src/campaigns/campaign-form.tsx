import {
  Alert,
  Fieldset,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { TimeZoneSelect } from '../parts/time-zone-select.tsx'
import type { Draft } from './draft.ts'

/** What a campaign can dial with and run. */
export type Choices = { phoneSystems: Schemas['PhoneSystem'][]; callflows: Schemas['Callflow'][] }

type FormProps = {
  draft: Draft
  change: (part: Partial<Draft>) => void
  errors: Record<string, string>
  choices: Choices
  /** Only a few fields may change then. */
  isRunning: boolean
  hasNumbers: boolean
}

/** Every field of a campaign. What is wrong with one stands below it. */
export function CampaignForm(props: FormProps) {
  const { draft, change, errors } = props
  const t = useText()
  return (
    <Stack>
      <Fieldset legend={t.campaigns.what}>
        <Stack>
          <TextInput
            label={t.campaigns.name}
            description={t.campaigns.nameHelp}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={errors.name}
            required
            data-autofocus
          />
          <Select
            label={t.campaigns.type}
            description={t.campaigns.typesHelp[draft.type]}
            data={optionsOf(t.campaigns.types)}
            value={draft.type}
            allowDeselect={false}
            disabled={props.isRunning}
            onChange={(type) => change({ type: type === 'dynamic' ? 'dynamic' : 'static' })}
            error={errors.type}
          />
          <Variables {...props} />
        </Stack>
      </Fieldset>
      <When {...props} />
      <WithWhat {...props} />
      <How {...props} />
    </Stack>
  )
}

function Variables({ draft, change, errors, isRunning, hasNumbers }: FormProps) {
  const t = useText()
  const isFixed = isRunning || hasNumbers
  return (
    <TagsInput
      label={t.campaigns.varNames}
      description={isFixed ? t.campaigns.varNamesFixed : t.campaigns.varNamesHelp}
      placeholder={isFixed ? '' : t.campaigns.varNamesPlaceholder}
      value={draft.varNames}
      onChange={(varNames) => change({ varNames })}
      splitChars={[]}
      readOnly={isFixed}
      acceptValueOnBlur
      error={errors.varNames}
    />
  )
}

function When({ draft, change, errors, isRunning }: FormProps) {
  const t = useText()
  return (
    <Fieldset legend={t.campaigns.when}>
      <Text size="sm" className="muted" mb="xs">
        {t.campaigns.datesHelp}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          type="date"
          label={t.campaigns.startDate}
          value={draft.startDate}
          onChange={(event) => change({ startDate: event.currentTarget.value })}
          disabled={isRunning}
          error={errors.startDate}
          required
        />
        <TextInput
          type="date"
          label={t.campaigns.endDate}
          value={draft.endDate}
          onChange={(event) => change({ endDate: event.currentTarget.value })}
          error={errors.endDate}
          required
        />
      </SimpleGrid>
      <TimeZoneSelect
        mt="sm"
        label={t.campaigns.timeZone}
        description={t.campaigns.timeZoneHelp}
        value={draft.timeZoneId}
        onChange={(timeZoneId) => change({ timeZoneId })}
        disabled={isRunning}
        error={errors.timeZoneId}
      />
    </Fieldset>
  )
}

function WithWhat({ draft, change, errors, choices, isRunning }: FormProps) {
  const t = useText()
  const phoneSystem = choices.phoneSystems.find(({ id }) => id === draft.phoneSystemId)
  const extensions = phoneSystem?.extensions ?? []
  const callflows = choices.callflows.map(({ id, name }) => ({ value: id, label: name }))
  const choosePhoneSystem = (phoneSystemId: string) => {
    const [only, ...others] = choices.phoneSystems.find(({ id }) => id === phoneSystemId)?.extensions ?? []
    change({ phoneSystemId, extensionId: others.length === 0 ? (only?.id ?? '') : '' })
  }
  return (
    <Fieldset legend={t.campaigns.withWhat}>
      <Stack>
        {choices.phoneSystems.length === 0 && (
          <Alert color="yellow" variant="outline">
            {t.campaigns.noPhoneSystem}{' '}
            <Link to="/campaigns" search={{ view: 'phoneSystems' }}>
              {t.campaigns.phoneSystems.create}
            </Link>
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t.campaigns.phoneSystem}
            data={choices.phoneSystems.map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.phoneSystemId === '' ? null : draft.phoneSystemId}
            allowDeselect={false}
            searchable={choices.phoneSystems.length > 8}
            disabled={isRunning}
            onChange={(id) => id !== null && choosePhoneSystem(id)}
            error={errors.phoneSystemId}
            withAsterisk
          />
          <Select
            label={t.campaigns.extension}
            data={extensions.map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.extensionId === '' ? null : draft.extensionId}
            allowDeselect={false}
            searchable={extensions.length > 8}
            disabled={isRunning || phoneSystem === undefined}
            onChange={(id) => id !== null && change({ extensionId: id })}
            error={errors.extensionId}
            withAsterisk
          />
          {(['forHuman', 'forMachine'] as const).map((role) => (
            <Select
              key={role}
              label={t.campaigns[role]}
              placeholder={t.campaigns.noCallflow}
              data={callflows}
              value={draft[role]}
              clearable
              clearButtonProps={{ 'aria-label': t.campaigns.noCallflow }}
              searchable={callflows.length > 8}
              disabled={isRunning}
              onChange={(id) => change({ [role]: id })}
              error={errors[`callflow.${role}`]}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  )
}

const numbers = [
  ['maxAttempts', 'maxAttempts', 'maxAttemptsHelp'],
  ['retryDelayMinutes', 'retryDelay', 'retryDelayHelp'],
] as const

function How({ draft, change, errors }: FormProps) {
  const t = useText()
  return (
    <Fieldset legend={t.campaigns.how}>
      <Text size="sm" fw={500} mb={4}>
        {t.campaigns.mode}
      </Text>
      <SegmentedControl
        aria-label={t.campaigns.mode}
        data={optionsOf(t.campaigns.modes)}
        value={draft.mode}
        onChange={(mode) => change({ mode: mode === 'predictive' ? 'predictive' : 'power' })}
        mb="sm"
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
        {numbers.map(([field, label, help]) => (
          <NumberInput
            key={field}
            label={t.campaigns[label]}
            description={t.campaigns[help]}
            value={draft[field]}
            onChange={(value) => change({ [field]: value })}
            clampBehavior="none"
            hideControls
            error={errors[field]}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}
