import { Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useText } from '../lib/language.tsx'
import { LineList } from '../parts/line-list.tsx'
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
  return (
    <LineList
      legend={t.playbooks.questions}
      lines={draft.questions}
      onChange={(questions) => change({ questions })}
      blank={(key) => ({ key, text: '' })}
      add={t.playbooks.addQuestion}
      remove={(_, index) => t.playbooks.removeQuestion(index + 1)}
      error={errors[`${path}.questions`]}
    >
      {({ text }, index, changeQuestion) => (
        <TextInput
          aria-label={t.playbooks.question(index + 1)}
          value={text}
          onChange={(event) => changeQuestion({ text: event.currentTarget.value })}
          error={errors[`${path}.questions[${index}]`]}
          maxLength={2_000}
          autoFocus={text === ''}
          flex={1}
        />
      )}
    </LineList>
  )
}

function Classifications({ draft, change, errors, path }: FieldsProps) {
  const t = useText()
  return (
    <LineList
      legend={t.playbooks.classifications}
      help={t.playbooks.classificationsHelp}
      lines={draft.classifications}
      onChange={(classifications) => change({ classifications })}
      blank={(key) => ({ key, name: '', values: [] })}
      add={t.playbooks.addClassification}
      remove={(_, index) => t.playbooks.removeClassification(index + 1)}
      error={errors[`${path}.classifications`]}
      group={(index) => t.playbooks.classification(index + 1)}
      gap="sm"
    >
      {({ name, values }, index, changeClassification) => {
        const own = `${path}.classifications[${index}]`
        return (
          <Stack gap="xs" flex={1} miw={0}>
            <TextInput
              aria-label={t.playbooks.classified}
              placeholder={t.playbooks.classified}
              value={name}
              onChange={(event) => changeClassification({ name: event.currentTarget.value })}
              error={errors[`${own}.name`]}
              maxLength={200}
              autoFocus={name === ''}
            />
            <TagsInput
              aria-label={t.playbooks.values}
              description={t.playbooks.valuesHelp}
              placeholder={values.length === 0 ? t.playbooks.values : ''}
              value={values}
              onChange={(chosen) => changeClassification({ values: chosen })}
              error={valuesError(errors, `${own}.values`)}
              splitChars={[]}
              // There is nothing to choose from, and Escape belongs to the dialog.
              dropdownOpened={false}
            />
          </Stack>
        )
      }}
    </LineList>
  )
}

/** That of the list, or of the first value with one. */
function valuesError(errors: Record<string, string>, path: string): string | undefined {
  return errors[path] ?? Object.entries(errors).find(([key]) => key.startsWith(`${path}[`))?.[1]
}
