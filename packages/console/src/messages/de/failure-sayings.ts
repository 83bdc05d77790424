import type { Saying } from '../en/sayings.ts'

/** In welchem Schritt die Zeit ausging. */
const steps: Record<string, string> = {
  'while the host name was looked up': 'als der Rechnername nachgeschlagen wurde',
  'while connecting': 'beim Verbinden',
  'during the TLS handshake': 'beim TLS-Handshake',
  'while waiting for the response': 'beim Warten auf die Antwort',
}

const before = (status: string | undefined) =>
  status === undefined ? 'bevor eine Antwort kam' : `nach Status ${status}, bevor die Antwort vollständig war`

const leads = (name: string | undefined) =>
  name === undefined ? '' : `${name} führt zu keiner erlaubten Adresse: `

/** Woran ein Versuch scheiterte, auf Deutsch. */
export const failureSayings: readonly Saying[] = [
  [
    /^The host name (\S+) does not exist (\(.+\))\.$/,
    (name, code) => `Den Rechner ${name} gibt es nicht ${code}.`,
  ],
  [
    /^The host name (\S+) could not be looked up (\(.+\))\.$/,
    (name, code) => `Der Rechnername ${name} ließ sich nicht nachschlagen ${code}.`,
  ],
  [/^The host name has no addresses\.$/, () => 'Der Rechnername hat keine Adressen.'],

  [/^(\S+) refused the connection (\(.*\))\.$/, (at, code) => `${at} hat die Verbindung abgelehnt ${code}.`],
  [
    /^(\S+) cannot be reached from here (\(.*\))\.$/,
    (at, code) => `${at} ist von hier nicht erreichbar ${code}.`,
  ],
  [
    /^(\S+) is in a network that cannot be reached from here (\(.*\))\.$/,
    (at, code) => `${at} liegt in einem Netz, das von hier nicht erreichbar ist ${code}.`,
  ],
  [/^(\S+) did not answer (\(.*\))\.$/, (at, code) => `${at} hat nicht geantwortet ${code}.`],
  [
    /^(\S+) closed the connection at once (\(.*\))\.$/,
    (at, code) => `${at} hat die Verbindung sofort geschlossen ${code}.`,
  ],
  [
    /^(\S+) could not be connected to (\(.*\))\.$/,
    (at, code) => `Mit ${at} kam keine Verbindung zustande ${code}.`,
  ],

  [/^The certificate has expired\.(.*)$/, (code) => `Das Zertifikat ist abgelaufen.${code}`],
  [/^The certificate is not valid yet\.(.*)$/, (code) => `Das Zertifikat gilt noch nicht.${code}`],
  [/^The certificate was revoked\.(.*)$/, (code) => `Das Zertifikat wurde widerrufen.${code}`],
  [/^The certificate is self-signed\.(.*)$/, (code) => `Das Zertifikat ist selbst signiert.${code}`],
  [
    /^The certificate comes from an authority that is not trusted here\.(.*)$/,
    (code) => `Das Zertifikat kommt von einer Stelle, der hier nicht vertraut wird.${code}`,
  ],
  [
    /^The certificate comes from an authority that is not trusted here, or .+ missing\.(.*)$/,
    (code) =>
      `Das Zertifikat kommt von einer Stelle, der hier nicht vertraut wird, oder ein Zwischenzertifikat fehlt.${code}`,
  ],
  [
    /^The certificate cannot be verified: .+ certificates\.(.*)$/,
    (code) =>
      `Das Zertifikat lässt sich nicht prüfen: Der Empfänger sendet die Zwischenzertifikate nicht mit.${code}`,
  ],
  [/^The certificate is not for (\S+): .+$/, (host) => `Das Zertifikat gilt nicht für ${host}.`],
  [
    /^The port does not speak TLS: .+\?(.*)$/,
    (code) => `Der Port spricht kein TLS: Ist die Adresse http statt https?${code}`,
  ],
  [
    /^The receiver wants a certificate from the client; .+ none\.(.*)$/,
    (code) => `Der Empfänger verlangt ein Zertifikat von Offhook, das keines hat.${code}`,
  ],
  [
    /^The receiver closed the connection during the TLS handshake\.(.*)$/,
    (code) => `Der Empfänger hat die Verbindung beim TLS-Handshake geschlossen.${code}`,
  ],
  [/^The TLS handshake failed: (.+)$/, (why) => `Der TLS-Handshake ist gescheitert: ${why}`],

  [
    /^The connection was closed (?:before a response came|after status (\d+), .+)\.$/,
    (status) => `Die Verbindung wurde geschlossen, ${before(status)}.`,
  ],
  [
    /^The connection was lost (\(\w+\)) (?:before a response came|after status (\d+), .+)\.$/,
    (code, status) => `Die Verbindung brach ab ${code}, ${before(status)}.`,
  ],
  [
    /^The time of (\d+) ms ran out (.+?)\.$/,
    (ms, when = '') => {
      const [, status] = /^after status (\d+)/.exec(when) ?? []
      return `Die Zeit von ${ms} ms ist abgelaufen, ${steps[when] ?? before(status)}.`
    },
  ],
  [
    /^The attempt was canceled by Offhook before it ended\.$/,
    () => 'Offhook hat den Versuch abgebrochen, bevor er zu Ende war.',
  ],

  [
    /^The response headers are larger than 16 KiB\.$/,
    () => 'Die Kopfzeilen der Antwort sind größer als 16 KiB.',
  ],
  [
    /^The response is larger than 256 KiB, .+$/,
    () => 'Die Antwort ist größer als 256 KiB, ihre Verpackung mitgerechnet.',
  ],
  [/^The head of the response came in more than .+$/, () => 'Der Kopf der Antwort kam in zu vielen Stücken.'],
  [
    /^The receiver sent more than (\d+) interim responses and no final one\.$/,
    (most) => `Der Empfänger schickte mehr als ${most} vorläufige Antworten und keine endgültige.`,
  ],
  [
    /^The response is not valid HTTP\/1\.1.*: (.+)\.$/,
    (what) => `Die Antwort ist kein gültiges HTTP/1.1 (${what}).`,
  ],
  [
    /^The request could not be built: its header (.+) cannot be sent\.$/,
    (name) => `Die Kopfzeile ${name} lässt sich nicht senden.`,
  ],

  [/^The URL is not valid\.$/, () => 'Die URL ist ungültig.'],
  [/^Only http and https can be called\.$/, () => 'Nur http und https lassen sich aufrufen.'],
  [
    /^(?:(\S+) leads nowhere allowed: )?(\S+) is a loopback address\. .+ or with (\S+)\.$/,
    (name, at, setting) =>
      `${leads(name)}${at} ist eine Loopback-Adresse. Erlaubt ist sie nur, solange Offhook selbst auf Loopback hört (HOST), oder mit ${setting}.`,
  ],
  [
    /^(?:(\S+) leads nowhere allowed: )?(\S+) is not a public address \((.+)\)\. .+, for example (\S+)\.$/,
    (name, at, kind, network) =>
      `${leads(name)}${at} ist keine öffentliche Adresse (${kind}). Um sie zu erlauben, nehmen Sie ihr Netz in OFFHOOK_ALLOWED_NETWORKS auf, etwa ${network}.`,
  ],
]
