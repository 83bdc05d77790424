/**
 * Makes a fresh clone ready to run; `npm start` and `npm test` call it first. It runs before anything is installed: on
 * Node 20 or newer and without dependencies. When there is nothing to do it only compares two hashes.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED_NODE = 24
const KEPT_LINES = 15
// what the outer npm was told about its own run (such as --workspace) is not meant for ours
const OUTER_SETTINGS = /^npm_config_(.*workspace|omit|include|only|production|dry_run)/

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.offhook-setup')
const packagedNode = join(modules, '.bin/node')
const consoleDir = join(root, 'packages/console')
const consoleStampFile = join(consoleDir, 'dist/.sources')

const say = (/** @type {string} */ text) => process.stdout.write(`Offhook: ${text}\n`)

/** A failure that is told to the operator as it is, without a stack. */
class SetupError extends Error {}

try {
  await setUp()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`Offhook: ${error.message}\n`)
  process.exitCode = 1
}

async function setUp() {
  if (isStamped() && isConsoleBuilt()) return
  const { withLock } = await import('./setup-lock.mjs')
  await withLock(join(root, '.offhook-setup.lock'), {
    onWait: () => say('another set-up is running here; waiting for it'),
    async work({ alsoHeldBy }) {
      if (!isStamped()) {
        if (!isInstalled()) await install(alsoHeldBy)
        checkRuntime()
        writeFileSync(stampFile, fingerprint())
      }
      if (!isConsoleBuilt()) buildConsole() // unless another run did it meanwhile
    },
  })
}

function isStamped() {
  return readText(stampFile) === fingerprint()
}

function isConsoleBuilt() {
  return !existsSync(consoleDir) || readText(consoleStampFile) === consoleFingerprint()
}

/** Changes with every source of the console and of the API's types, and with the versions of its libraries. */
function consoleFingerprint() {
  const hash = createHash('sha256').update(readText(join(root, 'package-lock.json')) ?? '')
  for (const folder of ['packages/console', 'packages/api']) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((file) => !/[\\/](dist|node_modules)[\\/]/.test(file.slice(root.length)))
    for (const file of files.toSorted()) hash.update(`\n${file.slice(root.length)}\n${readText(file)}`)
  }
  return hash.digest('hex')
}

/** Makes what the server serves as the console. */
function buildConsole() {
  say('building the console')
  const startedAt = performance.now()
  const node = existsSync(packagedNode) ? packagedNode : process.execPath
  const vite = join(modules, 'vite/bin/vite.js')
  const built = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: consoleDir, encoding: 'utf8' })
  if (built.status !== 0) {
    throw new SetupError(`the console could not be built.\n\n${lastLines(`${built.stdout}${built.stderr}`)}`)
  }
  writeFileSync(consoleStampFile, consoleFingerprint())
  say(`console built in ${Math.ceil((performance.now() - startedAt) / 1000)} s`)
}

/** Changes with the lock file, with any package.json and with the platform. */
function fingerprint() {
  const packages = join(root, 'packages')
  const folders = existsSync(packages) ? readdirSync(packages).toSorted() : []
  const paths = [
    'package-lock.json',
    'package.json',
    ...folders.map((name) => `packages/${name}/package.json`),
  ]
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const path of paths) hash.update(`\n${path}\n${readText(join(root, path)) ?? ''}`)
  return hash.digest('hex')
}

/**
 * Whether somebody ran npm by hand already: npm came to its end (it then writes a lock file of its own), and every package
 * has its version.
 */
function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  if (wanted === undefined || !existsSync(join(modules, '.package-lock.json'))) return false
  const isPresent = (/** @type {string} */ path, /** @type {string} */ version) =>
    readJson(join(root, path, 'package.json'))?.version === version
  return Object.entries(wanted).every(
    ([path, entry]) =>
      entry.link || !path.includes('node_modules/') || isPresent(path, entry.version) || isDispensable(entry),
  )
}

/**
 * Whether npm may have left an optional package out: all but those made for just this platform.
 * @param {{ optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} entry
 */
