import { countIn } from '../count.ts'

const count = countIn('en')

export const playbooks = {
  help: 'A playbook is one kind of conversation: when it applies, what the agent asks, and how the conversation is classified. Answers and classes of completed ones are in the call log, as assist.callScenarios.',
  empty: 'No playbooks yet',
  emptyHelp:
    'Describe a kind of call, such as “Book a table”, with the questions the agent asks in it. Once it was completed, the answers are in the call log.',
  add: 'Add playbook',
  addTitle: 'Add a playbook',
  editTitle: (name: string) => `Edit ${name}`,
  editThis: (name: string) => `Edit ${name}`,
  removeThis: (name: string) => `Delete ${name}`,
  removeTitle: (name: string) => `Delete the playbook ${name}?`,
  removeHelp: 'The agent’s call logs carry it no longer. Logs that were sent stay as they are.',
  saved: 'The playbook was saved.',
  removed: 'The playbook was deleted.',
  name: 'Name',
  condition: 'Condition',
  conditionHelp: 'When it applies, in a sentence.',
  noCondition: 'No condition',
  questions: 'Questions',
  questionCount: (n: number) => count(n, 'question', 'questions'),
  question: (n: number) => `Question ${n}`,
  addQuestion: 'Add question',
  removeQuestion: (n: number) => `Remove question ${n}`,
  classifications: 'Classifications',
  classificationsHelp: 'What is classified, and as what it can be.',
  classification: (n: number) => `Classification ${n}`,
  classified: 'What is classified',
  values: 'Values',
  valuesHelp: 'Enter adds a value.',
  removeValue: 'Remove the value',
  addClassification: 'Add classification',
  removeClassification: (n: number) => `Remove classification ${n}`,
}
