import { countIn } from '../count.ts'

const count = countIn('en')

export const settings = {
  title: 'Settings',
  account: 'Account',
  name: 'Name',
  timeZone: 'Time zone',
  timeZoneHelp: 'The console shows all times in it.',
  retention: 'Retention (days)',
  retentionHelp: 'How long events, deliveries and attempts are kept.',
  disableFailing: 'Disable failing webhooks after (hours)',
  disableFailingHelp:
    'Without any success for so long, 1 to 720. Half-way an event is raised. Left empty: never.',
  saved: 'The settings were saved.',
  shrinkTitle: 'Keep less?',
  shrinkHelp: (days: number) =>
    `Everything older than ${count(days, 'day', 'days')} will be deleted for good.`,
  apiKeys: 'API keys',
  apiKeysHelp: 'Programs use them to post events and to read the log. A key is shown once.',
  createKey: 'Create API key',
  keyName: 'Name of the key',
  keyNameHelp: 'Where it is used, so that you know later what a revocation breaks.',
  key: 'Key',
  createdAt: 'Created',
  lastUsed: 'Last used',
  never: 'never',
  revoked: 'Revoked',
  active: 'Active',
  revoke: 'Revoke',
  revokeTitle: (name: string) => `Revoke ${name}?`,
  revokeHelp: 'Every program that uses it stops working, and console sessions opened with it end.',
  keyOnce: 'Copy the key now: it is not shown again.',
  keyReady: 'The API key is ready',
  done: 'I have copied it',
  noKeys: 'No API keys yet',
  status: 'Status',
}