function isDispensable(entry) {
  const isOurs = [entry.os].flat().includes(process.platform) && [entry.cpu].flat().includes(process.arch)
  return entry.optional === true && (!isOurs || entry.libc !== undefined)
}

/** npm puts node_modules/.bin first on the PATH of its scripts, so a Node there must work, or must not be there. */
function checkRuntime() {
  if (existsSync(packagedNode)) {
    if (majorOf(spawnSync(packagedNode, ['--version'], { encoding: 'utf8' }).stdout) >= NEEDED_NODE) return
    rmSync(packagedNode)
  }
  if (majorOf(process.version) >= NEEDED_NODE) return
  throw new SetupError(
    `Node ${NEEDED_NODE} or newer is needed. This is ${process.version}, and no newer one that runs came with the ` +
      `packages for ${process.platform}-${process.arch}. Install Node ${NEEDED_NODE} (https://nodejs.org) and start again.`,
  )
}

/** @param {string | null} version */
function majorOf(version) {
  return Number.parseInt((version ?? '').replace(/^v/, ''), 10) || 0
}

/** @param {(pid: number) => void} alsoHeldBy */
async function install(alsoHeldBy) {
  say('installing packages; this happens once and may take a minute')
  const startedAt = performance.now()
  const { code, output } = await runNpm(alsoHeldBy, [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--loglevel=error', // an older Node is used for npm only: no warning for each package that wants a newer one
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--no-update-notifier',
  ])
  if (code !== 0) {
    throw new SetupError(
      `the packages could not be installed.\n\n${lastLines(output)}\n\n${adviceFor(output)}`,
    )
  }
  say(`packages installed in ${Math.ceil((performance.now() - startedAt) / 1000)} s`)
}

/**
 * Runs the npm that runs us, on its own Node: ours may be the packaged one, which npm is about to replace.
 * @param {(pid: number) => void} alsoHeldBy
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function runNpm(alsoHeldBy, args) {
  const cli = process.env['npm_execpath'] ?? ''
  const isNpm = basename(cli).startsWith('npm') && existsSync(cli)
  const node = process.env['npm_node_execpath'] ?? process.execPath
  const [file, first] = isNpm ? [node, [cli]] : ['npm', []]
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTER_SETTINGS.test(name)))
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(file, [...first, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    if (child.pid !== undefined) alsoHeldBy(child.pid)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-16_384)))
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        child.kill(signal)
        child.once('close', () => process.exit(1)) // npm has said nothing that the operator does not know
      })
    }
  })
}

/**
 * The last lines that say something: without stacks and without the manual page that npm adds to some errors.
 * @param {string} output
 */
function lastLines(output) {
  const [report = ''] = output.split(/^npm error Clean install a project$/m)
  const lines = report.split('\n').filter((line) => !/^(npm error)?\s*(at .*)?$/.test(line))
  return lines.slice(-KEPT_LINES).join('\n')
}

/** @param {string} output */
function adviceFor(output) {
  /** @type {[RegExp, string][]} */
  const advice = [
    [/ENOSPC|EDQUOT/, 'The disk is full: free some space and start again.'],
    [/EACCES|EPERM|EROFS/, `npm may not write here: start Offhook as the owner of ${root}.`],
    [/EUSAGE/, 'package-lock.json is out of date: run "npm install" once.'],
    [/EINTEGRITY/, 'A downloaded package was damaged: run "npm cache clean --force" and start again.'],
    [
      /E401|E403|ENEEDAUTH/,
      'The package registry wants a login: see "npm config get registry" and "npm login".',
    ],
    [/E404|ETARGET/, 'The package registry lacks this package: see "npm config get registry".'],
    [
      /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ENOTCACHED/,
      'The package registry cannot be reached: check the network and the proxy ("npm config get proxy"), then start again.',
    ],
    [/spawn npm ENOENT/, 'npm was not found: install it together with Node (https://nodejs.org).'],
  ]
  return (
    advice.find(([pattern]) => pattern.test(output))?.[1] ??
    `Run "npm ci" in ${root} to see all of its output.`
  )
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Undefined also for what is no JSON, such as a lock file with merge conflicts: npm then says so.
 * @param {string} path
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
