import { Stack, Text, Title } from '@mantine/core'
import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { useText } from '../lib/language.tsx'

/** An address that leads nowhere. */
export function MissingPage() {
  const t = useText()
  return (
    <Stack align="center" py="xl" component="main">
      <Title order={1}>{t.errors.pageNotFound}</Title>
      <Text>{t.errors.pageNotFoundHelp}</Text>
      <Link to="/">{t.errors.toOverview}</Link>
    </Stack>
  )
}

/** A screen that threw. */
export function BrokenPage({ error }: ErrorComponentProps) {
  const t = useText()
  return (
    <Stack align="center" py="xl">
      <Title order={1}>{t.errors.crashed}</Title>
      <Text>{t.errors.crashedHelp}</Text>
      <Text className="mono break">{error instanceof Error ? error.message : String(error)}</Text>
    </Stack>
  )
}
