import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

const base = mkdtempSync(join(tmpdir(), 'offhook-setup-'))
afterAll(() => rmSync(base, { recursive: true }))

const env = { ...process.env, npm_config_offline: 'true', npm_config_cache: join(base, 'cache') }
const npm = (...args: string[]) => execFileSync('npm', args, { cwd: clone, env, stdio: 'pipe' })

let clone = ''
let clones = 0

/** A clone with one dependency, which needs no network and has an install script. */
beforeEach(() => {
  clone = join(base, `clone-${++clones}`)
  mkdirSync(join(clone, 'scripts'), { recursive: true })
  for (const name of ['setup.mjs', 'setup-lock.mjs']) {
    cpSync(join(import.meta.dirname, name), join(clone, 'scripts', name))
  }
  requireDependency('1.0.0')
  npm('install', '--package-lock-only', '--ignore-scripts')
})

function requireDependency(version: string): void {
  mkdirSync(join(clone, 'dep'), { recursive: true })
  writeJson('dep/package.json', { name: 'dep', version, scripts: { postinstall: 'touch ran' } })
  npm('pack', './dep')
  writeJson('package.json', { name: 'clone', dependencies: { dep: `file:dep-${version}.tgz` } })
}

function writeJson(path: string, value: object): void {
  writeFileSync(join(clone, path), JSON.stringify(value))
}

function setUp(): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(clone, 'scripts/setup.mjs')], { cwd: base, env, encoding: 'utf8' })
}

const installedVersion = () =>
  execFileSync(process.execPath, ['-p', `require('${clone}/node_modules/dep/package.json').version`], {
    encoding: 'utf8',
  })

describe('the set-up of a clone', () => {
  it('installs packages once, without their install scripts, and then has nothing to say', () => {
    expect(setUp()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Offhook: installing.*\n.*installed in \d+ s\n$/),
    })
    expect(readdirSync(join(clone, 'node_modules/dep'))).toEqual(['package.json'])
    expect(setUp()).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(readdirSync(clone).filter((name) => name.includes('.lock'))).toEqual([])
  })

  it('installs again when the lock file asks for something else', () => {
    setUp()
    requireDependency('2.0.0')
    npm('install', '--package-lock-only', '--ignore-scripts')
    expect(setUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('installed') })
    expect(installedVersion()).toBe('2.0.0\n')
  })

  it('is content with what somebody installed by hand', () => {
    npm('ci', '--ignore-scripts')
    expect(setUp()).toMatchObject({ status: 0, stdout: '' })
  })

  it('tells why it failed and what to do, without a stack', () => {
    requireDependency('2.0.0')
    const { status, stderr } = setUp()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^Offhook: the packages could not be installed/)
    expect(stderr).toContain('npm error')
    expect(stderr).toContain('run "npm install" once')
    expect(stderr).not.toMatch(/^ +at /m)
    expect(readdirSync(clone).filter((name) => name.includes('.lock'))).toEqual([])
  })

  it('is done by one of two runs while the other waits', async () => {
    const outputs = ['', '']
    const runs = outputs.map((_, index) => {
      const run = spawn(process.execPath, [join(clone, 'scripts/setup.mjs')], { env })
      run.stdout.on('data', (text) => (outputs[index] += String(text)))
      return once(run, 'close')
    })
    expect((await Promise.all(runs)).map(([code]) => code)).toEqual([0, 0])
    expect(outputs.filter((output) => output.includes('installing'))).toHaveLength(1)
    expect(existsSync(join(clone, 'node_modules/dep'))).toBe(true)
  })

  it('takes over the lock of a run that was killed', () => {
    mkdirSync(join(clone, '.offhook-setup.lock'))
    writeJson('.offhook-setup.lock/holder', { pid: process.pid, start: 'before this process' })
    expect(setUp()).toMatchObject({ status: 0, stdout: expect.not.stringContaining('waiting') })
    expect(existsSync(join(clone, '.offhook-setup.lock'))).toBe(false)
  })

  it('puts aside a packaged Node that does not run here, as npm would prefer it to the good one', () => {
    npm('ci', '--ignore-scripts')
    const bin = join(clone, 'node_modules/.bin')
    mkdirSync(bin)
    writeFileSync(join(clone, 'broken'), '#!/nonexistent/loader\n')
    chmodSync(join(clone, 'broken'), 0o755)
    symlinkSync(join(clone, 'broken'), join(bin, 'node'))
    expect(setUp().status).toBe(0)
    expect(readdirSync(bin)).toEqual([])
  })
})
