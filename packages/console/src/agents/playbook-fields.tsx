import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useRef } from 'react'
import { nextKey } from '../lib/keys.ts'
import { useText } from '../lib/language.tsx'
import { Icon } from '../parts/icons.tsx'
import type { PlaybookDraft } from './playbook-draft.ts'

type FieldsProps = {
  draft: PlaybookDraft
  change: (part: Partial<PlaybookDraft>) => void
  errors: Record<string, string>
  /** Where the playbook stands in the request, such as `playbooks[2]`. */
  path: string
}

/** Everything a playbook consists of. What is wrong with a line stands below it. */
export function PlaybookFields(props: FieldsProps) {
  const t = useText()
  const { draft, change, errors, path } = props
  return (
    <>
      <TextInput
        label={t.playbooks.name}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        // Names that are there twice are an error of the whole list.
        error={errors[`${path}.name`] ?? errors.playbooks}
        maxLength={200}
        required
        data-autofocus
      />
      <Textarea
        label={t.playbooks.condition}
        description={t.playbooks.conditionHelp}
        value={draft.condition}
        onChange={(event) => change({ condition: event.currentTarget.value })}
        error={errors[`${path}.condition`]}
        maxLength={2_000}
        rows={2}
      />
      <Questions {...props} />
      <Classifications {...props} />
    </>
  )
}

function Questions({ draft, change, errors, path }: FieldsProps) {
  const t = useText()
  const addButton = useRef<HTMLButtonElement>(null)
  const { questions } = draft
  const set = (key: number, text: string) =>
    change({ questions: questions.map((one) => (one.key === key ? { key, text } : one)) })
  return (
    <Fieldset legend={t.playbooks.questions}>
      <Stack gap="xs">
        {questions.map(({ key, text }, index) => (
          <Group key={key} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              aria-label={t.playbooks.question(index + 1)}
              value={text}
              onChange={(event) => set(key, event.currentTarget.value)}
              error={errors[`${path}.questions[${index}]`]}
              maxLength={2_000}
              autoFocus={text === ''}
              flex={1}
            />
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t.playbooks.removeQuestion(index + 1)}
              onClick={() => {
                change({ questions: questions.filter((one) => one.key !== key) })
                addButton.current?.focus()
              }}
            >
              <Icon name="cross" />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            ref={addButton}
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => change({ questions: [...questions, { key: nextKey(questions), text: '' }] })}
          >
            {t.playbooks.addQuestion}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}

function Classifications({ draft, change, errors, path }: FieldsProps) {
  const t = useText()
  const addButton = useRef<HTMLButtonElement>(null)
  const { classifications } = draft
  const set = (key: number, part: { name?: string; values?: string[] }) =>
    change({ classifications: classifications.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  return (
    <Fieldset legend={t.playbooks.classifications}>
      <Stack gap="sm">
        <Text size="sm" className="muted">
          {t.playbooks.classificationsHelp}
        </Text>
        {classifications.map(({ key, name, values }, index) => {
          const own = `${path}.classifications[${index}]`
          return (
            <Group
              key={key}
              gap="xs"
              wrap="nowrap"
              align="flex-start"
              role="group"
              aria-label={t.playbooks.classification(index + 1)}
            >
              <Stack gap="xs" flex={1} miw={0}>
                <TextInput
                  aria-label={t.playbooks.classified}
                  placeholder={t.playbooks.classified}
                  value={name}
                  onChange={(event) => set(key, { name: event.currentTarget.value })}
                  error={errors[`${own}.name`]}
                  maxLength={200}
                  autoFocus={name === ''}
                />
                <TagsInput
                  aria-label={t.playbooks.values}
                  description={t.playbooks.valuesHelp}
                  placeholder={values.length === 0 ? t.playbooks.values : ''}
                  value={values}
                  onChange={(chosen) => set(key, { values: chosen })}
                  error={valuesError(errors, `${own}.values`)}
                  splitChars={[]}
                  // There is nothing to choose from, and Escape belongs to the dialog.
                  dropdownOpened={false}
                />
              </Stack>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t.playbooks.removeClassification(index + 1)}
                onClick={() => {
                  change({ classifications: classifications.filter((one) => one.key !== key) })
                  addButton.current?.focus()
                }}
              >
                <Icon name="cross" />
              </ActionIcon>
            </Group>
          )
        })}
        <div>
          <Button
            ref={addButton}
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => {
              const key = nextKey(classifications)
              change({ classifications: [...classifications, { key, name: '', values: [] }] })
            }}
          >
            {t.playbooks.addClassification}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  )
}

/** That of the list, or of the first value with one. */
function valuesError(errors: Record<string, string>, path: string): string | undefined {
  return errors[path] ?? Object.entries(errors).find(([key]) => key.startsWith(`${path}[`))?.[1]
}
