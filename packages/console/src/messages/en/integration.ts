import { countIn } from '../count.ts'

const count = countIn('en')

export const integration = {
  list: 'Integrations',
  listHelp: 'Ready-made ways to pass on what happens in your calls.',
  title: 'Custom Webhook',
  help: 'Sends your chosen call events to one address as they happen, in Salpre’s format.',
  backToSettings: 'Settings',
  notSetUp: 'Not set up',
  on: 'Enabled',
  off: 'Disabled',
  enabled: 'Enabled',
  enabledHelp: 'While it is disabled, events queue until they expire, and go out when it is enabled again.',
  url: 'Webhook URL',
  urlHelp: 'Events are sent here by POST. Only the answer 200 counts as delivered.',
  headers: 'Additional headers',
  headersHelp:
    'Sent with every request, for example an API key. Saved values are shown as ********, and stay when they are left like that.',
  events: 'Subscribe to events',
  save: 'Save',
  saved: 'The integration was saved.',
  test: 'Test Webhook Integration',
  testHelp:
    'Sends the example of each chosen event to the saved URL, with is_test set to true, and shows each answer.',
  testUnsaved: 'The test uses what is saved. Save your changes first.',
  testNothing: 'Save the integration first: there is no address to send a test to.',
  testing: 'Waiting for the answers…',
  allTaken: (n: number) => `The receiver took ${count(n, 'event', 'events')}.`,
  notTaken: (failed: number, all: number) =>
    `The receiver did not take ${failed.toLocaleString('en')} of ${count(all, 'event', 'events')}.`,
  unanswered: (events: string) => `Not answered yet: ${events}. The deliveries show how it goes on.`,
  taken: 'Taken',
  refused: 'Not taken',
  log: 'Its deliveries and limits',
}
