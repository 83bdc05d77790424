import { countIn } from '../count.ts'
import type { integration as english } from '../en/integration.ts'

const count = countIn('de')

export const integration: typeof english = {
  list: 'Integrationen',
  listHelp: 'Fertige Wege, um weiterzugeben, was in Ihren Anrufen geschieht.',
  title: 'Eigener Webhook',
  help: 'Sendet die gewählten Anrufereignisse sofort an eine Adresse, im Format von Salpre.',
  backToSettings: 'Einstellungen',
  notSetUp: 'Nicht eingerichtet',
  on: 'Eingeschaltet',
  off: 'Ausgeschaltet',
  enabled: 'Eingeschaltet',
  enabledHelp:
    'Solange er ausgeschaltet ist, warten Ereignisse, bis sie ablaufen, und gehen hinaus, sobald er wieder eingeschaltet ist.',
  url: 'Webhook-URL',
  urlHelp: 'Ereignisse werden per POST hierher gesendet. Nur die Antwort 200 gilt als zugestellt.',
  headers: 'Zusätzliche Kopfzeilen',
  headersHelp:
    'Werden mit jeder Anfrage gesendet, zum Beispiel ein API-Schlüssel. Gespeicherte Werte erscheinen als ******** und bleiben, wenn sie so stehen bleiben.',
  events: 'Ereignisse abonnieren',
  save: 'Speichern',
  saved: 'Die Integration wurde gespeichert.',
  test: 'Webhook-Integration testen',
  testHelp:
    'Sendet das Beispiel jedes gewählten Ereignisses an die gespeicherte URL, mit is_test gleich true, und zeigt jede Antwort.',
  testUnsaved: 'Der Test verwendet, was gespeichert ist. Speichern Sie zuerst Ihre Änderungen.',
  testNothing: 'Speichern Sie zuerst die Integration: Noch gibt es keine Adresse für einen Test.',
  testing: 'Warten auf die Antworten…',
  allTaken: (n) => `Der Empfänger hat ${count(n, 'Ereignis', 'Ereignisse')} angenommen.`,
  notTaken: (failed, all) =>
    `Der Empfänger hat ${failed.toLocaleString('de')} von ${count(all, 'Ereignis', 'Ereignissen')} nicht angenommen.`,
  unanswered: (events) => `Noch ohne Antwort: ${events}. Wie es weitergeht, zeigen die Zustellungen.`,
  taken: 'Angenommen',
  refused: 'Nicht angenommen',
  log: 'Seine Zustellungen und Grenzen',
}
