const MAGIC = Buffer.from('HEP3')
const HEADER_BYTES = 6

/** The whole packets a piece of a stream completed; `isJunk` when what follows is no HEP3, so nothing can be found. */
export type Frames = { frames: Buffer[]; isJunk: boolean }

/** Cuts a TCP stream into HEP3 packets by the length in bytes 4 and 5 of each; holds less than one packet (64 KiB). */
export function createFrameReader(): (chunk: Buffer) => Frames {
  let chunks: Buffer[] = []
  let heldBytes = 0
  let neededBytes = HEADER_BYTES

  return (chunk) => {
    chunks.push(chunk)
    heldBytes += chunk.length
    if (heldBytes < neededBytes) return { frames: [], isJunk: false }
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    const frames: Buffer[] = []
    let offset = 0
    neededBytes = HEADER_BYTES
    while (bytes.length - offset >= HEADER_BYTES) {
      const length = bytes.readUInt16BE(offset + 4)
      if (length < HEADER_BYTES || MAGIC.compare(bytes, offset, offset + MAGIC.length) !== 0) {
        return { frames, isJunk: true }
      }
      neededBytes = length
      if (bytes.length - offset < length) break
      frames.push(bytes.subarray(offset, offset + length))
      offset += length
      neededBytes = HEADER_BYTES
    }
    // A copy, so that a few bytes do not hold on to the whole piece they came in.
    chunks = offset === bytes.length ? [] : [Buffer.from(bytes.subarray(offset))]
    heldBytes = bytes.length - offset
    return { frames, isJunk: false }
  }
}
