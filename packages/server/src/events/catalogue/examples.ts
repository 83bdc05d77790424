import type { CallFacts } from '../event.ts'

/** The facts that examples, docs and test deliveries are made of. All people, lines and numbers are invented. */
export const callExample: CallFacts = {
  id: 'pbx-berlin-20931',
  number: 4711,
  from: '+493023125042',
  to: '+4969900090017',
  direction: 'inbound',
  source: 'trunk:berlin-1',
  agentId: 'agent-reception',
  channelId: 'channel-front-desk',
  campaignId: null,
}

/** Data of the example of `call.transcript`. */
export const liveLineExample = {
  speaker: 'customer',
  text: 'I would like to move my appointment to Thursday.',
  at: '2026-03-05T13:20:19.250Z',
  startMs: 9_250,
  endMs: 12_100,
  isFinal: true,
}

const campaignId = '019cbd3c-7a10-7d6e-9f0a-5b1d2c3e4f50'
const varNames = ['First name', 'Appointment']
const phoneSystem = {
  id: '019cb3a1-0d52-7c1b-8a44-6f2b9c0d1e2f',
  name: 'Main office',
  extension: { id: '019cb3a1-4c3e-7f60-b1d2-93a4c5e6f708', name: 'Reminders 201' },
}
const callflow = { id: '019cb3b0-5a7e-7b22-9c3d-0e1f2a3b4c5d', name: 'Appointment reminder' }
const timeZoneId = 'Europe/Berlin'

/** Call and data of the example of `call.ended`: a call of a campaign, so that every dialect can show it. */
export const endedExample: { call: CallFacts & { campaignId: string }; data: Record<string, unknown> } = {
  call: {
    id: '019cbd41-6e03-7a15-8d27-1b2c3d4e5f60',
    number: 4712,
    from: '+4969900090017',
    to: '+493023125042',
    direction: 'outbound',
    source: 'dialer:main-office',
    agentId: 'agent-reminders',
    channelId: null,
    campaignId,
  },
  data: {
    result: 'answered',
    startedAt: '2026-03-05T09:15:02.310Z',
    answeredAt: '2026-03-05T09:15:08.050Z',
    endedAt: '2026-03-05T09:15:41.550Z',
    ringMs: 4_980,
    setupMs: 5_740,
    talkMs: 33_500,
    durationMs: 39_240,
    endedBy: 'system',
    sip: { code: 200, reason: 'OK' },
    transcript: [
      {
        speaker: 'ai',
        text: 'Hello, this is the practice of Dr. Lindqvist. Can you come on Thursday at ten?',
      },
      {
        speaker: 'customer',
        text: 'Yes, ten is fine.',
        at: '2026-03-05T09:15:19Z',
        startMs: 16_690,
        endMs: 18_020,
      },
      {
        speaker: 'ai',
        text: 'Thank you, see you then.',
        at: '2026-03-05T09:15:23Z',
        startMs: 20_690,
        endMs: 22_400,
      },
    ],
    dialer: {
      campaign: { name: 'March reminders', varNames },
      varValues: ['Ingrid', 'Thursday at ten'],
      attempt: 2,
      phoneSystem,
      timeZoneId,
      answerType: 'human',
      callflow,
      endType: 'callflowComplete',
      lastAction: { id: '019cb3b0-9f11-7d34-8e4f-5a6b7c8d9e0f', type: 'textPrompt' },
      gatheredData: [
        { name: 'Confirmed', value: '1' },
        { name: 'Callback', value: '0' },
      ],
      outcome: 'success',
      retryAt: null,
    },
  },
}

