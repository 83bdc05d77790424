import type { Agent } from '../lib/owners.ts'

type Playbook = Agent['playbooks'][number]

/** A playbook while it is being written; lines have keys, because they move when one is taken out. */
export type PlaybookDraft = {
  name: string
  condition: string
  questions: readonly { key: number; text: string }[]
  classifications: readonly { key: number; name: string; values: string[] }[]
}

export function draftOfPlaybook(playbook: Playbook | undefined): PlaybookDraft {
  return {
    name: playbook?.name ?? '',
    condition: playbook?.condition ?? '',
    questions: (playbook?.questions ?? []).map((text, key) => ({ key, text })),
    classifications: (playbook?.classifications ?? []).map((one, key) => ({ key, ...one })),
  }
}

/** As the API takes it. Every line counts, also an empty one, so that errors stand at theirs. */
export function playbookOf({ questions, classifications, ...draft }: PlaybookDraft, id: string | undefined) {
  return {
    ...draft,
    ...(id === undefined ? {} : { id }),
    questions: questions.map(({ text }) => text),
    classifications: classifications.map(({ name, values }) => ({ name, values })),
  }
}
