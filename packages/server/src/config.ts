/** The one table of settings, and the only reader of the environment. docs/configure.md is generated from it. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { readCaFile } from './lib/ca-file.ts'
import { toError } from './lib/errors.ts'
import { logLevels } from './lib/log.ts'
import { databaseHosts } from './lib/database-hosts.ts'
import { parseNetwork, type Network } from './lib/network.ts'
import { allowList } from './sources/hep/allow-list.ts'
import { parseListen, type ListenAddress } from './sources/hep/parse-listen.ts'

const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`
  return z.coerce.number(message).int(message).min(min, message).max(max, message)
}

const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `must be one of ${words.join(', ')}`)

function encryptionKeys(text: string, context: z.RefinementCtx): Buffer[] {
  const keys = text.split(',').map((key) => Buffer.from(key.trim(), 'base64'))
  if (keys.some((key) => key.length !== 32)) {
    context.addIssue(
      'must be one or more keys of 32 bytes in base64, joined by commas (openssl rand -base64 32)',
    )
  }
  return keys
}

function networks(text: string, context: z.RefinementCtx): Network[] {
  return text.split(',').flatMap((entry) => {
    const network = parseNetwork(entry.trim())
    if (network === null) context.addIssue(`${entry.trim()} is not a network such as 10.0.0.0/8 or fd00::/8`)
    return network === null ? [] : [network]
  })
}

function listenAddresses(text: string, context: z.RefinementCtx): ListenAddress[] {
  const parsed = parseListen(text)
  if (!parsed.ok) context.addIssue(parsed.message)
  return parsed.ok ? parsed.addresses : []
}

function certificates(file: string, context: z.RefinementCtx): string {
  try {
    return readCaFile(file)
  } catch (error) {
    context.addIssue(toError(error).message)
    return ''
  }
}

/** Checked like networks, kept as text. */
function proxies(text: string, context: z.RefinementCtx): string[] {
  return networks(text, context).map(([address, prefixLength]) => `${address.toString()}/${prefixLength}`)
}

/** Each setting: what it takes, what it means, and what applies without it. Empty counts as not set. */
export const settings = {
  PORT: {
    schema: wholeNumber(0, 65_535),
    default: '4080',
    about: 'The port of the API and the console; 0 takes any free one.',
  },
  HOST: {
    schema: z.string(),
    default: '127.0.0.1',
    about:
      'The address to listen on. While it is a loopback address, webhooks may reach this machine’s loopback too; in the role worker only if it is set.',
  },
  OFFHOOK_DATA_DIR: {
    schema: z.string(),
    default: '.offhook',
    about: 'Where the embedded Postgres and generated keys are kept.',
  },
  DATABASE_URL: {
    schema: z
      .string()
      .refine(
        (url) => databaseHosts(url) !== null,
        'must be a URL such as postgres://user:password@host:5432/offhook',
      ),
    default: '',
    about:
      'A Postgres 15 or newer to use instead of the embedded one. Several hosts, joined by commas, are tried for the primary: `postgres://user:password@one:5432,two:5432/offhook`.',
    isSecret: true,
  },
  OFFHOOK_API_KEY: {
    schema: z
      .string()
      .min(16, 'must have at least 16 characters')
      .max(200, 'must have at most 200 characters'),
    default: '',
    about:
      'An API key of your own for the first account, instead of a printed one. Changing it ends the one before; while it is set, every start makes it valid again, even if it was revoked.',
    isSecret: true,
  },
  OFFHOOK_ENCRYPTION_KEY: {
    schema: z.string().transform(encryptionKeys),
    default: '',
    about:
      'Keys for secrets at rest, 32 bytes in base64 each, joined by commas; the first one encrypts, all decrypt; a start brings everything under the first. Without it one is made in the data directory.',
    isSecret: true,
  },
  OFFHOOK_ALLOWED_NETWORKS: {
    schema: z.string().transform(networks),
    default: '',
    about: 'Private networks that webhooks may reach, as CIDRs joined by commas.',
  },
  OFFHOOK_CA_FILE: {
    schema: z.string().transform(certificates),
    default: '',
    about: 'A PEM file of certificate authorities to trust for receivers, besides the public ones.',
  },
  OFFHOOK_ROLE: {
    schema: oneOf(['all', 'api', 'worker']),
    default: 'all',
    about: 'What this process does: `api` takes requests, `worker` delivers, `all` does both.',
  },
  OFFHOOK_HEALTH_PORT: {
    schema: wholeNumber(0, 65_535),
    default: '',
    about:
      'Where a process with the role worker serves /healthz, /readyz and /metrics, at the address HOST; without it, nowhere.',
  },
  OFFHOOK_MAX_IN_FLIGHT: {
    schema: wholeNumber(1, 20_000),
    default: '2000',
    about: 'Requests to receivers that one worker may have in flight, slow ones included.',
  },
  OFFHOOK_SHUTDOWN_SECONDS: {
    schema: wholeNumber(0, 300),
    default: '20',
    about: 'How long a stopping process waits for requests in flight.',
  },
  OFFHOOK_BODY_STALL_SECONDS: {
    schema: wholeNumber(1, 300),
    default: '20',
    about:
      'How long the body of a request may stall: when less than 500 bytes per second came over such a time, it is cut off with 408.',
  },
  OFFHOOK_LOG_LEVEL: {
    schema: oneOf(logLevels),
    default: 'info',
    about: 'What is logged; at info there is a line for each attempt that failed, at debug for every one.',
  },
  OFFHOOK_TRUSTED_PROXIES: {
    schema: z.string().transform(proxies),
    default: '',
    about:
      'Networks of reverse proxies in front of Offhook, as CIDRs joined by commas; the X-Forwarded-For of theirs tells a client’s address.',
  },
  OFFHOOK_HEP_LISTEN: {
    schema: z.string().transform(listenAddresses),
    default: '',
    about:
      'Where mirrored SIP (HEP) is taken, for example udp:127.0.0.1:9060,tcp:127.0.0.1:9060. Its calls go to the first account.',
  },
  OFFHOOK_HEP_ALLOW: {
    schema: z.string().transform(networks),
    default: '127.0.0.0/8,::1/128',
    about: 'Networks that HEP is taken from, as CIDRs joined by commas.',
  },
  OFFHOOK_HEP_PASSWORD: {
    schema: z.string(),
    default: '',
    about: 'The password (HEP chunk 14) that senders must give.',
    isSecret: true,
  },
} satisfies Record<string, { schema: z.ZodType; default: string; about: string; isSecret?: boolean }>

