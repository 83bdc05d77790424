import { z } from 'zod'
import { id, maybe, milliseconds, name, text, time, transcript } from './parts.ts'

const user = z.looseObject({
  id: id.describe('Id of the user in the account.'),
  accountId: maybe(id, 'Id of the account at the vendor.'),
  fullId: maybe(id, 'Id that is unique over all accounts; left out, account id and id joined.'),
  firstName: maybe(name, 'First name.'),
  lastName: maybe(name, 'Last name.'),
  fullName: maybe(name, 'Full name; left out, first and last name joined.'),
})

const channel = z.looseObject({
  id: id.describe('Its id.'),
  name: name.describe('Its name.'),
  isPrivate: maybe(z.boolean(), 'A private channel; the sipgate dialect never tells of its calls.'),
})

const playbook = z.looseObject({
  id: maybe(id, 'Id of the playbook.'),
  name: name.describe('Name of the playbook.'),
  answers: maybe(
    z
      .array(
        z.looseObject({
          question: text(10_000).describe('What the playbook asks.'),
          answer: text(10_000).nullable().describe('What was answered.'),
        }),
      )
      .max(1_000),
    'Recorded answers; null where the question was left open.',
  ),
  classifications: maybe(
    z
      .array(
        z.looseObject({
          name: name.describe('What was classified.'),
          value: text(10_000).describe('As what.'),
        }),
      )
      .max(1_000),
    'How the conversation was classified.',
  ),
})

/** Data of `call.logged`. Parts of the analysis that were not made are left out. */
export const logged = z.looseObject({
  startedAt: maybe(time, 'When the call started.'),
  endedAt: maybe(time, 'When it ended.'),
  durationMs: maybe(milliseconds, 'From start to end; left out, the times above tell.'),
  users: maybe(z.array(user).max(1_000), 'The people on our side who took part.'),
  channel: maybe(channel, 'The channel the call ran over.'),
  provider: maybe(
    z.looseObject({ llm: maybe(text(200), 'The language model vendor.') }),
    'Who made the analysis.',
  ),
  transcript: maybe(transcript, 'The complete transcript; left out where transcripts are not stored.'),
  playbooks: maybe(
    z.array(playbook).max(1_000),
    'Completed playbooks (call scenarios); null: looked for and none completed, left out: not looked for.',
  ),
  headline: maybe(text(10_000), 'The conversation in one line.'),
  summary: maybe(
    z.looseObject({
      content: text(100_000).describe('The summary itself.'),
      keyPoints: maybe(z.array(text(10_000)).max(1_000), 'Its points, one by one.'),
      topics: maybe(z.array(text(1_000)).max(1_000), 'What it was about.'),
    }),
    'Summary of the conversation; left out if none was made.',
  ),
  actionItems: maybe(
    z.array(z.looseObject({ content: text(10_000).describe('The task.') })).max(1_000),
    'What is to be done.',
  ),
  smallTalk: maybe(
    z
      .array(
        z.looseObject({
          topic: text(1_000).describe('The topic.'),
          description: text(10_000).describe('What was said about it.'),
        }),
      )
      .max(1_000),
    'What else was talked about.',
  ),
})
