/** Serves the built console: files from memory, every other page as the console's one document (it routes itself). */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type File = { body: Buffer; type: string; etag: string; isHashed: boolean; packed: Map<string, Buffer> }
type NotFound = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const packers = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const

/** Takes over what no endpoint answers: the console's files and pages; the rest is `notFound`. */
export function addConsole(app: FastifyInstance, dir: string, notFound: NotFound): void {
  const files = readFiles(dir)
  const page = files.get('/index.html')
  app.setNotFoundHandler(async (request, reply) => {
    const [pathname = '/'] = request.url.split('?')
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || /^\/(v1|metrics|healthz|readyz)(\/|$)/.test(pathname)) return notFound(request, reply)
    const file = files.get(pathname)
    if (file !== undefined && file !== page) return sendFile(request, reply, file)
    // The address that the start prints shows the console to whoever asks, also to a health check that takes anything.
    const wantsPage = pathname === '/' || request.headers.accept?.includes('text/html') === true
    if (!wantsPage || pathname.startsWith('/assets/')) return notFound(request, reply)
    return sendPage(reply, page)
  })
}

function readFiles(dir: string): Map<string, File> {
  if (!existsSync(dir)) return new Map()
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
  return new Map(
    names.flatMap((entry) => {
      const type = types[path.extname(entry.name)]
      if (!entry.isFile() || type === undefined) return []
      const full = path.join(entry.parentPath, entry.name)
      const name = `/${path.relative(dir, full).split(path.sep).join('/')}`
      const body = readFileSync(full)
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
      return [[name, { body, type, etag, isHashed: name.startsWith('/assets/'), packed: new Map() }] as const]
    }),
  )
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: File): Promise<FastifyReply> {
  reply
    .header('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('x-content-type-options', 'nosniff')
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  const accepted = request.headers['accept-encoding'] ?? ''
  const encoding = (['br', 'gzip'] as const).find((name) => accepted.includes(name))
  if (encoding === undefined) return reply.code(200).type(file.type).send(file.body)
  const packed = file.packed.get(encoding) ?? (await packers[encoding](file.body))
  file.packed.set(encoding, packed)
  return reply.code(200).type(file.type).header('content-encoding', encoding).send(packed)
}

/** The page anew for every load, because the nonce for the styles that scripts insert must differ each time. */
function sendPage(reply: FastifyReply, page: File | undefined): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  reply.headers(securityHeaders(nonce))
  if (page === undefined) return reply.code(503).type('text/html; charset=utf-8').send(notBuilt)
  return reply.code(200).type(page.type).send(page.body.toString('utf8').replaceAll('__NONCE__', nonce))
}

function securityHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
}

const notBuilt = `<!doctype html><html lang="en"><title>Offhook</title>
<h1>The console is not built yet</h1><p>Run <code>npm start</code>, or <code>npm run build -w @offhook/console</code>, then load this page again. The API works all the same.</p></html>`
