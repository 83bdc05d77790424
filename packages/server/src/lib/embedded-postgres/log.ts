/** Where the embedded Postgres reports what happens to it; a pino logger fits. */
export type EmbeddedPostgresLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The loudness of a line of the server's log; `quiet` is kept only to explain a failed start. */
export type LineLevel = 'quiet' | 'warn' | 'error'

const calm: readonly RegExp[] = [
  /^LOG: {2}(starting PostgreSQL|listening on|database system (was shut down|is ready|is shut down))/,
  /^LOG: {2}(received .* shutdown request|aborting any active transactions|shutting down|checkpoint )/,
  /^LOG: {2}background worker .* exited with exit code [01]$/,
  /^FATAL: {2}(the database system is (starting up|shutting down)|terminating connection due to administrator)/,
  /^FATAL: {2}database "offhook" does not exist$/, // how we learn at the first start that it must be created
]

/**
 * Pure. How loud a line of the server's stderr is. Its LOG lines are warnings unless they belong to an ordinary start or
 * stop: with our settings the rest tells of crashes and recoveries. A continuation line is as loud as what it continues.
 */
export function levelOf(line: string, previous: LineLevel): LineLevel {
  if (/^\s/.test(line)) return previous
  if (calm.some((pattern) => pattern.test(line))) return 'quiet'
  return line.startsWith('PANIC:') ? 'error' : 'warn'
}
