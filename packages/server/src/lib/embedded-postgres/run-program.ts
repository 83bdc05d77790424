import { spawn } from 'node:child_process'

const KEPT_OUTPUT_CHARACTERS = 16_384

/** A user other than ourselves that a program runs as; only root can ask for one. */
export type ServerUser = { uid: number; gid: number; name: string }

export type RunResult = { ok: boolean; stdout: string; stderr: string }

/** The part of spawn's options that says who runs a program; without a user it runs as ourselves. */
export function identityOf(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid }
}

/** An environment without our secrets and without PG* variables, with messages in English so that they can be told apart. */
export function cleanEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' }
}

/**
 * Runs a program to its end, in `/` because another user may be unable to enter our working directory. Never rejects:
 * a program that cannot be run gives `ok: false` with the reason in `stderr`. Of each output the last 16 K characters are kept.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { user?: ServerUser | undefined; stdin?: string } = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const output = { stdout: '', stderr: '' }
    const failed = (thrown: unknown) => {
      const reason = thrown instanceof Error ? thrown.message : String(thrown)
      resolve({ ok: false, ...output, stderr: output.stderr + reason })
    }
    try {
      const child = spawn(file, [...args], { cwd: '/', env: cleanEnvironment(), ...identityOf(options.user) })
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (text: string) => {
          output[name] = (output[name] + text).slice(-KEPT_OUTPUT_CHARACTERS)
        })
      }
      child.on('error', failed)
      child.on('close', (code) => resolve({ ok: code === 0, ...output }))
      child.stdin.on('error', () => {}) // the program may end without reading what it was given
      child.stdin.end(options.stdin ?? '')
    } catch (error) {
      failed(error) // spawn throws at once when we may not become that user (EPERM)
    }
  })
}

/** The last lines of an output, trimmed, as one text. */
export function lastLines(output: string, count = 12): string {
  return output.trim().split('\n').slice(-count).join('\n')
}
