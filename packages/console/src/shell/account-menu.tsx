import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, ask } from '../lib/api.ts'
import { languageNames, useLanguage, useText } from '../lib/language.tsx'
import { Icon } from '../parts/icons.tsx'
import { sayError } from '../parts/states.tsx'

/** Language, appearance and the way out. */
export function AccountMenu({ accountName }: { accountName: string }) {
  const t = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { language, setLanguage } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useMutation({
    mutationFn: () => ask(api.DELETE('/v1/session')),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      queryClient.clear()
    },
    onError: (error) => notifications.show({ color: 'red', message: sayError(error, t) }),
  })
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" radius="xl" aria-label={t.nav.account}>
          <Icon name="person" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="muted">{accountName}</Menu.Label>
        <Menu.Divider />
        <Menu.Label className="muted">{t.nav.language}</Menu.Label>
        {languageNames.map(({ value, label }) => (
          <Menu.Item
            key={value}
            lang={value}
            onClick={() => setLanguage(value)}
            rightSection={chosen(language === value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label className="muted">{t.nav.theme}</Menu.Label>
        {(Object.keys(t.nav.themes) as MantineColorScheme[]).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={chosen(colorScheme === scheme)}
          >
            {t.nav.themes[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>{t.nav.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function chosen(isChosen: boolean) {
  return isChosen ? <Icon name="check" size={15} /> : null
}
