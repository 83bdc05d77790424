import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exitOf, freePorts, startProgram, stopProgram, waitUntilBound, type Program } from './processes.ts'

/**
 * Real calls for tests: Kamailio as the SIP server that mirrors to HEP listeners, sipp as callers and callees. All on
 * free ports of the loopback, in a directory of its own, without any service of the system.
 */
export type SipLab = {
  /** Makes calls of one kind and waits until their callers are done. Rejects when SIP itself did not go as planned. */
  call: (kind: CallKind, load?: CallLoad) => Promise<MadeCalls>
  stop: () => Promise<void>
}

/** How many calls, and how many of them begin per second. */
export type CallLoad = { calls: number; perSecond: number }

/** The calls made: their Call-IDs all begin with `idPrefix`. */
export type MadeCalls = { idPrefix: string; from: string; to: string }

/** What is dialled for each kind of call, and the sipp scenario of its caller. */
const kinds = {
  endedByCaller: { to: '2001', scenario: 'caller-hangs-up' },
  endedByCallee: { to: '2002', scenario: 'caller-is-hung-up-on' },
  busyCallee: { to: '2003', scenario: 'caller-is-refused', status: 486 },
  noAnswer: { to: '2004', scenario: 'caller-is-refused', status: 480 },
  ringsOut: { to: '2005', scenario: 'caller-is-refused', status: 408 },
  canceled: { to: '2006', scenario: 'caller-cancels' },
  notFound: { to: '2007', scenario: 'caller-is-refused', status: 404 },
  serverFailure: { to: '2008', scenario: 'caller-is-refused', status: 500 },
  unreachable: { to: '2009', scenario: 'caller-is-refused', status: 408 },
  challenged: { to: '2010', scenario: 'caller-is-challenged' },
  serialFork: { to: '2011', scenario: 'caller-hangs-up' },
  parallelFork: { to: '2012', scenario: 'caller-hangs-up' },
  held: { to: '2013', scenario: 'caller-holds' },
  lostBye: { to: '2014', scenario: 'caller-vanishes' },
} as const satisfies Record<string, { to: string; scenario: string; status?: number }>

export type CallKind = keyof typeof kinds
export const callKinds = Object.keys(kinds) as CallKind[]

/** The callees: one sipp each. `nobody` is a port on which none listens. */
const callees = {
  answering: { scenario: 'callee-answers' },
  hangingUp: { scenario: 'callee-hangs-up' },
  busy: { scenario: 'callee-refuses', statusLine: '486 Busy Here' },
  unavailable: { scenario: 'callee-refuses', statusLine: '480 Temporarily Unavailable' },
  failing: { scenario: 'callee-refuses', statusLine: '503 Service Unavailable' },
  ringing: { scenario: 'callee-rings' },
  holding: { scenario: 'callee-is-held' },
  timed: { scenario: 'callee-answers', sessionHeader: 'Session-Expires: 1;refresher=uac' },
} as const satisfies Record<string, { scenario: string; statusLine?: string; sessionHeader?: string }>

const FROM = '6001'
const PASSWORD = 'open-sesame'
const FIRST_CAPTURE_ID = 2_001
const common = { from: FROM, password: PASSWORD, ringMs: 150, talkMs: 300 }
const here = import.meta.dirname

type Values = Record<string, string | number>

/**
 * Starts callees and one Kamailio for each HEP port (127.0.0.1), the first handing calls to the next; the same port
 * twice makes two capture agents for every call. Their capture ids count up from 2001.
 */
