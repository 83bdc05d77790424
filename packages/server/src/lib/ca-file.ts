import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

const certificate = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[^-]*-----END \1-----/g

/**
 * The text of a PEM file of certificates. Throws an error with a sentence for the operator unless there is one in it and each
 * can be read: TLS would leave out what it does not understand without a word.
 */
export function readCaFile(file: string): string {
  const text = readFileSync(file, 'utf8')
  const found = text.match(certificate) ?? []
  if (found.length === 0) throw new Error(`there is no certificate in PEM in ${file}`)
  for (const [index, pem] of found.entries()) {
    if (!isCertificate(pem)) throw new Error(`certificate ${index + 1} in ${file} cannot be read`)
  }
  return text
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
