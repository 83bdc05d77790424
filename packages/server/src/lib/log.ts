import { pino, destination, type DestinationStream, type Logger } from 'pino'
import pretty from 'pino-pretty'
import { errorCode, messageOf, toError } from './errors.ts'

export type { Logger }
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * The log: JSON lines, or readable ones on a terminal. Callers log ids, counts, statuses and durations only:
 * never payloads, phone numbers, secrets, or URLs beyond their host. Lines go to `to` where one is given.
 */
export function createLog(level: LogLevel, to?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: (error: unknown) => describeError(error) } }
  if (to !== undefined) return pino(options, to)
  if (process.stdout.isTTY) {
    return pino(
      options,
      pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss', sync: true }),
    )
  }
  // Lines are gathered, so that thousands of attempts a second do not cost a system call each.
  const stream = destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 200 })
  return pino(options, stream)
}

/** An error as it is logged: what Postgres adds (`detail`, `where`, parameters) repeats what is in its rows. */
type LoggedError = { message: string; code?: string; stack?: string; cause?: LoggedError }

const maxCauses = 4

/** Message, code, stack and causes of an error, and nothing else of it. */
function describeError(thrown: unknown, causes = maxCauses): LoggedError {
  const error = toError(thrown)
  return {
    message: messageOf(error),
    ...(errorCode(error) === '' ? {} : { code: errorCode(error) }),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || causes === 0 ? {} : { cause: describeError(error.cause, causes - 1) }),
  }
}
