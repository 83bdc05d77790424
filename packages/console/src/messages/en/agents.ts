import { countIn } from '../count.ts'

const count = countIn('en')

export const agents = {
  title: 'Agents',
  create: 'Create agent',
  createTitle: 'Create an agent',
  created: 'The agent was created.',
  saved: 'The agent was saved.',
  empty: 'No agents yet',
  emptyHelp:
    'An agent is an AI that talks on the phone. Give it the id that your source sends as agentId: its calls are recognized from then on, and each gets a call log for the agent’s webhooks.',
  noArchived: 'No archived agents',
  noArchivedHelp: 'What is archived stays here, because old calls still name it.',
  showArchived: 'Archived',
  backToList: 'All agents',
  name: 'Name',
  id: 'Id',
  idHelp: 'What your source sends as agentId. Left empty, one is made. It cannot be changed later.',
  playbooks: 'Playbooks',
  webhooks: 'Webhooks',
  callLog: 'In the call log',
  calls: 'Calls',
  summary: 'Summary',
  summaryHelp: {
    on: 'A summary that was given goes out with the call log, as assist.summary.',
    off: 'The call log goes out without assist.summary, even when a summary was given.',
  },
  transcription: 'Store transcription',
  transcript: 'Transcript',
  without: (part: string) => `No ${part.toLowerCase()}`,
  transcriptionHelp: {
    on: 'The transcript goes out with the call log, as assist.transcription, and stays in Offhook’s log.',
    off: 'The call log goes out without assist.transcription, and the text is deleted from Offhook once all deliveries of the call are finished. Live events still carry it.',
  },
  delay: 'Grace period (seconds)',
  delayHelp:
    'How long the call log waits after the end of a call for late lines and analysis, 0 to 3,600. Webhooks get it after that.',
  menu: (name: string) => `Actions for ${name}`,
  tabs: { webhooks: 'Webhooks', playbooks: 'Playbooks', settings: 'Settings' },
  isArchived: 'Archived',
  archivedNote: 'This agent is archived: it can be read, not changed.',
  archive: 'Archive',
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveHelp:
    'It leaves the list and cannot be changed while it is archived; creating one with the same id brings it back. Its calls keep their logs. Calls that still come with its id are handled as they are today.',
  archiveWebhooks: (n: number) =>
    `${count(n, 'webhook hangs', 'webhooks hang')} on it and can be deleted afterwards:`,
  archiveNoWebhooks: 'No webhook hangs on it.',
  archivePlaybooks: (n: number) => `It has ${count(n, 'playbook', 'playbooks')}.`,
  archived: 'The agent was archived.',
}
