import { Checkbox, Fieldset, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import { optionsOf } from '../lib/options.ts'
import { HeaderLines } from '../parts/header-lines.tsx'
import { BindingChoice } from './binding-choice.tsx'
import { defaultLimits, inDialect, type Draft } from './draft.ts'
import type { EventTypes } from './webhook-dialog.tsx'

type FormProps = {
  draft: Draft
  change: (part: Partial<Draft>) => void
  errors: Record<string, string>
  eventTypes: EventTypes
}

/** All settings of a webhook. What is wrong with one stands below it. */
export function WebhookForm(props: FormProps) {
  const { draft, change, errors, eventTypes } = props
  const t = useText()
  return (
    <Stack>
      <TextInput
        label={t.webhooks.url}
        description={t.webhooks.urlHelp}
        placeholder="https://example.com/webhooks"
        value={draft.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
        error={errors.url}
        required
        data-autofocus
      />
      <TextInput
        label={t.webhooks.name}
        description={t.webhooks.nameHelp}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name}
      />
      <Select
        label={t.webhooks.dialect}
        description={t.webhooks.dialectHelp}
        data={optionsOf(t.webhooks.dialects)}
        value={draft.dialect}
        allowDeselect={false}
        onChange={(value) =>
          value !== null && change(inDialect(value as Draft['dialect'], draft.chosen, eventTypes))
        }
        error={errors.dialect}
      />
      <EventChoice {...props} />
      <BindingChoice value={draft.binding} onChange={(binding) => change({ binding })} errors={errors} />
      <HeaderLines
        legend={t.webhooks.headers}
        help={t.webhooks.headersHelp}
        lines={draft.headers}
        onChange={(headers) => change({ headers })}
        errors={errors}
        path="headers"
      />
      <Limits {...props} />
    </Stack>
  )
}

function EventChoice({ draft, change, errors, eventTypes }: FormProps) {
  const t = useText()
  const carried = eventTypes.filter(({ dialects }) => draft.dialect in dialects)
  const problem = draft.eventTypes.length === 0 ? t.webhooks.requiredEvents : errors.eventTypes
  return (
    <Checkbox.Group
      label={t.webhooks.eventTypes}
      description={t.webhooks.eventTypesHelp}
      value={draft.eventTypes}
      onChange={(chosen) => change({ eventTypes: chosen, chosen: { ...draft.chosen, eventTypes: chosen } })}
      error={problem}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={6} mt={6}>
        {carried.map(({ type, dialects }) => (
          <Checkbox
            key={type}
            value={type}
            label={t.eventTypes[type]}
            description={dialects[draft.dialect]?.name}
            size="sm"
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}

const numbers = [
  ['timeoutMs', 'timeout', 'timeoutHelp', 100, 60_000],
  ['maxRetries', 'maxRetries', 'maxRetriesHelp', 0, 50],
  ['eventMaxAgeSeconds', 'maxAge', 'maxAgeHelp', 60, 2_592_000],
  ['maxConnections', 'maxConnections', 'maxConnectionsHelp', 1, 1_000],
  ['rateLimitPerSecond', 'rate', 'rateHelp', 0.1, 10_000],
] as const

function Limits({ draft, change, errors }: FormProps) {
  const t = useText()
  return (
    <Fieldset legend={t.webhooks.delivery}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
        {numbers.map(([field, label, help, min, max]) => (
          <NumberInput
            key={field}
            label={t.webhooks[label]}
            description={t.webhooks[help]}
            value={draft[field]}
            onChange={(value) => change({ [field]: value })}
            placeholder={field === 'rateLimitPerSecond' ? t.webhooks.unlimited : String(defaultLimits[field])}
            min={min}
            max={max}
            clampBehavior="none"
            hideControls
            error={errors[field]}
          />
        ))}
        <Select
          label={t.webhooks.ordering}
          data={optionsOf(t.webhooks.orderings)}
          value={draft.ordering}
          allowDeselect={false}
          onChange={(value) => change({ ordering: value === 'per-call' ? 'per-call' : 'none' })}
        />
        <Select
          label={t.webhooks.successRule}
          data={optionsOf(t.webhooks.successRules)}
          value={draft.success}
          allowDeselect={false}
          onChange={(value) => {
            const success = value === '200' ? '200' : '2xx'
            change({ success, chosen: { ...draft.chosen, success } })
          }}
        />
        <Switch
          label={t.webhooks.chunked}
          checked={draft.chunked}
          onChange={(event) => change({ chunked: event.currentTarget.checked })}
        />
      </SimpleGrid>
    </Fieldset>
  )
}
