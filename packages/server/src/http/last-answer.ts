import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Whether an answer is the last of its connection. While stopping each is: a connection would else stay open and hold
 * the stop up. But never while the body still comes: closed with bytes unread, TCP resets the connection, and a client
 * that sends all before it listens loses the answer (RFC 9112, section 9.6). Such a body is read to its end first.
 */
export function endConnection({ raw }: FastifyRequest, reply: FastifyReply, stopping: AbortSignal): void {
  // What is still to come of a body that came too slowly is not waited for.
  if (reply.statusCode === 408 || (raw.complete && stopping.aborted)) {
    reply.header('connection', 'close')
  } else if (!raw.complete) {
    reply.removeHeader('connection')
    raw.once('end', () => (stopping.aborted ? raw.socket.end() : undefined))
  }
}
