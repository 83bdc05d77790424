import { z } from 'zod'
import { catalogue } from '../../events/catalogue.ts'
import { saveAnalysis } from '../../ingest/call-log.ts'
import { route } from '../route.ts'
import { idSchema } from '../schemas/common.ts'

const { users, provider, playbooks, headline, summary, actionItems, smallTalk } =
  catalogue['call.logged'].data.shape

const analysisSchema = z.strictObject({
  ...{ users, provider, playbooks, headline, summary, actionItems, smallTalk },
  sendAgain: z
    .boolean()
    .default(false)
    .meta({ description: 'Send the call log with this analysis now, even if it went out before.' }),
})

export const callAnalysisRoutes = [
  route({
    method: 'PUT',
    path: '/v1/calls/{id}/analysis',
    tag: 'Calls',
    summary: 'Give the analysis of a call',
    description:
      'Until the call log is made it becomes part of it. Later it updates what is kept; the log is sent a second time only with `sendAgain`, which is refused (409) before the call has ended.',
    params: z.object({ id: z.string().min(1).max(255) }),
    body: analysisSchema,
    status: 200,
    response: z.object({
      isLogged: z.boolean().meta({ description: 'Whether the call log was made.' }),
      eventId: idSchema.nullable().meta({ description: 'The event that was sent, if any.' }),
    }),
    handle: async ({ ingest, clock }, { actor, params: { id }, body: { sendAgain, ...analysis } }) =>
      saveAnalysis({ ingest, now: clock.now }, actor.accountId, id, { analysis, isSentAgain: sendAgain }),
  }),
]
