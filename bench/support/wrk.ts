import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

export type WrkResult = { requestsPerSecond: number; p50Ms: number; p99Ms: number }

export type WrkOptions = {
  url: string
  body: string
  headers: Record<string, string>
  connections: number
  seconds: number
}

const run = promisify(execFile)

/** Posts one body on and on over some connections (closed loop). Throws when an answer was not a success. */
export async function postWithWrk(options: WrkOptions): Promise<WrkResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'offhook-wrk-'))
  const script = path.join(folder, 'post.lua')
  await writeFile(script, luaOf(options))
  const { connections, seconds, url } = options
  try {
    const args = [
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '--timeout',
      '30s',
      '--latency',
      '-s',
      script,
      url,
    ]
    return parse((await run('wrk', args)).stdout)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function luaOf({ body, headers }: WrkOptions): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  )
  return ['wrk.method = "POST"', `wrk.body = [==[${body}]==]`, ...lines].join('\n')
}

function parse(output: string): WrkResult {
  const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(output)
  if (failed !== null) throw new Error(`wrk: ${failed[0]}`)
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]),
    p50Ms: toMs(/50%\s+([\d.]+)(us|ms|s)/.exec(output)),
    p99Ms: toMs(/99%\s+([\d.]+)(us|ms|s)/.exec(output)),
  }
}

const unitsMs: Record<string, number> = { us: 0.001, ms: 1, s: 1_000 }

function toMs(match: RegExpExecArray | null): number {
  return Number(match?.[1]) * (unitsMs[match?.[2] ?? ''] ?? Number.NaN)
}
