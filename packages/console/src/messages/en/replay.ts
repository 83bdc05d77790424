import { countIn } from '../count.ts'

const count = countIn('en')

export const replay = {
  hint: 'Select events to replay them to a webhook.',
  action: 'Replay…',
  matching: 'Replay all that match…',
  clear: 'Clear selection',
  tooMany: (most: number) => `At most ${most.toLocaleString('en')} events can be replayed at once.`,
  title: (n: number) => `Replay ${count(n, 'event', 'events')}`,
  matchingTitle: 'Replay all events that match',
  matchingHelp:
    'The webhook gets every event that these filters show, delivered before or not, with the same bytes as the first time. Left out are tests, and types that it does not subscribe to.',
  help: 'The webhook gets each of them again, delivered before or not, with the same bytes as the first time.',
  webhook: 'Webhook',
  noWebhook: 'There is no webhook yet that could get them.',
  unwanted: (n: number) =>
    `${count(n, 'event is', 'events are')} left out: the webhook does not subscribe to that type, or it was a test.`,
  nothingWanted:
    'This webhook wants none of these events: it does not subscribe to their types, or they were tests.',
  disabled: 'This webhook is disabled: the events queue until it is enabled, or until they expire.',
  start: 'Replay',
  searching: 'Searching further back…',
  searchFurther: 'Search further back',
  nothingYet: 'Nothing found so far. There are older events that were not looked through yet.',
}