type Name = keyof typeof settings
type Values = { [K in Name]: z.output<(typeof settings)[K]['schema']> | undefined }

/** The settings as the rest of the program takes them. */
export type Config = ReturnType<typeof toConfig>

export type Environment = Record<string, string | undefined>

/** Reads all settings or throws one error that lists every problem. `NAME_FILE` names a file that holds the value. */
export function loadConfig(
  env: Environment,
  readFile = (file: string) => readFileSync(file, 'utf8'),
): Config {
  const problems: string[] = []
  const given = new Set<string>()
  const entries = Object.entries(settings).map(([name, setting]) => {
    try {
      const file = env[`${name}_FILE`]
      const own = file ? readFile(file).trim() : env[name]?.trim()
      if (own) given.add(name)
      const text = own || setting.default
      return [name, text === '' ? undefined : setting.schema.parse(text)]
    } catch (error) {
      const reason =
        error instanceof z.ZodError ? error.issues.map((issue) => issue.message).join('; ') : String(error)
      problems.push(`${name}: ${reason}`)
      return [name, undefined]
    }
  })
  if (problems.length > 0) throw new Error(`These settings cannot be used:\n  ${problems.join('\n  ')}`)
  return toConfig(Object.fromEntries(entries) as Values, given)
}

function toConfig(values: Values, given: ReadonlySet<string>) {
  const host = values.HOST ?? '127.0.0.1'
  const role = values.OFFHOOK_ROLE ?? 'all'
  return {
    port: values.PORT ?? 4080,
    host,
    dataDir: path.resolve(values.OFFHOOK_DATA_DIR ?? '.offhook'),
    databaseUrl: values.DATABASE_URL ?? null,
    apiKey: values.OFFHOOK_API_KEY ?? null,
    encryptionKeys: values.OFFHOOK_ENCRYPTION_KEY ?? null,
    addressRules: {
      allowedNetworks: values.OFFHOOK_ALLOWED_NETWORKS ?? [],
      // A worker does not listen, so the default says nothing about what its operator wants.
      allowLoopback: isLoopback(host) && (role !== 'worker' || given.has('HOST')),
    },
    ca: values.OFFHOOK_CA_FILE ?? null,
    role,
    healthPort: values.OFFHOOK_HEALTH_PORT ?? null,
    maxInFlight: values.OFFHOOK_MAX_IN_FLIGHT ?? 2_000,
    shutdownMs: (values.OFFHOOK_SHUTDOWN_SECONDS ?? 20) * 1000,
    bodyStallMs: (values.OFFHOOK_BODY_STALL_SECONDS ?? 20) * 1000,
    logLevel: values.OFFHOOK_LOG_LEVEL ?? 'info',
    trustedProxies: values.OFFHOOK_TRUSTED_PROXIES ?? [],
    hep: {
      listen: values.OFFHOOK_HEP_LISTEN ?? [],
      isAllowed: allowList(values.OFFHOOK_HEP_ALLOW ?? []),
      password: values.OFFHOOK_HEP_PASSWORD ?? null,
    },
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
