import { Alert, Button, Code, List, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiError } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { say } from '../lib/sayings.ts'
import { useFieldErrors } from '../lib/use-field-errors.ts'
import type { Messages } from '../messages/en.ts'

/** An error in the language chosen; what only the server knows stays as it said it. */
export function sayError(error: unknown, t: Messages): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  if (error.problem === undefined) return error.status === 0 ? t.errors.unreachable : error.message
  if (error.status === 404) return t.errors.notFound
  const general = t.errors.codes[error.problem.code] ?? error.problem.title
  const isOurs = error.problem.code === 'internal' || error.problem.code === 'unauthorized'
  return isOurs ? general : `${general} ${say(error.problem.detail, t)}`
}

type ErrorStateProps = {
  error: unknown
  /** Says what is wrong with single fields too, where no form does. */
  saysFields?: boolean
  onRetry?: () => void
}

export function ErrorState({ error, saysFields = false, onRetry }: ErrorStateProps) {
  const t = useText()
  const fields = Object.entries(useFieldErrors(error))
  const requestId = error instanceof ApiError ? error.problem?.requestId : undefined
  return (
    <Alert color="red" title={t.errors.title} role="alert" variant="outline">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{sayError(error, t)}</Text>
        {saysFields && fields.length > 0 && (
          <List size="sm">
            {fields.map(([path, message]) => (
              <List.Item key={path} className="break">
                <span className="mono">{path}</span>: {message}
              </List.Item>
            ))}
          </List>
        )}
        {requestId !== undefined && (
          <Text size="xs" className="muted mono">
            {t.errors.reference(requestId)}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t.common.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

/** Nothing here yet, and how that changes. */
export function EmptyState(props: { title: string; help: string; command?: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="sm" py="xl" px="md" ta="center">
      <Title order={2} size="h3">
        {props.title}
      </Title>
      <Text className="muted" maw={560}>
        {props.help}
      </Text>
      {props.command !== undefined && (
        <Code block ta="left" maw="100%" className="break" tabIndex={0}>
          {props.command}
        </Code>
      )}
      {props.children}
    </Stack>
  )
}

/** As many lines as a page of a list, so that nothing jumps when it comes. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  const t = useText()
  return (
    <Stack gap={8} role="status" aria-label={t.common.loading} p="xs">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={33} />
      ))}
    </Stack>
  )
}

/** A command that posts a first event to the server this page came from. */
export function firstEventCommand(): string {
  const event = { type: 'call.initiated', occurredAt: new Date().toISOString(), call: { id: 'first-call' } }
  return `curl ${window.location.origin}/v1/events -H "Authorization: Bearer $OFFHOOK_API_KEY" -H "Content-Type: application/json" -d '${JSON.stringify({ ...event, data: {} })}'`
}
