import { errorCode } from '../lib/errors.ts'
import type { FailureReason } from '../attempts/outcome.ts'

const MAX_DETAIL_LENGTH = 500
// oxlint-disable-next-line no-control-regex -- that is what is being removed
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]+/g

/** A failed attempt on its way to becoming an outcome. The detail may quote the receiver, so it is cleaned and cut. */
export class SendFailure extends Error {
  override name = 'SendFailure' as const
  readonly reason: FailureReason

  constructor(reason: FailureReason, detail: string) {
    super(detail.replace(CONTROL_CHARACTERS, ' ').slice(0, MAX_DETAIL_LENGTH))
    this.reason = reason
  }
}

/** An attempt that we ended ourselves. */
export function canceled(): SendFailure {
  return new SendFailure('canceled', 'The attempt was canceled by Offhook before it ended.')
}

/** A name that could not be looked up. */
export function dnsFailure(thrown: unknown, hostname: string): SendFailure {
  const code = errorCode(thrown)
  const sentence = code === 'ENOTFOUND' ? 'does not exist' : 'could not be looked up'
  return new SendFailure('dns', `The host name ${hostname} ${sentence} (${code || 'no addresses'}).`)
}

const connectSentences: Record<string, string> = {
  ECONNREFUSED: 'refused the connection',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'is in a network that cannot be reached from here',
  ETIMEDOUT: 'did not answer',
  ECONNRESET: 'closed the connection at once',
}

/** No TCP connection to any of the addresses; told by the last of them. */
export function connectFailure(error: Error, address: string, port: number): SendFailure {
  const code = errorCode(error)
  const sentence = connectSentences[code] ?? 'could not be connected to'
  return new SendFailure('connect', `${authorityOf(address, port)} ${sentence} (${code}).`)
}

function authorityOf(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

const tlsSentences: Record<string, string> = {
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet.',
  CERT_REVOKED: 'The certificate was revoked.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate comes from an authority that is not trusted here.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The certificate comes from an authority that is not trusted here, or an intermediate certificate is missing.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The certificate cannot be verified: the receiver does not send the intermediate certificates.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The port does not speak TLS: is the address http instead of https?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The port does not speak TLS: is the address http instead of https?',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    'The receiver wants a certificate from the client; Offhook has none.',
  ECONNRESET: 'The receiver closed the connection during the TLS handshake.',
}

/** No TLS connection, or one that TLS itself ended. */
export function tlsFailure(error: Error, hostname: string): SendFailure {
  const code = errorCode(error)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new SendFailure('tls', `The certificate is not for ${hostname}: ${error.message}`)
  }
  // OpenSSL's message is a line from its source; `reason` is the words in it.
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
  const sentence = tlsSentences[code] ?? `The TLS handshake failed: ${reason}.`
  return new SendFailure('tls', code === '' ? sentence : `${sentence} (${code})`)
}

/** The receiver closed the connection before its response was complete. */
export class ConnectionEnd extends Error {
  override name = 'ConnectionEnd' as const
}

/** What went wrong on an open connection. `status` is that of the response so far, 0 while none had arrived. */
export function exchangeFailure(error: Error, status: number, hostname: string): SendFailure {
  if (error instanceof SendFailure) return error
  const code = errorCode(error)
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return tlsFailure(error, hostname)
  const how = code === '' ? 'closed' : `lost (${code})`
  const when =
    status === 0 ? 'before a response came' : `after status ${status}, before the response was complete`
  return new SendFailure('reset', `The connection was ${how} ${when}.`)
}

/** Whether the error means that the other side ended the connection, rather than sent something wrong. */
export function isConnectionLoss(error: Error): boolean {
  return error instanceof ConnectionEnd || ['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(errorCode(error))
}
