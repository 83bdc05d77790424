import { countIn } from '../count.ts'
import type { replay as english } from '../en/replay.ts'

const count = countIn('de')

export const replay: typeof english = {
  hint: 'Wählen Sie Ereignisse aus, um sie erneut an einen Webhook zu senden.',
  action: 'Erneut senden…',
  matching: 'Alle passenden erneut senden…',
  clear: 'Auswahl aufheben',
  tooMany: (most) =>
    `Höchstens ${most.toLocaleString('de')} Ereignisse lassen sich auf einmal erneut senden.`,
  title: (n) => `${count(n, 'Ereignis', 'Ereignisse')} erneut senden`,
  matchingTitle: 'Alle passenden Ereignisse erneut senden',
  matchingHelp:
    'Der Webhook bekommt jedes Ereignis, das diese Filter zeigen, ob schon zugestellt oder nicht, mit denselben Bytes wie beim ersten Mal. Ausgelassen werden Tests und Ereignisarten, die er nicht abonniert.',
  help: 'Der Webhook bekommt jedes davon noch einmal, ob schon zugestellt oder nicht, mit denselben Bytes wie beim ersten Mal.',
  webhook: 'Webhook',
  noWebhook: 'Noch gibt es keinen Webhook, der sie bekommen könnte.',
  unwanted: (n) =>
    `${count(n, 'Ereignis wird', 'Ereignisse werden')} ausgelassen: Der Webhook abonniert diese Ereignisart nicht, oder es war ein Test.`,
  nothingWanted:
    'Dieser Webhook will keines dieser Ereignisse: Er abonniert ihre Ereignisarten nicht, oder es waren Tests.',
  disabled:
    'Dieser Webhook ist ausgeschaltet: Die Ereignisse warten, bis er eingeschaltet wird oder bis sie ablaufen.',
  start: 'Erneut senden',
  searching: 'Weiter zurück wird gesucht…',
  searchFurther: 'Weiter zurück suchen',
  nothingYet: 'Bisher nichts gefunden. Ältere Ereignisse wurden noch nicht durchsucht.',
}
