import {
  ActionIcon,
  Anchor,
  Fieldset,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { HeaderLines } from '../parts/header-lines.tsx'
import { Icon } from '../parts/icons.tsx'
import { WebhookStatus } from '../webhooks/webhook-status.tsx'
import type { Entry } from './configuration.ts'

const shownAtFields = /^(url|timeout|additionalHeaders.*)$/

/** One webhook of an agent: its address, timeout and headers, and the way to its deliveries once it is saved. */
export function WebhookEntry(props: {
  number: number
  entry: Entry
  errors: Record<string, string>
  webhook: Schemas['Webhook'] | undefined
  isReadOnly: boolean
  onChange: (part: Partial<Entry>) => void
  onRemove: () => void
}) {
  const t = useText()
  const { number, entry, errors, webhook, onChange } = props
  const others = Object.entries(errors).filter(([path]) => !shownAtFields.test(path))
  return (
    <section className="card" aria-label={t.agentWebhooks.entry(number)}>
      <Fieldset variant="unstyled" disabled={props.isReadOnly}>
        <Stack gap="sm">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Group gap="md">
              <Text fw={650}>{t.agentWebhooks.entry(number)}</Text>
              {webhook !== undefined && (
                <>
                  <WebhookStatus webhook={webhook} />
                  <Anchor
                    renderRoot={(link) => (
                      <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} {...link} />
                    )}
                    size="sm"
                  >
                    {t.agentWebhooks.log}
                  </Anchor>
                </>
              )}
            </Group>
            {!props.isReadOnly && (
              <ActionIcon
                variant="default"
                aria-label={t.agentWebhooks.remove(number)}
                onClick={props.onRemove}
              >
                <Icon name="cross" />
              </ActionIcon>
            )}
          </Group>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t.agentWebhooks.url}
              description={t.webhooks.urlHelp}
              placeholder="https://example.com/webhooks"
              value={entry.url}
              onChange={(event) => onChange({ url: event.currentTarget.value })}
              error={errors.url}
              required
              autoFocus={entry.url === ''}
            />
            <NumberInput
              label={t.agentWebhooks.timeout}
              description={t.agentWebhooks.timeoutHelp}
              value={entry.timeout}
              onChange={(timeout) => onChange({ timeout })}
              clampBehavior="none"
              hideControls
              error={errors.timeout}
            />
          </SimpleGrid>
          <HeaderLines
            legend={t.agentWebhooks.headers}
            help={t.agentWebhooks.headersHelp}
            lines={entry.headers}
            onChange={(headers) => onChange({ headers })}
            errors={errors}
            path="additionalHeaders"
          />
          {others.map(([path, message]) => (
            <Text key={path} size="sm" c="var(--mantine-color-error)">
              {path} {message}
            </Text>
          ))}
        </Stack>
      </Fieldset>
    </section>
  )
}
