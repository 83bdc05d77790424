/** Postgres cannot be started here. The message is for the operator: it says what is wrong and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError' as const
}

const hints: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /no space left on device|disk quota exceeded|check free disk space/i,
    'The disk is full: free some space and start again.',
  ],
  [
    /could not look up effective user/i,
    'This user has no entry in the user database (/etc/passwd): add one, or run as another user.',
  ],
  [
    /pre-existing shared memory block/,
    'Processes of a Postgres that was killed still run on this data: end them and start again.',
  ],
  [
    /could not (map|create) .*shared memory|cannot allocate memory/i,
    'There is too little free memory: free some.',
  ],
  [
    /invalid permissions|wrong ownership|operation not permitted|permission denied|read-only file system/i,
    'Check who owns this directory and its parents, or set OFFHOOK_DATA_DIR to another one.',
  ],
]

/** What to do about a failure of Postgres or initdb whose last output is given: one or two sentences. */
export function hintFor(output: string): string {
  const known = hints.find(([pattern]) => pattern.test(output))
  return known?.[1] ?? 'Mend this and start again, or set DATABASE_URL to use a Postgres of your own.'
}
