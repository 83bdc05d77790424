import { PassThrough } from 'node:stream'
import { route } from '../route.ts'

// Proxies cut idle connections, commonly after a minute.
const heartbeatMs = 20_000

export const streamRoutes = [
  route({
    method: 'GET',
    path: '/v1/stream',
    tag: 'Stats',
    summary: 'Server-sent events for live views',
    description:
      'Sends `change` within about a second of something new; its data is `{"kinds":["events","deliveries","calls"]}`, what to fetch again.',
    status: 200,
    response: null,
    mediaType: 'text/event-stream; charset=utf-8',
    handle: async ({ live }, { actor, request, reply }) => {
      const stream = new PassThrough()
      stream.write('retry: 3000\n\n')
      const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs)
      const ignore = live.listen(actor.accountId, {
        onChange: (kinds) => stream.write(`event: change\ndata: ${JSON.stringify({ kinds })}\n\n`),
        onEnd: () => stream.end(),
      })
      const end = () => {
        clearInterval(heartbeat)
        ignore()
        stream.end()
      }
      stream.on('close', end)
      request.raw.on('close', end)
      // The connection ends with the stream, or a stop would wait for it.
      reply.header('connection', 'close')
      reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no')
      return stream
    },
  }),
]
