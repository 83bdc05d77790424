import { Button, Collapse, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useResult } from '../deliveries/attempt-line.tsx'
import { AttemptView } from '../deliveries/attempt-view.tsx'
import { api, ask } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'
import { Icon } from '../parts/icons.tsx'
import { ErrorState } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'

type Result = { event: string; isSuccess: boolean; attempt: Parameters<typeof AttemptView>[0]['attempt'] }

/** Sends every chosen event's example and shows what the receiver said to each. */
export function CustomWebhookTest({ isSaved, isChanged }: { isSaved: boolean; isChanged: boolean }) {
  const t = useText()
  const queryClient = useQueryClient()
  const test = useMutation({
    mutationFn: () => ask(api.POST('/v1/integrations/custom-webhook/test')),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
  const results = test.data?.results
  return (
    <section className="card">
      <Stack align="flex-start">
        <Title order={2}>{t.integration.test}</Title>
        <Text size="sm" className="muted" id="test-help">
          {isSaved
            ? isChanged
              ? t.integration.testUnsaved
              : t.integration.testHelp
            : t.integration.testNothing}
        </Text>
        <Button
          variant="default"
          loading={test.isPending}
          disabled={!isSaved || isChanged}
          aria-describedby="test-help"
          onClick={() => test.mutate()}
        >
          {t.integration.test}
        </Button>
        <div role="status" style={{ width: '100%' }}>
          {test.isPending && <Text size="sm">{t.integration.testing}</Text>}
          {results !== undefined && !test.isPending && (
            <Summary results={results} unanswered={test.data?.unanswered ?? []} />
          )}
        </div>
        {test.isError && <ErrorState error={test.error} />}
        {results !== undefined && !test.isPending && (
          <Stack gap="xs" w="100%">
            {results.map((result) => (
              <Answer key={result.event} result={result} />
            ))}
          </Stack>
        )}
      </Stack>
    </section>
  )
}

type Tested = { results: readonly Result[]; unanswered: readonly string[] }

function Summary({ results, unanswered }: Tested) {
  const t = useText()
  const failed = results.filter(({ isSuccess }) => !isSuccess).length
  return (
    <Text size="sm" fw={600}>
      {failed === 0 ? t.integration.allTaken(results.length) : t.integration.notTaken(failed, results.length)}
      {unanswered.length > 0 && ` ${t.integration.unanswered(unanswered.join(', '))}`}
    </Text>
  )
}

function Answer({ result }: { result: Result }) {
  const t = useText()
  const format = useFormat()
  const resultOf = useResult()
  const { event, isSuccess, attempt } = result
  const [isOpen, setIsOpen] = useState(!isSuccess)
  return (
    <div>
      <UnstyledButton onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen} w="100%">
        <Group gap="xs">
          <Status
            tone={isSuccess ? 'ok' : 'bad'}
            icon={isSuccess ? 'check' : 'cross'}
            label={isSuccess ? t.integration.taken : t.integration.refused}
          />
          <span className="mono break">{event}</span>
          <Text size="sm" className="muted numeric">
            {resultOf(attempt)} · {format.duration(attempt.timing.totalMs)}
          </Text>
          <Icon name="right" size={14} />
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <div style={{ padding: '0.5rem 0' }}>
          <AttemptView attempt={attempt} body={undefined} />
        </div>
      </Collapse>
    </div>
  )
}
