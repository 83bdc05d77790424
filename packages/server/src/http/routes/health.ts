import { z } from 'zod'
import { AppError } from '../../lib/errors.ts'
import { route } from '../route.ts'

const tag = 'Health'

export const healthRoutes = [
  route({
    method: 'GET',
    path: '/healthz',
    tag,
    summary: 'Whether the process lives',
    status: 200,
    response: z.object({ status: z.literal('ok'), version: z.string() }),
    handle: async ({ version }) => ({ status: 'ok', version }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    tag,
    summary: 'Whether the process can do its work',
    description: '503 says why not.',
    status: 200,
    response: z.object({ status: z.literal('ready') }),
    handle: async ({ notReady }) => {
      const reason = await notReady()
      if (reason !== null) throw new AppError('unavailable', reason)
      return { status: 'ready' }
    },
  }),
  route({
    method: 'GET',
    path: '/metrics',
    tag,
    summary: 'Figures for Prometheus',
    status: 200,
    response: null,
    mediaType: 'text/plain; version=0.0.4; charset=utf-8',
    handle: async ({ metrics }) => metrics.registry.metrics(),
  }),
]
