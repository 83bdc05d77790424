import { countIn } from '../count.ts'
import type { jobs as english } from '../en/jobs.ts'

const count = countIn('de')

export const jobs: typeof english = {
  empty: 'Noch keine Aufträge',
  emptyHelp:
    'Was viele Zustellungen betrifft, läuft als Auftrag im Hintergrund. Hier stehen die Aufträge und lassen sich anhalten und fortsetzen.',
  recover: {
    menu: 'Gescheitertes wiederholen…',
    title: (name) => `Gescheitertes für ${name} wiederholen`,
    help: 'Alles, was in dieser Zeit gescheitert oder abgelaufen ist, kommt zurück in die Warteschlange, mit neuen Versuchen und neuem Höchstalter.',
    action: 'Wiederholen',
  },
  replay: {
    menu: 'Ereignisse erneut senden…',
    title: (name) => `Ereignisse erneut an ${name} senden`,
    help: 'Ereignisse aus dieser Zeit, die dieser Webhook haben will, werden noch einmal gesendet, ob zugestellt oder nicht.',
    action: 'Erneut senden',
  },
  retry: {
    menu: 'Wartendes jetzt wiederholen…',
    title: (name) => `Zustellungen für ${name}, die auf einen neuen Versuch warten, jetzt versuchen`,
    help: 'Was gescheitert ist und auf seinen nächsten Versuch wartet, wird jetzt noch einmal versucht, in der Reihenfolge des Einreihens. Was noch einmal scheitert, wartet auf den Versuch danach.',
    action: 'Jetzt wiederholen',
  },
  cancel: {
    menu: 'Wartendes abbrechen…',
    title: (name) => `Wartende Zustellungen für ${name} abbrechen`,
    help: 'Alles, was in der Warteschlange wartet, wird herausgenommen und nicht gesendet. Es bleibt als abgebrochen im Protokoll; von dort lässt es sich einzeln noch einmal senden, oder seine Ereignisse werden erneut gesendet.',
    action: 'Zustellungen abbrechen',
  },
  what: {
    recover: (since) => `Seit ${since} Gescheitertes wiederholen`,
    replay: (from, to) => `Ereignisse von ${from} bis ${to} erneut senden`,
    replayUntil: (to) => `Ereignisse bis ${to} erneut senden`,
    chosen: (n) => `${count(n, 'ausgewähltes Ereignis', 'ausgewählte Ereignisse')} erneut senden`,
    retry: 'Was auf einen neuen Versuch wartet, jetzt versuchen',
    cancel: 'Wartende Zustellungen abbrechen',
  },
  states: { running: 'Läuft', stopped: 'Angehalten', done: 'Fertig' },
  resume: 'Fortsetzen',
  disabled:
    'Der Webhook ist ausgeschaltet: Seine Aufträge warten, bis er eingeschaltet ist, außer denen, die abbrechen.',
  started: 'Begonnen',
  finished: 'Beendet',
  duplicates: 'Die Ereignis-IDs bleiben gleich: Empfänger, die Doppelte verwerfen, verwerfen auch diese.',
  span: 'Zeitraum',
  untilNow: 'Leer heißt bis jetzt.',
  eventTypes: 'Ereignisarten',
  allTypes: 'Leer heißt alle.',
  uncounted: 'Noch nicht gezählt',
  perSecond: (rate) => `${rate} pro Sekunde`,
  remaining: (duration) => `noch etwa ${duration}`,
  queued: (n) => `${count(n, 'Zustellung wurde', 'Zustellungen wurden')} eingereiht.`,
  background:
    'Er läuft weiter, wenn Sie das schließen. Auf der Seite des Webhooks steht er unter „Aufträge“.',
}
