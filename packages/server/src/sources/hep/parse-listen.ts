import { isIP, isIPv6 } from 'node:net'

export type ListenAddress = { transport: 'udp' | 'tcp'; host: string; port: number }

export type ListenParse = { ok: true; addresses: ListenAddress[] } | { ok: false; message: string }

const EXAMPLE = 'udp:127.0.0.1:9060 or tcp:[::1]:9060'

/** Reads `udp:127.0.0.1:9060,tcp:[::1]:9060`; when it cannot, says in a sentence which part is wrong and why. */
export function parseListen(text: string): ListenParse {
  const addresses: ListenAddress[] = []
  for (const part of text.split(',').map((each) => each.trim())) {
    const address = parsePart(part)
    if (typeof address === 'string') return { ok: false, message: `"${part}" ${address}` }
    if (addresses.some((other) => isSame(other, address))) {
      return { ok: false, message: `"${part}" is listed twice.` }
    }
    addresses.push(address)
  }
  return { ok: true, addresses }
}

function parsePart(part: string): ListenAddress | string {
  const match = /^([a-z]+):(.*):([^:\]]*)$/i.exec(part)
  if (!match) return `is not a transport, a host and a port, as in ${EXAMPLE}.`
  const [, transportText = '', hostText = '', portText = ''] = match
  const transport = transportText.toLowerCase()
  if (transport !== 'udp' && transport !== 'tcp') return 'must begin with udp: or tcp:.'
  const host = parseHost(hostText)
  if (host === undefined) {
    return `needs a host name or an IP address before the port (IPv6 in brackets), as in ${EXAMPLE}.`
  }
  const port = Number(portText)
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535) return 'must end in a port from 1 to 65535.'
  return { transport, host, port }
}

function parseHost(text: string): string | undefined {
  const bracketed = /^\[(.*)\]$/.exec(text)?.[1]
  if (bracketed !== undefined) return isIPv6(bracketed) ? bracketed : undefined
  if (isIP(text) === 4) return text
  // A name of digits and dots only would be a mistyped IPv4 address.
  return /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) && !/^[\d.]+$/.test(text) ? text : undefined
}

function isSame(one: ListenAddress, other: ListenAddress): boolean {
  return one.transport === other.transport && one.host === other.host && one.port === other.port
}