/** Data of the example of `call.logged`. */
export const loggedExample = {
  startedAt: '2026-03-05T13:20:10.000Z',
  endedAt: '2026-03-05T13:21:32.480Z',
  durationMs: 82_480,
  users: [
    {
      id: 'w3',
      accountId: '8800417',
      fullId: '8800417w3',
      firstName: 'Noor',
      lastName: 'Albers',
      fullName: 'Noor Albers',
    },
  ],
  channel: { id: 'channel-front-desk', name: 'Front desk' },
  provider: { llm: 'AZURE' },
  transcript: [
    { speaker: 'callee', text: 'Front desk, good afternoon.', startMs: 1_400, endMs: 3_050 },
    {
      speaker: 'caller',
      text: 'I would like to move my appointment to Thursday.',
      startMs: 9_250,
      endMs: 12_100,
    },
    {
      speaker: 'callee',
      text: 'Thursday at ten is free, I have put you down.',
      startMs: 14_800,
      endMs: 18_900,
    },
  ],
  playbooks: [
    {
      id: 'playbook-appointments',
      name: 'Appointments',
      answers: [
        { question: 'Which day suits you?', answer: 'Thursday' },
        { question: 'Do you need a reminder?', answer: null },
      ],
      classifications: [{ name: 'Request', value: 'Reschedule' }],
    },
  ],
  headline: 'Appointment moved to Thursday',
  summary: {
    content: 'The caller asked for another day. The appointment is now on Thursday at ten.',
    keyPoints: ['The old appointment is off.', 'The new one is on Thursday at ten.'],
    topics: ['Appointment', 'Rescheduling'],
  },
  actionItems: [{ content: 'Send a confirmation by mail.' }],
  smallTalk: [{ topic: 'Weather', description: 'Both were glad that the snow is gone.' }],
}

const user = { id: '019cb2f0-1a2b-7c3d-8e4f-6a7b8c9d0e1f', name: 'Tomasz Wilk', email: 'tomasz@example.com' }
const firstDialledAt = '2026-03-05T09:00:03.700Z'

const campaignStates = {
  active: { status: 'active', startedAt: null, endedAt: null, origin: { user, ipAddress: '192.0.2.44' } },
  paused: {
    status: 'paused',
    startedAt: firstDialledAt,
    endedAt: null,
    origin: { user, ipAddress: '192.0.2.44' },
  },
  resumed: {
    status: 'active',
    startedAt: firstDialledAt,
    endedAt: null,
    origin: { user, ipAddress: '2001:db8::2c' },
  },
  canceled: {
    status: 'canceled',
    startedAt: firstDialledAt,
    endedAt: '2026-03-06T08:12:40.090Z',
    origin: { user, ipAddress: '192.0.2.44' },
  },
  finished: {
    status: 'finished',
    startedAt: firstDialledAt,
    endedAt: '2026-03-06T16:30:00.000Z',
    origin: null,
  },
}

/** The example of a campaign event in which the campaign came into the given state. */
export function campaignExample(state: keyof typeof campaignStates) {
  const { origin, ...times } = campaignStates[state]
  return {
    call: null,
    campaignId,
    data: {
      campaign: {
        id: campaignId,
        name: 'March reminders',
        phoneSystem,
        dialer: { mode: 'power' },
        status: times.status,
        type: 'static',
        startDate: '2026-03-05',
        endDate: '2026-03-06',
        timeZoneId,
        callflow: { forHuman: callflow, forMachine: null },
        varNames,
        startedAt: times.startedAt,
        endedAt: times.endedAt,
      },
      origin,
    },
  }
}

const webhook = { id: '019cb3c4-8e21-7a30-b5d6-7f8091a2b3c4', name: 'CRM', host: 'crm.example.com' }
const failingSince = '2026-03-04T13:20:00.000Z'
const failure = 'answered 503'

/** Data of the examples of `webhook.*`. */
export const webhookExamples = {
  failing: {
    ...{ webhook, failingSince, failure, waitingDeliveries: 1_204 },
    ...{ disableAfterHours: 48, disablesAt: '2026-03-06T13:20:00.000Z' },
  },
  disabled: {
    ...{ webhook, reason: 'failing', failingSince, failure, waitingDeliveries: 2_391 },
    disabledAt: '2026-03-06T13:20:41.250Z',
  },
  recovered: { webhook, failingSince, waitingDeliveries: 1_377 },
}
