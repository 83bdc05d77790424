import { countIn } from '../count.ts'

const count = countIn('en')

export const jobs = {
  empty: 'No jobs yet',
  emptyHelp:
    'What concerns many deliveries goes on in the background, as a job. Jobs are listed here, and can be stopped and resumed.',
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
  retry: {
    menu: 'Retry now what waits…',
    title: (name: string) => `Retry now what waits for ${name}`,
    help: 'What failed and waits for its next try is tried again now, in the order in which it was queued. What fails once more waits for the try after that.',
    action: 'Retry now',
  },
  cancel: {
    menu: 'Cancel what waits…',
    title: (name: string) => `Cancel what waits for ${name}`,
    help: 'Everything that waits in the queue is taken out of it and not sent. It stays in the log as canceled; from there it can be sent again one by one, or its events be replayed.',
    action: 'Cancel deliveries',
  },
  what: {
    recover: (since: string) => `Retry what failed since ${since}`,
    replay: (from: string, to: string) => `Replay events from ${from} until ${to}`,
    replayUntil: (to: string) => `Replay events until ${to}`,
    chosen: (n: number) => `Replay ${count(n, 'chosen event', 'chosen events')}`,
    retry: 'Retry now what waited',
    cancel: 'Cancel what waited',
  },
  states: { running: 'Running', stopped: 'Stopped', done: 'Done' },
  resume: 'Resume',
  disabled: 'The webhook is disabled: its jobs wait until it is enabled, but for those that cancel.',
  started: 'Started',
  finished: 'Finished',
  duplicates: 'Event ids stay the same: receivers that drop duplicates drop these too.',
  span: 'Of the last',
  untilNow: 'Left empty: until now.',
  eventTypes: 'Event types',
  allTypes: 'Left empty: all of them.',
  uncounted: 'Not counted yet',
  perSecond: (rate: string) => `${rate} per second`,
  remaining: (duration: string) => `about ${duration} left`,
  queued: (n: number) => `${count(n, 'delivery was', 'deliveries were')} queued.`,
  background: 'It goes on when you close this. The webhook’s page shows it under Jobs.',
}
