// Certificates for tests, made in memory so that no private key lies in the repository and none ever expires by
// itself. DER by hand (X.690, RFC 5280): only what a TLS client looks at.
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { isIP, isIPv4 } from 'node:net'

/** A certificate and its key as PEM, ready for `node:https`. */
export type Certificate = { cert: string; key: string }

/** A certificate authority that can issue certificates. */
export type Authority = Certificate & {
  issue: (names: readonly string[], validity?: Validity) => Certificate
}

/** Years in which a certificate is valid, from January 1st to January 1st. */
export type Validity = { fromYear: number; toYear: number }

const ALWAYS: Validity = { fromYear: 2020, toYear: 2099 }

/** A new authority that signs with P-256. */
export function createAuthority(commonName: string): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = { commonName, key: keys.privateKey }
  return {
    ...build({
      commonName,
      publicKey: keys.publicKey,
      issuer,
      isAuthority: true,
      names: [],
      validity: ALWAYS,
    }),
    key: pemOf(keys.privateKey),
    issue: (names, validity = ALWAYS) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const subject = {
        commonName: names[0] ?? 'test',
        publicKey,
        issuer,
        isAuthority: false,
        names,
        validity,
      }
      return { ...build(subject), key: pemOf(privateKey) }
    },
  }
}

/** A certificate that vouches for itself. */
export function selfSigned(names: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = { commonName: 'self', key: privateKey }
  const subject = { commonName: 'self', publicKey, issuer, isAuthority: false, names, validity: ALWAYS }
  return { ...build(subject), key: pemOf(privateKey) }
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const TRUE = der(0x01, Buffer.from([0xff]))
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))))
}

function januaryFirst(year: number): Buffer {
  const isUtcTime = year < 2050
  const digits = isUtcTime ? String(year).slice(2) : String(year)
  return der(isUtcTime ? 0x17 : 0x18, Buffer.from(`${digits}0101000000Z`))
}

function addressBytes(ip: string): Buffer {
  if (isIPv4(ip)) return Buffer.from(ip.split('.').map(Number))
  return Buffer.from(ip === '::1' ? '00000000000000000000000000000001' : '', 'hex')
}

function alternativeNames(names: readonly string[]): Buffer {
  const general = names.map((name) =>
    isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, addressBytes(name)),
  )
  return sequence(oid('551d11'), der(0x04, sequence(...general)))
}

type Subject = {
  commonName: string
  publicKey: KeyObject
  issuer: { commonName: string; key: KeyObject }
  isAuthority: boolean
  names: readonly string[]
  validity: Validity
}

function build(subject: Subject): { cert: string } {
  const { commonName, publicKey, issuer, isAuthority, names, validity } = subject
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const serial = createHash('sha256').update(spki).digest().subarray(0, 8)
  serial[0] = 0x01
  const constraints = sequence(oid('551d13'), TRUE, der(0x04, sequence(...(isAuthority ? [TRUE] : []))))
  const extensions = names.length === 0 ? [constraints] : [constraints, alternativeNames(names)]
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    nameOf(issuer.commonName),
    sequence(januaryFirst(validity.fromYear), januaryFirst(validity.toYear)),
    nameOf(commonName),
    spki,
    der(0xa3, sequence(...extensions)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, issuer.key))
  const base64 = sequence(toBeSigned, ECDSA_WITH_SHA256, signature).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return { cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n` }
}
