import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../lib/language.tsx'
import type { Messages } from '../messages/en.ts'
import { CopyTextButton } from '../parts/copy.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { UnsavedGuard } from '../parts/unsaved-guard.tsx'
import { parseConfiguration, type Configuration, type Flaw } from './configuration.ts'

/** The list as text: to be copied elsewhere, or replaced by one that comes from there. */
export function ConfigurationDialog(props: {
  configuration: Configuration
  /** Undefined where nothing can be changed. */
  onTake: ((configuration: Configuration) => void) | undefined
  onClose: () => void
}) {
  const t = useText()
  const { onTake, onClose } = props
  const [given] = useState(() => JSON.stringify(props.configuration, null, 2))
  const [text, setText] = useState(given)
  const [flaw, setFlaw] = useState<Flaw>()
  return (
    <UnsavedGuard isChanged={text !== given} onClose={onClose}>
      {(close) => (
        <Dialog onClose={close} size="lg" title={t.agentWebhooks.jsonTitle}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              event.stopPropagation()
              const parsed = parseConfiguration(text)
              if ('kind' in parsed) return setFlaw(parsed)
              onTake?.(parsed)
              onClose()
            }}
          >
            <Stack>
              <Text size="sm">{t.agentWebhooks.jsonHelp}</Text>
              <Textarea
                label={t.agentWebhooks.json}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value)
                  setFlaw(undefined)
                }}
                error={flaw === undefined ? undefined : sayFlaw(flaw, t)}
                readOnly={onTake === undefined}
                rows={14}
                classNames={{ input: 'mono' }}
                spellCheck={false}
                data-autofocus
              />
              <Group justify="flex-end">
                <CopyTextButton value={text} label={t.agentWebhooks.copyJson} />
                {onTake !== undefined && (
                  <Button size="xs" type="submit">
                    {t.agentWebhooks.takeOver}
                  </Button>
                )}
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </UnsavedGuard>
  )
}

function sayFlaw(flaw: Flaw, t: Messages): string {
  if (flaw.kind === 'syntax') return t.agentWebhooks.notJson(flaw.message)
  return t.agentWebhooks.notConfiguration(flaw.path, t.agentWebhooks.wanted[flaw.wanted])
}
