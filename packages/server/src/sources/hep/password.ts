import { createHash, timingSafeEqual } from 'node:crypto'

/** A check of the password a packet brings; takes the same time however much of a wrong one is right. */
export function passwordCheck(expected: string): (given: Buffer | undefined) => boolean {
  const expectedDigest = digest(Buffer.from(expected, 'utf8'))
  return (given) => given !== undefined && timingSafeEqual(digest(given), expectedDigest)
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
