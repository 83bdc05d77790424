import { Group, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../lib/api.ts'
import { useText } from '../lib/language.tsx'
import { getBody } from '../lib/queries.ts'
import { say } from '../lib/sayings.ts'
import { CodeBlock, HeaderList } from '../parts/code.tsx'
import { CopyTextButton } from '../parts/copy.tsx'
import { Facts } from '../parts/page.tsx'
import { AttemptLine } from './attempt-line.tsx'
import { toCurl } from './curl.ts'
import { TimingBar } from './timing-bar.tsx'

type Attempt = Omit<Schemas['Attempt'], 'deliveryId' | 'nextAttemptAt'>

/** One attempt whole: what was sent, what came back, where the time went. */
export function AttemptView({ attempt, body }: { attempt: Attempt; body: string | undefined }) {
  const t = useText()
  return (
    <Stack gap="xs">
      <AttemptLine attempt={attempt} />
      {attempt.failure !== null && <Text size="sm">{say(attempt.failure.detail, t)}</Text>}
      <TimingBar timing={attempt.timing} />
      <Tabs defaultValue={attempt.response === null ? 'request' : 'response'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="request">{t.deliveries.request}</Tabs.Tab>
          {attempt.response !== null && <Tabs.Tab value="response">{t.deliveries.response}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="request" pt="xs">
          <Stack gap="xs">
            <Group justify="space-between">
              <Text size="sm" className="mono break">
                POST {attempt.request.url}
              </Text>
              {body !== undefined && (
                <CopyTextButton value={toCurl(attempt.request, body)} label={t.deliveries.curl} />
              )}
            </Group>
            <HeaderList headers={attempt.request.headers} label={t.deliveries.headers} />
            {body !== undefined && <CodeBlock text={body} label={t.deliveries.body} />}
          </Stack>
        </Tabs.Panel>
        {attempt.response !== null && (
          <Tabs.Panel value="response" pt="xs">
            <Stack gap="xs">
              {attempt.remoteAddress !== null && (
                <Facts facts={[[t.deliveries.remote, attempt.remoteAddress]]} />
              )}
              <HeaderList headers={attempt.response.headers} label={t.deliveries.headers} />
              <ResponseBody response={attempt.response} />
            </Stack>
          </Tabs.Panel>
        )}
      </Tabs>
    </Stack>
  )
}

function ResponseBody({ response }: { response: NonNullable<Attempt['response']> }) {
  const t = useText()
  if (response.body === '')
    return (
      <Text size="sm" className="muted">
        {t.deliveries.emptyBody}
      </Text>
    )
  return (
    <>
      <CodeBlock text={response.body} label={t.deliveries.body} />
      {response.bodyEncoding === 'base64' && <Text size="xs">{t.deliveries.base64}</Text>}
      {response.isBodyTruncated && <Text size="xs">{t.deliveries.truncated}</Text>}
    </>
  )
}

/** An attempt of the log, with the body of its delivery. */
export function LoggedAttempt({ attempt }: { attempt: Schemas['Attempt'] }) {
  const body = useQuery(getBody(attempt.deliveryId))
  return <AttemptView attempt={attempt} body={body.data} />
}