export async function startKamailio({ hepPorts }: { hepPorts: readonly number[] }): Promise<SipLab> {
  const workDir = mkdtempSync(path.join(tmpdir(), 'offhook-sip-'))
  const programs: Program[] = []
  const stop = async () => {
    await Promise.all(programs.map((program) => stopProgram(program)))
    rmSync(workDir, { recursive: true, force: true })
  }
  try {
    const calleePorts = await startCallees(workDir, programs)
    const proxyPort = await startProxies(workDir, programs, hepPorts, calleePorts)
    let runs = 0
    const call = async (kind: CallKind, load: CallLoad = { calls: 1, perSecond: 1 }) =>
      makeCalls(workDir, proxyPort, kind, load, runs++)
    return { call, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startCallees(workDir: string, programs: Program[]): Promise<Values> {
  const names = Object.keys(callees) as (keyof typeof callees)[]
  const ports = await freePorts(names.length + 1)
  const values: Values = { nobody: ports.at(-1) ?? 0 }
  for (const [index, name] of names.entries()) {
    const port = ports[index] ?? 0
    const scenario = fill(workDir, `scenarios/${callees[name].scenario}.xml`, `${name}.xml`, {
      sessionHeader: 'Supported: timer',
      ...common,
      ...callees[name],
    })
    const program = startProgram('sipp', ['-sf', scenario, ...sippSettings(port)], workDir)
    programs.push(program)
    await waitUntilBound(port, program)
    values[name] = port
  }
  return values
}

/** Starts the chain of proxies from its end; answers with the port callers dial. */
async function startProxies(
  workDir: string,
  programs: Program[],
  hepPorts: readonly number[],
  calleePorts: Values,
): Promise<number> {
  const dialled = Object.fromEntries(callKinds.map((kind) => [kind, kinds[kind].to]))
  const ports = await freePorts(hepPorts.length)
  let nextPort: number | '' = ''
  for (const [index, hepPort] of [...hepPorts.entries()].toReversed()) {
    const sipPort = ports[index] ?? 0
    const captureId = FIRST_CAPTURE_ID + index
    const values = { ...dialled, ...calleePorts, ...common, sipPort, hepPort, captureId, nextPort }
    const config = fill(workDir, 'kamailio.cfg', `kamailio-${captureId}.cfg`, values)
    const runDir = path.join(workDir, `run-${captureId}`)
    mkdirSync(runDir)
    const pidFile = path.join(runDir, 'kamailio.pid')
    const program = startProgram(
      'kamailio',
      ['-f', config, '-P', pidFile, '-Y', runDir, '-m', '32', '-M', '4', '-DD'],
      workDir,
    )
    programs.push(program)
    await waitUntilBound(sipPort, program)
    nextPort = sipPort
  }
  return nextPort === '' ? 0 : nextPort
}

async function makeCalls(
  workDir: string,
  proxyPort: number,
  kind: CallKind,
  load: CallLoad,
  run: number,
): Promise<MadeCalls> {
  const { to, scenario, ...extra } = kinds[kind]
  const idPrefix = `${kind}-${proxyPort}-${run}-`
  const file = fill(workDir, `scenarios/${scenario}.xml`, `${idPrefix}caller.xml`, { ...common, ...extra })
  const [port = 0] = await freePorts(1)
  const settings = [
    '-s',
    to,
    '-cid_str',
    `${idPrefix}%u@%s`,
    '-m',
    `${load.calls}`,
    '-r',
    `${load.perSecond}`,
  ]
  const args = [`127.0.0.1:${proxyPort}`, '-sf', file, ...settings, ...sippSettings(port)]
  const program = startProgram('sipp', args, workDir)
  const code = await exitOf(program)
  if (code !== 0)
    throw new Error(`The ${kind} calls did not go as planned (sipp ended with ${code}): ${program.output()}`)
  return { idPrefix, from: FROM, to }
}

function sippSettings(port: number): string[] {
  return ['-i', '127.0.0.1', '-p', `${port}`, '-nostdin', '-timeout', '120', '-trace_err']
}

/** Fills the `{{names}}` of a template; answers with the path of the filled copy. */
function fill(workDir: string, template: string, name: string, values: Values): string {
  const text = readFileSync(path.join(here, template), 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, key: string) => {
      const value = values[key]
      if (value === undefined) throw new Error(`${template} needs a value for ${key}.`)
      return String(value)
    },
  )
  const target = path.join(workDir, name)
  writeFileSync(target, text)
  return target
}
