import { countIn } from '../count.ts'
import type { settings as english } from '../en/settings.ts'

const count = countIn('de')

export const settings: typeof english = {
  title: 'Einstellungen',
  account: 'Konto',
  name: 'Name',
  timeZone: 'Zeitzone',
  timeZoneHelp: 'In ihr zeigt die Konsole alle Zeiten.',
  retention: 'Aufbewahrung (Tage)',
  retentionHelp: 'Wie lange Ereignisse, Zustellungen und Versuche bleiben.',
  disableFailing: 'Scheiternde Webhooks ausschalten nach (Stunden)',
  disableFailingHelp:
    'Wenn so lange nichts gelingt, 1 bis 720. Auf halbem Weg entsteht ein Ereignis. Leer: nie.',
  saved: 'Die Einstellungen wurden gespeichert.',
  shrinkTitle: 'Weniger aufbewahren?',
  shrinkHelp: (days) => `Alles, was älter als ${count(days, 'Tag', 'Tage')} ist, wird endgültig gelöscht.`,
  apiKeys: 'API-Schlüssel',
  apiKeysHelp:
    'Programme schicken damit Ereignisse und lesen das Protokoll. Ein Schlüssel wird nur einmal gezeigt.',
  createKey: 'API-Schlüssel anlegen',
  keyName: 'Name des Schlüssels',
  keyNameHelp: 'Wo er benutzt wird, damit Sie später wissen, was ein Widerruf trifft.',
  key: 'Schlüssel',
  createdAt: 'Angelegt',
  lastUsed: 'Zuletzt benutzt',
  never: 'nie',
  revoked: 'Widerrufen',
  active: 'Aktiv',
  revoke: 'Widerrufen',
  revokeTitle: (name) => `${name} widerrufen?`,
  revokeHelp:
    'Jedes Programm, das ihn benutzt, hört auf zu arbeiten, und mit ihm begonnene Sitzungen der Konsole enden.',
  keyOnce: 'Kopieren Sie den Schlüssel jetzt: Er wird nicht wieder gezeigt.',
  keyReady: 'Der API-Schlüssel ist bereit',
  done: 'Ich habe ihn kopiert',
  noKeys: 'Noch keine API-Schlüssel',
  status: 'Status',
}
