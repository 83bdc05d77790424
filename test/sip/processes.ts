import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Other people's programs for the SIP tests: started on free ports, and ended by the process id they were given. */
export type Program = { name: string; child: ChildProcess; output: () => string }

const READY_WITHIN_MS = 10_000
const ENDS_WITHIN_MS = 5_000

/** Starts a program in its own process group, so that its children end with it. */
export function startProgram(name: string, args: readonly string[], workDir: string): Program {
  const child = spawn(name, args, { cwd: workDir, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer) => (output = (output + chunk.toString('latin1')).slice(-4_000))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.on('error', (error) => (output += error.message))
  return { name, child, output: () => output }
}

/** The program's exit code; null when a signal ended it. */
export async function exitOf({ child }: Program): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

export async function stopProgram(program: Program): Promise<void> {
  const { child } = program
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  process.kill(-child.pid, 'SIGTERM')
  const killer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), ENDS_WITHIN_MS)
  await exitOf(program)
  clearTimeout(killer)
}

/** Waits until a UDP socket of this machine is bound to the port. */
export async function waitUntilBound(port: number, program: Program): Promise<void> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += 20) {
    if (readFileSync('/proc/net/udp', 'latin1').includes(wanted)) return
    if (program.child.exitCode !== null) break
    await sleep(20)
  }
  throw new Error(`${program.name} does not listen on UDP port ${port}: ${program.output()}`)
}

/** UDP ports of the loopback that are free now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const sockets = Array.from({ length: count }, () => createSocket('udp4'))
  const ports: number[] = []
  for (const socket of sockets) {
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    ports.push(socket.address().port)
  }
  for (const socket of sockets) {
    socket.close()
    await once(socket, 'close')
  }
  return ports
}

/** What is missing on this machine to run real SIP, as a sentence; undefined when all is there. */
export function missingForSip(): string | undefined {
  const missing = ['kamailio', 'sipp'].filter((name) => spawnSync(name, ['-v']).error)
  if (process.platform !== 'linux') return 'Real SIP runs on Linux only.'
  if (missing.length === 0) return undefined
  return `Not installed: ${missing.join(', ')} (Debian: apt-get install kamailio kamailio-extra-modules sip-tester).`
}
