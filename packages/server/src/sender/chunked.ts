const CR = 0x0d
const LF = 0x0a
const SEMICOLON = 0x3b
// Eight hexadecimal digits are 4 GiB: nobody means more, and we read no more than 64 KiB.
const MAX_SIZE_DIGITS = 8

/** Takes chunked coding (RFC 9112, 7.1) off a body that comes in pieces. */
export type Dechunker = {
  /**
   * Takes bytes from `start` on and hands out those of the body. Returns where the body ended, its trailers included, -1
   * while it goes on, or what is wrong with it as the end of a sentence.
   */
  take: (bytes: Buffer, start: number, onData: (data: Buffer) => void) => number | string
}

type Step = 'size' | 'extension' | 'data' | 'end of data' | 'trailer'

const malformed = 'a chunk has no valid size'

export function createDechunker(): Dechunker {
  let step: Step = 'size'
  let sizeDigits = ''
  let left = 0
  let hasCr = false
  /** Whether the trailer's line that is being read has anything in it. */
  let isLineEmpty = true

  /** After the line end behind a size: the chunk, or the trailers behind the last one. */
  function beginChunk(): boolean {
    if (sizeDigits === '') return false
    left = Number.parseInt(sizeDigits, 16)
    sizeDigits = ''
    step = left === 0 ? 'trailer' : 'data'
    return true
  }

  /** Takes one byte of what stands around the data. Returns false when it cannot stand there, true at the end of all. */
  function takeByte(byte: number): boolean | undefined {
    if (hasCr) {
      hasCr = false
      if (byte !== LF) return false
      if (step === 'end of data') step = 'size'
      else if (step === 'trailer') {
        if (isLineEmpty) return true
        isLineEmpty = true
      } else if (!beginChunk()) return false
      return undefined
    }
    if (byte === CR) {
      hasCr = true
      return undefined
    }
    if (byte === LF || step === 'end of data') return false
    if (step === 'trailer') isLineEmpty = false
    else if (step === 'size') return takeSizeByte(byte)
    return undefined
  }

  function takeSizeByte(byte: number): false | undefined {
    const isExtension = byte === SEMICOLON || byte === 0x20 || byte === 0x09
    if (isExtension && sizeDigits !== '') {
      step = 'extension'
      return undefined
    }
    const digit = String.fromCharCode(byte)
    if (!/[0-9a-f]/i.test(digit) || sizeDigits.length >= MAX_SIZE_DIGITS) return false
    sizeDigits += digit
    return undefined
  }

  return {
    take(bytes, start, onData) {
      let at = start
      while (at < bytes.length) {
        if (step === 'data') {
          const end = Math.min(bytes.length, at + left)
          onData(bytes.subarray(at, end))
          left -= end - at
          at = end
          if (left === 0) step = 'end of data'
          continue
        }
        const result = takeByte(bytes[at] ?? 0)
        at += 1
        if (result === false) return malformed
        if (result === true) return at
      }
      return -1
    },
  }
}
