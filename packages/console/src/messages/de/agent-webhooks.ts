import { countIn } from '../count.ts'
import type { agentWebhooks as english } from '../en/agent-webhooks.ts'

const count = countIn('de')

export const agentWebhooks: typeof english = {
  help: 'Nach jedem Anruf dieses Agenten geht dessen Gesprächsprotokoll an jede URL hier. Änderungen gelten für Anrufe, die nach dem Speichern enden.',
  empty: 'Dieser Agent meldet noch niemandem etwas',
  emptyHelp:
    'Fügen Sie eine URL hinzu, und sie bekommt das Protokoll jedes Anrufs, der von da an endet. Oder fügen Sie eine vorhandene Liste als JSON ein.',
  entry: (n) => `Webhook ${n}`,
  url: 'URL',
  timeout: 'Zeitlimit (ms)',
  timeoutHelp: 'Leer: 10.000',
  headers: 'Zusätzliche Kopfzeilen',
  headersHelp: 'Werden mit jeder Anfrage gesendet. Sie stehen hier im Klartext.',
  add: 'Webhook hinzufügen',
  remove: (n) => `Webhook ${n} entfernen`,
  log: 'Seine Zustellungen',
  saved: 'Die Webhooks wurden gespeichert. Sie gelten für Anrufe, die von jetzt an enden.',
  refused: 'Nichts wurde gespeichert: Berichtigen Sie, was oben markiert ist.',
  goneTitle: (n) => `${count(n, 'URL', 'URLs')} entfernen?`,
  goneHelp:
    'Was noch auf sie wartet, wird abgebrochen. Gesendetes bleibt im Protokoll. Eine geänderte URL gilt als anderer Webhook.',
  asJson: 'Als JSON importieren oder exportieren',
  jsonTitle: 'Die Webhooks als JSON',
  jsonHelp:
    'Das ist die Liste, wie sie im Formular steht. Kopieren Sie sie, oder fügen Sie eine andere ein und übernehmen Sie sie. Gespeichert wird erst mit „Speichern“.',
  json: 'Konfiguration',
  copyJson: 'Kopieren',
  takeOver: 'Übernehmen',
  notJson: (why) => `Das ist kein JSON: ${why}`,
  notConfiguration: (path, wanted) => `${path}: ${wanted}`,
  wanted: {
    object: 'muss ein Objekt sein',
    list: 'muss eine Liste sein',
    text: 'muss Text sein',
    number: 'muss eine ganze Zahl sein',
    unknown: 'ist kein bekanntes Feld',
  },
}
