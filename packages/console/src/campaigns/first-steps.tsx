import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../lib/language.tsx'
import { Icon } from '../parts/icons.tsx'
import { Status } from '../parts/status.tsx'
import type { Making } from './campaigns.tsx'
import { listCallflows, listPhoneSystems } from './queries.ts'

type Step = {
  name: string
  help: string
  isDone: boolean
  button?: { makes: Making; label: string; canBegin: boolean }
}

/** Where there is no campaign: what one needs, in the order in which it is made. */
export function FirstSteps({ onMake }: { onMake: (what: Making) => void }) {
  const t = useText()
  const words = t.campaigns.steps
  const hasPhoneSystem = (useQuery(listPhoneSystems).data?.length ?? 0) > 0
  const hasCallflow = (useQuery(listCallflows).data?.length ?? 0) > 0
  const steps: Step[] = [
    {
      ...{ name: words.phoneSystem, help: words.phoneSystemHelp, isDone: hasPhoneSystem },
      button: { makes: 'phoneSystems', label: t.campaigns.phoneSystems.create, canBegin: true },
    },
    {
      ...{ name: words.callflow, help: words.callflowHelp, isDone: hasCallflow },
      button: { makes: 'callflows', label: t.campaigns.callflows.create, canBegin: true },
    },
    {
      ...{ name: words.campaign, isDone: false },
      help: hasPhoneSystem ? words.campaignHelp : `${words.campaignHelp} ${words.needsPhoneSystem}`,
      button: { makes: 'campaigns', label: t.campaigns.create, canBegin: hasPhoneSystem },
    },
    { name: words.numbers, help: words.numbersHelp, isDone: false },
  ]
  const next = steps.find(({ isDone, button }) => button?.canBegin === true && !isDone)
  return (
    <Stack align="center" gap="md" py="lg" px={{ base: 0, xs: 'md' }}>
      <Title order={2} size="h3">
        {words.title}
      </Title>
      <Text className="muted" maw={640} ta="center">
        {words.help}
      </Text>
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={step.name}>
            <span className="step-number" aria-hidden="true">
              {step.isDone ? <Icon name="check" /> : index + 1}
            </span>
            <div>
              <Text fw={650}>{step.name}</Text>
              <Text size="sm" className="muted">
                {step.help}
              </Text>
            </div>
            <div>
              {step.isDone && <Status tone="ok" icon="check" label={words.done} />}
              {!step.isDone && step.button !== undefined && (
                <StepButton button={step.button} isNext={step === next} onMake={onMake} />
              )}
            </div>
          </li>
        ))}
      </ol>
    </Stack>
  )
}

type StepButtonProps = {
  button: NonNullable<Step['button']>
  isNext: boolean
  onMake: (what: Making) => void
}

function StepButton({ button, isNext, onMake }: StepButtonProps) {
  return (
    <Button
      size="xs"
      variant={isNext ? 'filled' : 'default'}
      disabled={!button.canBegin}
      onClick={() => onMake(button.makes)}
    >
      {button.label}
    </Button>
  )
}
