import { countIn } from '../count.ts'

const count = countIn('en')

export const channels = {
  title: 'Channels',
  create: 'Create channel',
  createTitle: 'Create a channel',
  created: 'The channel was created.',
  saved: 'The channel was saved.',
  empty: 'No channels yet',
  emptyHelp:
    'A channel is a line that a team shares, or a private one. Give it the id that your source sends as channelId: its calls are recognised from then on.',
  noArchived: 'No archived channels',
  noArchivedHelp: 'What is archived stays here, because old calls still name it.',
  showArchived: 'Archived',
  backToList: 'All channels',
  name: 'Name',
  id: 'Id',
  idHelp: 'What your source sends as channelId. Left empty, one is made. It cannot be changed later.',
  kind: 'Kind',
  shared: 'Shared',
  private: 'Private',
  kinds: {
    shared: 'Shared: the call log of each call goes to the webhooks that hang on the channel.',
    private:
      'Private: call logs never go to a webhook of the channel, not even one that the source posts complete.',
  },
  members: 'Members',
  membersHelp: 'Who is named in the call log, as call.users, where the source does not say it itself.',
  member: (n: number) => `Member ${n}`,
  memberId: 'Id',
  accountId: 'Account id',
  firstName: 'First name',
  lastName: 'Last name',
  addMember: 'Add member',
  removeMember: (n: number) => `Remove member ${n}`,
  delay: 'Grace period (seconds)',
  delayHelp: 'How long the call log waits after the end of a call for late lines and analysis, 0 to 3,600.',
  webhooks: 'Webhooks',
  webhooksHere: 'Webhooks that hang on this channel',
  noWebhooks: 'No webhook hangs on this channel, so nobody is told of its calls.',
  addWebhook: 'Create webhook for this channel',
  calls: 'Calls',
  menu: (name: string) => `Actions for ${name}`,
  isArchived: 'Archived',
  archivedNote: 'This channel is archived: it can be read, not changed.',
  archive: 'Archive',
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveHelp:
    'It leaves the list and can never be changed again. Its calls keep their logs. Calls that still come with its id are handled as they are today.',
  archiveWebhooks: (n: number) =>
    `${count(n, 'webhook hangs', 'webhooks hang')} on it and can be deleted afterwards:`,
  archiveNoWebhooks: 'No webhook hangs on it.',
  archived: 'The channel was archived.',
}
