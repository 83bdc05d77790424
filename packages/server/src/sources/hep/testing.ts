import { readSip, type SipMessage } from './sip.ts'
import type { ObservedMessage } from './tracked-call.ts'

/** Packets and messages for the tests of this folder, written as a capture agent would send them. */
export type TestPacket = {
  text: string
  atMs: number
  source?: string
  destination?: string
  captureId?: number
  payloadType?: number
  password?: string
  correlationId?: string
}

/** One HEP3 chunk of vendor 0. */
export function hepChunk(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(6)
  header.writeUInt16BE(type, 2)
  header.writeUInt16BE(6 + value.length, 4)
  return Buffer.concat([header, value])
}

/** A whole HEP3 packet around chunks. */
export function hepFrame(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([...chunks])
  const header = Buffer.from('HEP3\0\0')
  header.writeUInt16BE(6 + body.length, 4)
  return Buffer.concat([header, body])
}

export function uint(bytes: 1 | 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

/** A HEP3 packet as Kamailio sends it; addresses are `ip:port`, IPv4. */
export function hepPacket(packet: TestPacket): Buffer {
  const [sourceAddress = '', sourcePort = ''] = (packet.source ?? caller).split(':')
  const [destinationAddress = '', destinationPort = ''] = (packet.destination ?? proxy).split(':')
  const ip = (text: string) => Buffer.from(text.split('.').map(Number))
  const chunks = [
    hepChunk(0x01, uint(1, 2)),
    hepChunk(0x02, uint(1, 17)),
    hepChunk(0x03, ip(sourceAddress)),
    hepChunk(0x04, ip(destinationAddress)),
    hepChunk(0x07, uint(2, Number(sourcePort))),
    hepChunk(0x08, uint(2, Number(destinationPort))),
    hepChunk(0x09, uint(4, Math.floor(packet.atMs / 1_000))),
    hepChunk(0x0a, uint(4, Math.round((packet.atMs % 1_000) * 1_000))),
    hepChunk(0x0b, uint(1, packet.payloadType ?? 1)),
    hepChunk(0x0c, uint(4, packet.captureId ?? 2_001)),
    hepChunk(0x0f, Buffer.from(packet.text)),
  ]
  if (packet.password !== undefined) chunks.push(hepChunk(0x0e, Buffer.from(packet.password)))
  if (packet.correlationId !== undefined) chunks.push(hepChunk(0x11, Buffer.from(packet.correlationId)))
  return hepFrame(chunks)
}

export const caller = '192.0.2.10:5060'
export const proxy = '192.0.2.1:5060'
export const callee = '192.0.2.20:5060'

export type TestSip = {
  callId?: string
  /** Branches of the Vias, topmost first. */
  branches?: readonly string[]
  cseq?: number
  /** The method of the CSeq, where it is not that of the request. */
  cseqMethod?: string
  from?: string
  to?: string
  headers?: readonly string[]
}

const FROM = '<sip:+4921155501@test>;tag=caller'
const TO = '<sip:+4921155502@test>'

export function requestText(method: string, sip: TestSip = {}): string {
  return lines([`${method} sip:+4921155502@test SIP/2.0`, ...headerLines(method, sip)])
}

/** A response, by default to an INVITE; its To has a tag unless it is a 100. */
export function responseText(status: number, reason: string, sip: TestSip = {}): string {
  const to = `${TO}${status === 100 ? '' : ';tag=callee'}`
  return lines([`SIP/2.0 ${status} ${reason}`, ...headerLines('INVITE', { to, ...sip })])
}

function headerLines(method: string, sip: TestSip): string[] {
  return [
    ...(sip.branches ?? ['z9hG4bK-a']).map((branch) => `Via: SIP/2.0/UDP host.test;branch=${branch}`),
    `From: ${sip.from ?? FROM}`,
    `To: ${sip.to ?? TO}`,
    `Call-ID: ${sip.callId ?? 'call-1@test'}`,
    `CSeq: ${sip.cseq ?? 1} ${sip.cseqMethod ?? method}`,
    ...(sip.headers ?? []),
  ]
}

function lines(head: readonly string[]): string {
  return `${head.join('\r\n')}\r\n\r\n`
}

export type TestPath = { source?: string; destination?: string; captureId?: number; receivedAt?: number }

/** The message as the tracker gets it, read by the real reader. Sent by the caller to the proxy unless said otherwise. */
export function observe(at: number, text: string, way: TestPath = {}): ObservedMessage {
  const [sourceAddress = '', sourcePort = ''] = (way.source ?? caller).split(':')
  const [destinationAddress = '', destinationPort = ''] = (way.destination ?? proxy).split(':')
  return {
    sip: messageOf(text),
    at,
    receivedAt: way.receivedAt ?? at,
    captureId: way.captureId ?? 2_001,
    sourceAddress,
    sourcePort: Number(sourcePort),
    destinationAddress,
    destinationPort: Number(destinationPort),
  }
}

export function messageOf(text: string): SipMessage {
  const read = readSip(Buffer.from(text))
  if (!read.ok) throw new Error(`The test's SIP is not readable: ${read.reason}`)
  return read.message
}
