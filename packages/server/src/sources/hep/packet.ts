import { inflateSync } from 'node:zlib'
import ipaddr from 'ipaddr.js'

const MAGIC = 0x48455033 // "HEP3"
const HEADER_BYTES = 6
/** A packet gives its length in 16 bits, so nothing that came inside one can honestly unpack to more. */
const MAX_PAYLOAD_BYTES = 65_535

/** Payload types of HEP3 chunk 11 that matter here. */
export const payloadTypes = { sip: 1 } as const

/** One mirrored message: who sent it to whom, when, and the bytes. */
export type HepPacket = {
  sourceAddress: string
  sourcePort: number
  destinationAddress: string
  destinationPort: number
  /** Milliseconds since the epoch by the capture agent's clock, microseconds as the fraction. */
  at: number
  captureId: number
  /** The authentication key the agent sent. */
  password?: Buffer
  /** What the agent says joins the legs of one call. */
  correlationId?: string
  payloadType: number
  payload: Buffer
}

export type HepFault =
  | 'not HEP3'
  | 'cut short'
  | 'broken chunk'
  | 'no addresses'
  | 'no time'
  | 'no payload'
  | 'broken compression'

export type HepRead = { ok: true; packet: HepPacket } | { ok: false; reason: HepFault }

type Fields = { -readonly [Key in keyof HepPacket]?: HepPacket[Key] } & {
  seconds?: number
  microseconds?: number
  compressed?: Buffer
}

type Chunk = { bytes?: number; read: (fields: Fields, value: Buffer) => void }

/** The chunks of vendor 0 that are read, by type (HEP3 specification, section 4); `bytes` is their fixed length. */
const chunks: Record<number, Chunk> = {
  0x03: { bytes: 4, read: (fields, value) => void (fields.sourceAddress = ipv4(value)) },
  0x04: { bytes: 4, read: (fields, value) => void (fields.destinationAddress = ipv4(value)) },
  0x05: { bytes: 16, read: (fields, value) => void (fields.sourceAddress = ipv6(value)) },
  0x06: { bytes: 16, read: (fields, value) => void (fields.destinationAddress = ipv6(value)) },
  0x07: { bytes: 2, read: (fields, value) => void (fields.sourcePort = value.readUInt16BE()) },
  0x08: { bytes: 2, read: (fields, value) => void (fields.destinationPort = value.readUInt16BE()) },
  0x09: { bytes: 4, read: (fields, value) => void (fields.seconds = value.readUInt32BE()) },
  0x0a: { bytes: 4, read: (fields, value) => void (fields.microseconds = value.readUInt32BE()) },
  0x0b: { bytes: 1, read: (fields, value) => void (fields.payloadType = value.readUInt8()) },
  0x0c: { bytes: 4, read: (fields, value) => void (fields.captureId = value.readUInt32BE()) },
  0x0e: { read: (fields, value) => void (fields.password = value) },
  0x0f: { read: (fields, value) => void (fields.payload = value) },
  0x10: { read: (fields, value) => void (fields.compressed = value) },
  0x11: { read: (fields, value) => void (fields.correlationId = value.toString('utf8')) },
}

/**
 * Reads one HEP3 packet as capture agents send it (a UDP datagram or one frame of a TCP stream). Never throws. Chunks of
 * vendors and unknown chunks are passed over; bytes after the packet's own length are ignored. The payload is a view
 * into `bytes`.
 */
export function readHep(bytes: Buffer): HepRead {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(0) !== MAGIC) return fault('not HEP3')
  const end = bytes.readUInt16BE(4)
  if (end > bytes.length) return fault('cut short')
  const fields: Fields = {}
  let offset = HEADER_BYTES
  while (offset < end) {
    if (end - offset < HEADER_BYTES) return fault('broken chunk')
    const length = bytes.readUInt16BE(offset + 4)
    if (length < HEADER_BYTES || offset + length > end) return fault('broken chunk')
    const chunk = bytes.readUInt16BE(offset) === 0 ? chunks[bytes.readUInt16BE(offset + 2)] : undefined
    if (chunk) {
      if (chunk.bytes !== undefined && chunk.bytes !== length - HEADER_BYTES) return fault('broken chunk')
      chunk.read(fields, bytes.subarray(offset + HEADER_BYTES, offset + length))
    }
    offset += length
  }
  return complete(fields)
}

function complete(fields: Fields): HepRead {
  const { sourceAddress, sourcePort, destinationAddress, destinationPort, seconds } = fields
  if (sourceAddress === undefined || sourcePort === undefined) return fault('no addresses')
  if (destinationAddress === undefined || destinationPort === undefined) return fault('no addresses')
  if (seconds === undefined) return fault('no time')
  if (fields.compressed && !fields.payload) {
    const inflated = inflate(fields.compressed)
    if (!inflated) return fault('broken compression')
    fields.payload = inflated
  }
  if (fields.payload === undefined || fields.payloadType === undefined) return fault('no payload')
  const packet: HepPacket = {
    sourceAddress,
    sourcePort,
    destinationAddress,
    destinationPort,
    at: seconds * 1_000 + (fields.microseconds ?? 0) / 1_000,
    captureId: fields.captureId ?? 0,
    payloadType: fields.payloadType,
    payload: fields.payload,
  }
  if (fields.password) packet.password = fields.password
  if (fields.correlationId) packet.correlationId = fields.correlationId
  return { ok: true, packet }
}

function inflate(compressed: Buffer): Buffer | undefined {
  try {
    return inflateSync(compressed, { maxOutputLength: MAX_PAYLOAD_BYTES })
  } catch {
    return undefined
  }
}

function ipv4(bytes: Buffer): string {
  return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`
}

function ipv6(bytes: Buffer): string {
  return ipaddr.fromByteArray([...bytes]).toString()
}

function fault(reason: HepFault): HepRead {
  return { ok: false, reason }
}
