import { dirname } from 'node:path'
import { runProgram, type ServerUser } from './run-program.ts'

/**
 * Whether the user (undefined: ourselves) can enter a directory that it owns and write there. Asked by running a shell
 * as that user, so that access lists, read-only and foreign file systems count, not just mode bits.
 */
export async function canOwn(user: ServerUser | undefined, dir: string): Promise<boolean> {
  const probe = 'cd -- "$1" && [ -O . ] && [ -w . ]'
  return (await runProgram('/bin/sh', ['-c', probe, 'sh', dir], { user })).ok
}

/** The topmost directory on the way to `path` that the user cannot enter; undefined if the whole way is open. */
export async function firstClosedDirectory(
  user: ServerUser | undefined,
  path: string,
): Promise<string | undefined> {
  const ways = [path]
  for (let dir = dirname(path); dir !== ways[0]; dir = dirname(dir)) ways.unshift(dir)
  const probe = 'for dir do [ ! -d "$dir" ] || [ -x "$dir" ] || { echo "$dir"; exit; }; done'
  return (await runProgram('/bin/sh', ['-c', probe, 'sh', ...ways], { user })).stdout.trim() || undefined
}
