import { countIn } from '../count.ts'
import type { jobs as english } from '../en/jobs.ts'

const count = countIn('de')

export const jobs: typeof english = {
  empty: 'Noch keine Aufträge',
  emptyHelp:
    'Wer Gescheitertes wiederholt oder alte Ereignisse erneut sendet, erteilt einen Auftrag, der im Hintergrund läuft. Hier stehen die Aufträge und lassen sich anhalten und fortsetzen.',
  recover: {
    menu: 'Gescheitertes wiederholen…',
    title: (name) => `Gescheitertes für ${name} wiederholen`,
    help: 'Alles, was in dieser Zeit gescheitert oder abgelaufen ist, kommt zurück in die Schlange, mit neuen Versuchen und neuem Höchstalter.',
    action: 'Wiederholen',
  },
  replay: {
    menu: 'Ereignisse erneut senden…',
    title: (name) => `Ereignisse erneut an ${name} senden`,
    help: 'Ereignisse aus dieser Zeit, die dieser Webhook haben will, werden noch einmal gesendet, ob zugestellt oder nicht.',
    action: 'Erneut senden',
  },
  what: {
    recover: (since) => `Seit ${since} Gescheitertes wiederholen`,
    replay: (from, to) => `Ereignisse von ${from} bis ${to} erneut senden`,
    replayUntil: (to) => `Ereignisse bis ${to} erneut senden`,
    chosen: (n) => `${count(n, 'ausgewähltes Ereignis', 'ausgewählte Ereignisse')} erneut senden`,
  },
  states: { running: 'Läuft', stopped: 'Angehalten', done: 'Fertig' },
  resume: 'Fortsetzen',
  disabled: 'Der Webhook ist ausgeschaltet: Seine Aufträge warten, bis er eingeschaltet ist.',
  started: 'Begonnen',
  finished: 'Beendet',
  duplicates: 'Die Ereignis-IDs bleiben gleich: Empfänger, die Doppelte verwerfen, verwerfen auch diese.',
  span: 'Aus den letzten',
  untilNow: 'Leer heißt bis jetzt.',
  eventTypes: 'Ereignisarten',
  allTypes: 'Leer heißt alle, die der Webhook haben will.',
  uncounted: 'Noch nicht gezählt',
  perSecond: (rate) => `${rate} pro Sekunde`,
  remaining: (duration) => `noch etwa ${duration}`,
  queued: (n) => `${count(n, 'Zustellung wurde', 'Zustellungen wurden')} eingereiht.`,
  background:
    'Er läuft weiter, wenn Sie das schließen. Auf der Seite des Webhooks steht er unter „Aufträge“.',
}
