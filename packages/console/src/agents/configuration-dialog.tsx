import { Button, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../lib/language.tsx'
import type { Messages } from '../messages/en.ts'
import { CopyTextButton } from '../parts/copy.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
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
    <FormDialog
      title={t.agentWebhooks.jsonTitle}
      size="lg"
      isChanged={text !== given}
      onSubmit={() => {
        const parsed = parseConfiguration(text)
        if ('kind' in parsed) return setFlaw(parsed)
        onTake?.(parsed)
        onClose()
      }}
      onClose={onClose}
      actions={() => (
        <>
          <CopyTextButton value={text} label={t.agentWebhooks.copyJson} />
          {onTake !== undefined && (
            <Button size="xs" type="submit">
              {t.agentWebhooks.takeOver}
            </Button>
          )}
        </>
      )}
    >
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
    </FormDialog>
  )
}

function sayFlaw(flaw: Flaw, t: Messages): string {
  if (flaw.kind === 'syntax') return t.agentWebhooks.notJson(flaw.message)
  return t.agentWebhooks.notConfiguration(flaw.path, t.agentWebhooks.wanted[flaw.wanted])
}
