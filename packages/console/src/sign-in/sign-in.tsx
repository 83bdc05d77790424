import { Alert, Button, Center, Group, Loader, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState, type SubmitEvent } from 'react'
import { api, ApiError, ask } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { sayError } from '../parts/states.tsx'

const route = getRouteApi('/sign-in')

/** The door: a link with a token after the #, or an API key. */
export function SignIn() {
  const t = useText()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { next } = route.useSearch()
  const [linkToken] = useState(() => window.location.hash.slice(1))
  const [isByLink, setIsByLink] = useState(linkToken !== '')
  const [apiKey, setApiKey] = useState('')
  const [isWorking, setIsWorking] = useState(false)
  const [problem, setProblem] = useState<string>()

  const enter = async (credential: { apiKey: string } | { linkToken: string }, refused: string) => {
    setIsWorking(true)
    try {
      await ask(api.POST('/v1/session', { body: credential }))
      queryClient.clear()
      router.history.replace(next?.startsWith('/') === true && !next.startsWith('//') ? next : '/')
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401 ? refused : sayError(error, t))
      setIsByLink(false)
    } finally {
      setIsWorking(false)
    }
  }
  const useLink = useEffectEvent(() => {
    if (linkToken === '') return
    // Out of the address bar and the history, whether it works or not.
    window.history.replaceState(window.history.state, '', '/sign-in')
    void enter({ linkToken }, t.signIn.failedLink)
  })
  useEffect(() => useLink(), [])
  useEffect(() => {
    document.title = `${t.signIn.title} · Offhook`
  }, [t])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void enter({ apiKey: apiKey.trim() }, t.signIn.failedKey)
  }

  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" w={440} maw="100%">
        <Group gap="sm" mb="md">
          <img src="/favicon.svg" alt="" width={32} height={32} />
          <Title order={1}>{t.signIn.title}</Title>
        </Group>
        {isByLink ? (
          <Group role="status">
            <Loader size="sm" />
            <Text>{t.signIn.byLink}</Text>
          </Group>
        ) : (
          <form onSubmit={submit}>
            <Stack>
              {problem !== undefined && (
                <Alert color="red" variant="outline" role="alert">
                  {problem}
                </Alert>
              )}
              <Text size="sm">{t.signIn.withKey}</Text>
              <PasswordInput
                label={t.signIn.apiKey}
                value={apiKey}
                onChange={(event) => setApiKey(event.currentTarget.value)}
                autoComplete="current-password"
                required
                withAsterisk={false}
                visibilityToggleButtonProps={{ 'aria-label': t.signIn.showKey }}
              />
              <Button type="submit" loading={isWorking}>
                {t.signIn.submit}
              </Button>
              <Text size="xs" className="muted">
                {t.signIn.lostKey}
              </Text>
            </Stack>
          </form>
        )}
      </Paper>
    </Center>
  )
}
