const name = 'offhook_session'

/** The token in a Cookie header, if ours is there. */
export function readSessionCookie(header: string | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=')
    if (key === name && value !== undefined && value !== '') return value
  }
  return undefined
}

/** The Set-Cookie that keeps a session; a lifetime of 0 ends it. */
export function sessionCookie(token: string, options: { maxAgeMs: number; isSecure: boolean }): string {
  const seconds = Math.floor(options.maxAgeMs / 1000)
  const secure = options.isSecure ? '; Secure' : ''
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`
}
