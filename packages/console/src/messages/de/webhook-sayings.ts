import type { Saying } from '../en/sayings.ts'

const owners: Record<string, string> = { agent: 'der Agent', channel: 'der Kanal', campaign: 'die Kampagne' }
const owner = (word = '') => owners[word] ?? word

const usersIn = (text = '') =>
  text
    .replaceAll(/the (\w+) “/g, (_, kind: string) => `${owner(kind)} “`)
    .replaceAll(/“(.*?)”/g, '„$1“')
    .replace(/ and (\d+) more$/, ' und $1 weitere')

const bound: Record<string, string> = { agents: 'Agenten', channels: 'Kanälen' }

const statuses: Record<string, string> = {
  ...{ delivered: 'schon zugestellt', failed: 'schon gescheitert' },
  ...{ expired: 'schon abgelaufen', canceled: 'schon abgebrochen' },
}

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
  [/^The URL has more than (\d+) characters\.$/, (most) => `Die URL hat mehr als ${most} Zeichen.`],
  [
    /^The dialect (\S+) cannot carry (\S+); it carries (.+)\.$/,
    (dialect, type, carried) => `Der Dialekt ${dialect} kennt ${type} nicht, sondern ${carried}.`,
  ],
  [/^(\S+) is listed twice\.$/, (name) => `${name} ist zweimal da.`],
  [
    /^A webhook of the whole account takes no ids\.$/,
    () => 'Ein Webhook für das ganze Konto hängt an nichts Einzelnem.',
  ],
  [
    /^The dialect (\S+) cannot tell of campaigns, .+$/,
    (dialect) => `Der Dialekt ${dialect} kennt keine Kampagnen; der Webhook kann nicht an ihnen hängen.`,
  ],
  [
    /^The (agent|channel|campaign) “(.*)” is archived\.$/,
    (kind, name) => `Inzwischen ist ${owner(kind)} „${name}“ archiviert.`,
  ],
  [/^The webhook’s settings cannot be used\.$/, () => ''],
  [/^These settings cannot be used\.$/, () => ''],
  [/^None of the webhooks was saved\.$/, () => 'Keiner der Webhooks wurde gespeichert.'],
  [
    /^Save the panel first: .+$/,
    () => 'Speichern Sie zuerst: Noch gibt es keine Adresse, an die ein Test ginge.',
  ],
  [/^This event cannot be tested\.$/, () => 'Dieses Ereignis lässt sich nicht testen.'],
  [
    /^is none that the dialect (\S+) carries: (.+)$/,
    (dialect, carried) => `Der Dialekt ${dialect} kennt nur ${carried}.`,
  ],
  [
    /^The dialect (\S+) does not carry this (\S+)\.$/,
    (dialect, type) => `Der Dialekt ${dialect} kennt dieses ${type} nicht.`,
  ],
  [
    /^The test was \w+ before it was sent\.$/,
    () => 'Der Test wurde aus der Warteschlange genommen, bevor er gesendet war.',
  ],
  [
    /^The test still waits for a free connection .+$/,
    () =>
      'Der Test wartet noch auf eine freie Verbindung seines Webhooks oder auf dessen Rate. Wie es weitergeht, zeigen die Zustellungen.',
  ],
  [/^The test was not queued\.$/, () => 'Der Test kam nicht in die Schlange.'],
  [/^No worker has taken the test yet: .+$/, () => 'Noch hat kein Worker den Test übernommen: Läuft einer?'],
  [
    /^Offhook is stopping\. The deliveries .+$/,
    () => 'Offhook wird gerade beendet. Wie der Test ausging, steht bei den Zustellungen.',
  ],
  [
    /^The webhook is in use by (.+)\. Take it off there first\.$/,
    (users) => `Der Webhook ist in Gebrauch: ${usersIn(users)}. Nehmen Sie ihn dort zuerst heraus.`,
  ],
  [/^The webhook of this delivery is deleted\.$/, () => 'Der Webhook dieser Zustellung ist gelöscht.'],
  [/^The delivery is (\w+) already\.$/, (word = '') => `Die Zustellung ist ${statuses[word] ?? word}.`],

  // Aufträge.
  [/^The job was not started\.$/, () => 'Der Auftrag wurde nicht begonnen.'],
  [/^The job is done\.$/, () => 'Der Auftrag ist fertig.'],
  [/^must be the id of an event$/, () => 'Muss die ID eines Ereignisses sein.'],
  [
    /^is not the id of an event that can be replayed$/,
    () => 'Dieses Ereignis gibt es nicht mehr, oder es war ein Test.',
  ],
  [/^cannot be given with eventIds$/, () => 'Geht nicht zusammen mit einzeln gewählten Ereignissen.'],
  [/^must be later than from$/, () => 'Muss später sein als der Anfang.'],
  [/^the webhook is not subscribed to (.+)$/, (types) => `Der Webhook abonniert ${types} nicht.`],

  // Webhooks einer Kampagne.
  [
    /^These webhooks cannot be chosen for the campaign\.$/,
    () => 'Diese Webhooks lassen sich für die Kampagne nicht wählen.',
  ],
  [/^is there twice$/, () => 'Ist zweimal da.'],
  [/^is no webhook of this account$/, () => 'Diesen Webhook gibt es nicht mehr.'],
  [
    /^speaks the dialect (\S+), which cannot tell of campaigns$/,
    (dialect) => `Spricht den Dialekt ${dialect}, der keine Kampagnen kennt.`,
  ],
  [
    /^hangs on the whole account and hears .+$/,
    () => 'Hängt am ganzen Konto und erfährt schon von jeder Kampagne.',
  ],
  [
    /^hangs on (\w+), not on campaigns$/,
    (kinds = '') => `Hängt an ${bound[kinds] ?? kinds}, nicht an Kampagnen.`,
  ],

  // Agenten, Kanäle und das Panel.
  [/^is none of (.+)$/, (names) => `Ist keines von ${names}.`],
  [/^choose at least one event$/, () => 'Wählen Sie mindestens ein Ereignis.'],
  [/^The panel was not saved\.$/, () => ''],
  [/^The (agent|channel) was not created\.$/, () => ''],
  [
    /^must be letters, digits and . _ : @ - only, at most 200$/,
    () => 'Nur Buchstaben, Ziffern und . _ : @ -, höchstens 200 Zeichen.',
  ],
  [/^is the id of another agent$/, () => 'Diese ID hat schon ein anderer Agent.'],
  [/^is the id of another channel$/, () => 'Diese ID hat schon ein anderer Kanal.'],
  [/^must have different names$/, () => 'Ein anderes Playbook heißt schon so.'],
  [/^must have different ids$/, () => 'Zwei Mitglieder haben dieselbe ID.'],
  [/^The agent is archived\.$/, () => 'Der Agent ist archiviert.'],
  [/^The channel is archived\.$/, () => 'Der Kanal ist archiviert.'],
]
