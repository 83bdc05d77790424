import { SimpleGrid } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import { Page } from '../parts/page.tsx'
import { AccountForm } from './account-form.tsx'
import { ApiKeys } from './api-keys.tsx'
import { Integrations } from './integrations.tsx'

/** The account itself, the keys to it, and its integrations. */
export function Settings() {
  const t = useText()
  return (
    <Page title={t.settings.title}>
      <SimpleGrid cols={{ base: 1, xl: 2 }} style={{ alignItems: 'start' }}>
        <AccountForm />
        <ApiKeys />
        <Integrations />
      </SimpleGrid>
    </Page>
  )
}
