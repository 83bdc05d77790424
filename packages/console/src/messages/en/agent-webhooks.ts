import { countIn } from '../count.ts'

const count = countIn('en')

export const agentWebhooks = {
  help: 'After each call of this agent, its call log goes to every URL here. Changes apply to the calls that end after they were saved.',
  empty: 'This agent tells nobody yet',
  emptyHelp:
    'Add a URL, and it gets the call log of each call that ends from then on. Or paste a list from elsewhere as JSON.',
  entry: (n: number) => `Webhook ${n}`,
  url: 'URL',
  timeout: 'Timeout (ms)',
  timeoutHelp: 'Empty: 10,000',
  headers: 'Additional headers',
  headersHelp: 'Sent with every request. They are shown here in the clear.',
  add: 'Add webhook',
  remove: (n: number) => `Remove webhook ${n}`,
  log: 'Its deliveries',
  saved: 'The webhooks were saved. They apply to calls that end from now on.',
  refused: 'Nothing was saved: mend what is marked above.',
  goneTitle: (n: number) => `Take off ${count(n, 'URL', 'URLs')}?`,
  goneHelp:
    'What still waits for them is canceled. What was sent stays in the log. A changed URL counts as another webhook.',
  asJson: 'Import or export as JSON',
  jsonTitle: 'The webhooks as JSON',
  jsonHelp:
    'This is the list as it stands in the form. Copy it, or paste another one and take it over. It is saved only when you press Save.',
  json: 'Configuration',
  copyJson: 'Copy',
  takeOver: 'Take over',
  notJson: (why: string) => `This is not JSON: ${why}`,
  notConfiguration: (path: string, wanted: string) => `${path}: ${wanted}`,
  wanted: {
    object: 'must be an object',
    list: 'must be a list',
    text: 'must be text',
    number: 'must be a whole number',
    unknown: 'is not a known field',
  },
}
