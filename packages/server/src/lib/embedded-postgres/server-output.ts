import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { levelOf, type EmbeddedPostgresLog, type LineLevel } from './log.ts'

const KEPT_LINES = 20
const MAX_LINE_CHARACTERS = 1_000
const WINDOW_MS = 10_000
const MAX_LINES_PER_WINDOW = 50

/** Pure but for its count. Lines come in windows of 10 s; the first of a window tells how many the last one left out. */
export function limitLines(now: () => number): () => { isAllowed: boolean; leftOut: number } {
  let windowEndsAt = 0
  let lines = 0
  return () => {
    let leftOut = 0
    if (now() >= windowEndsAt) {
      leftOut = Math.max(0, lines - MAX_LINES_PER_WINDOW)
      windowEndsAt = now() + WINDOW_MS
      lines = 0
    }
    lines += 1
    return { isAllowed: lines <= MAX_LINES_PER_WINDOW, leftOut }
  }
}

/**
 * Passes the server's stderr on to our log, 50 lines of 1,000 characters in 10 s at most, and keeps the last 20 lines of
 * any kind. Gives a function that returns those.
 */
export function followOutput(stderr: Readable, log: EmbeddedPostgresLog): () => string {
  const kept: string[] = []
  const limit = limitLines(Date.now)
  let level: LineLevel = 'quiet'
  createInterface({ input: stderr }).on('line', (whole) => {
    const line = whole.slice(0, MAX_LINE_CHARACTERS)
    kept.push(line)
    if (kept.length > KEPT_LINES) kept.shift()
    level = levelOf(line, level)
    if (level === 'quiet') return
    const { isAllowed, leftOut } = limit()
    if (leftOut > 0) log.warn({ leftOut }, 'lines of the Postgres log were left out')
    if (isAllowed) log[level]({}, `Postgres: ${line}`)
  })
  return () => kept.join('\n')
}
