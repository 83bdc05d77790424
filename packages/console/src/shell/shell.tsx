import { AppShell, Burger, Center, Group, Loader, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/language.tsx'
import { LiveProvider } from '../lib/live.tsx'
import { getAccount } from '../lib/queries.ts'
import { Icon, type IconName } from '../parts/icons.tsx'
import { ErrorState } from '../parts/states.tsx'
import { AccountMenu } from './account-menu.tsx'

const places = [
  ['/', 'overview'],
  ['/calls', 'calls'],
  ['/events', 'events'],
  ['/deliveries', 'deliveries'],
  ['/webhooks', 'webhooks'],
  ['/agents', 'agents'],
  ['/channels', 'channels'],
  ['/campaigns', 'campaigns'],
  ['/settings', 'settings'],
] as const satisfies readonly (readonly [string, IconName])[]

/** What stands around every screen once someone is signed in. */
export function Shell() {
  const account = useQuery(getAccount)
  const { setTimeZone } = useLanguage()
  const timeZone = account.data?.timeZone
  useEffect(() => {
    if (timeZone !== undefined) setTimeZone(timeZone)
  }, [timeZone, setTimeZone])

  if (account.isError && !(account.error instanceof ApiError && account.error.status === 401)) {
    return (
      <Center p="xl" component="main">
        <ErrorState error={account.error} onRetry={() => void account.refetch()} />
      </Center>
    )
  }
  if (account.data === undefined) {
    return (
      <Center h="100vh">
        <Loader aria-label="…" />
      </Center>
    )
  }
  return (
    <LiveProvider>
      <Frame accountName={account.data.name} />
    </LiveProvider>
  )
}

function Frame({ accountName }: { accountName: string }) {
  const t = useText()
  const { timeZone } = useLanguage()
  const [isOpen, { toggle, close }] = useDisclosure(false)
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', md: 'lg' }}
    >
      <a href="#content" className="skip">
        {t.common.skipToContent}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={isOpen ? t.nav.closeMenu : t.nav.openMenu}
              aria-expanded={isOpen}
            />
            <img src="/favicon.svg" alt="" width={26} height={26} />
            <Text fw={700}>Offhook</Text>
            <Text className="muted ellipsis" visibleFrom="xs">
              {accountName}
            </Text>
          </Group>
          <AccountMenu accountName={accountName} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t.nav.main}>
        <AppShell.Section grow>
          {places.map(([to, name]) => (
            <Link
              key={to}
              to={to}
              className="nav-link"
              activeOptions={{ exact: to === '/', includeSearch: false }}
              onClick={close}
            >
              <Icon name={name} />
              {t.nav[name]}
            </Link>
          ))}
        </AppShell.Section>
        <AppShell.Section>
          <Text size="xs" className="muted" px="xs">
            {t.common.timesIn(timeZone)}
          </Text>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}
