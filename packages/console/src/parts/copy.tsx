import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useText } from '../lib/language.tsx'
import { Icon } from './icons.tsx'

/** Copies a value; says so where it was clicked. */
export function CopyButton({ value, thing }: { value: string; thing: string }) {
  const t = useText()
  const clipboard = useClipboard({ timeout: 1_500 })
  const label = clipboard.copied ? t.common.copied : t.common.copyThing(thing)
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={label}
        onClick={() => clipboard.copy(value)}
        style={{ color: 'var(--muted)' }}
      >
        <Icon name={clipboard.copied ? 'check' : 'copy'} size={15} />
      </ActionIcon>
    </Tooltip>
  )
}

/** An id or address that people carry elsewhere. */
export function Copyable({ value, thing }: { value: string; thing: string }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minWidth: 0, maxWidth: '100%' }}>
      <span className="mono break">{value}</span>
      <CopyButton value={value} thing={thing} />
    </span>
  )
}

export function CopyTextButton({ value, label }: { value: string; label: string }) {
  const t = useText()
  const clipboard = useClipboard({ timeout: 1_500 })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={15} />}
      onClick={() => clipboard.copy(value)}
    >
      {clipboard.copied ? t.common.copied : label}
    </Button>
  )
}
