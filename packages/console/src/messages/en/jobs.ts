import { countIn } from '../count.ts'

const count = countIn('en')

export const jobs = {
  empty: 'No jobs yet',
  emptyHelp:
    'Retrying what failed and replaying old events go on in the background as jobs. They are listed here, and can be stopped and resumed.',
  recover: {
    menu: 'Retry what failed…',
    title: (name: string) => `Retry what failed for ${name}`,
    help: 'Everything that failed or expired in this time goes back into the queue, with its retries and its max age anew.',
    action: 'Retry',
  },
  replay: {
    menu: 'Replay events…',
    title: (name: string) => `Replay events to ${name}`,
    help: 'Events that occurred in this time and that this webhook wants are sent again, delivered or not.',
    action: 'Replay',
  },
  what: {
    recover: (since: string) => `Retry what failed since ${since}`,
    replay: (from: string, to: string) => `Replay events from ${from} until ${to}`,
    replayUntil: (to: string) => `Replay events until ${to}`,
    chosen: (n: number) => `Replay ${count(n, 'chosen event', 'chosen events')}`,
  },
  states: { running: 'Running', stopped: 'Stopped', done: 'Done' },
  resume: 'Resume',
  disabled: 'The webhook is disabled: its jobs wait until it is enabled.',
  started: 'Started',
  finished: 'Finished',
  duplicates: 'Event ids stay the same: receivers that drop duplicates drop these too.',
  span: 'Of the last',
  untilNow: 'Left empty: until now.',
  eventTypes: 'Event types',
  allTypes: 'Left empty: all that the webhook wants.',
  uncounted: 'Not counted yet',
  perSecond: (rate: string) => `${rate} per second`,
  remaining: (duration: string) => `about ${duration} left`,
  queued: (n: number) => `${count(n, 'delivery was', 'deliveries were')} queued.`,
  background: 'It goes on when you close this. The webhook’s page shows it under Jobs.',
}
