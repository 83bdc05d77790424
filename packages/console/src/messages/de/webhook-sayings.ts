import type { Saying } from '../en/sayings.ts'

/** Was der Server zu Webhooks, Agenten und Kanälen auf Englisch sagt, auf Deutsch. */
export const webhookSayings: readonly Saying[] = [
  [
    /^The URL contains white space .+$/,
    () => 'Die URL enthält Leer- oder Steuerzeichen; schreiben Sie sie mit Prozentzeichen.',
  ],
  [/^The URL must begin with http.+$/, () => 'Die URL muss mit http:// oder https:// beginnen.'],
  [/^The URL has no host\.$/, () => 'Der URL fehlt der Rechnername.'],
  [
    /^The URL is not valid: .+$/,
    () => 'Die URL ist ungültig: Rechnername oder Port (1 bis 65535) stimmt nicht.',
  ],
  [/^The port must be from 1 to 65535\.$/, () => 'Der Port muss zwischen 1 und 65535 liegen.'],
  [
    /^The URL must not contain a user name .+$/,
    () => 'Die URL darf keine Zugangsdaten enthalten; nehmen Sie dafür die Kopfzeile Authorization.',
  ],
  [
    /^The URL must not have a fragment .+$/,
    () => 'Die URL darf kein Fragment (#…) haben, weil es nicht gesendet würde.',
  ],
  [
    /^is the same as that of webhooks\[(\d+)\]$/,
    (index) => `Das ist dieselbe wie bei Webhook ${Number(index) + 1}.`,
  ],
  [
    /^A header name consists of .+$/,
    () => "Der Name einer Kopfzeile besteht nur aus Buchstaben, Ziffern und !#$%&'*+-.^_`|~.",
  ],
  [/^Offhook sets this header itself\.$/, () => 'Diese Kopfzeile setzt Offhook selbst.'],
  [
    /^This header belongs to the connection .+$/,
    () => 'Diese Kopfzeile gehört zur Verbindung und lässt sich nicht setzen.',
  ],
  [
    /^A header value consists of .+$/,
    () => 'Der Wert einer Kopfzeile besteht aus sichtbaren Latin-1-Zeichen, mit Leerzeichen nur dazwischen.',
  ],
  [
    /^This header is there twice; .+$/,
    () => 'Diese Kopfzeile ist zweimal da; Groß- und Kleinschreibung zählt nicht.',
  ],
  [/^There are more than (\d+) headers\.$/, (most) => `Es sind mehr als ${most} Kopfzeilen.`],
  [
    /^The headers are larger than (\d+) bytes together\.$/,
    (most) => `Die Kopfzeilen sind zusammen größer als ${most} Bytes.`,
  ],
  [
    /^This webhook has no value for it yet: .+$/,
    () => 'Dafür gibt es noch keinen Wert: Geben Sie den Wert selbst ein.',
  ],
  [/^choose at least one event$/, () => 'Wählen Sie mindestens ein Ereignis.'],
  [/^The panel was not saved\.$/, () => ''],
  [/^The (agent|channel) was not created\.$/, () => ''],
  [
    /^must be letters, digits and . _ : @ - only, at most 200$/,
    () => 'Nur Buchstaben, Ziffern und . _ : @ -, höchstens 200.',
  ],
  [/^is the id of another agent$/, () => 'Diese ID hat schon ein anderer Agent.'],
  [/^is the id of another channel$/, () => 'Diese ID hat schon ein anderer Kanal.'],
  [/^must have different names$/, () => 'Ein anderes Playbook heißt schon so.'],
  [/^must have different ids$/, () => 'Zwei Mitglieder haben dieselbe ID.'],
  [/^The agent is archived\.$/, () => 'Der Agent ist archiviert.'],
  [/^The channel is archived\.$/, () => 'Der Kanal ist archiviert.'],
]
