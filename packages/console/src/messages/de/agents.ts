import { countIn } from '../count.ts'
import type { agents as english } from '../en/agents.ts'

const count = countIn('de')

export const agents: typeof english = {
  title: 'Agenten',
  create: 'Agenten anlegen',
  createTitle: 'Einen Agenten anlegen',
  created: 'Der Agent wurde angelegt.',
  saved: 'Der Agent wurde gespeichert.',
  empty: 'Noch keine Agenten',
  emptyHelp:
    'Ein Agent ist eine KI, die telefoniert. Geben Sie ihm die ID, die Ihre Quelle als agentId sendet: Dann werden seine Anrufe erkannt, und jeder bekommt ein Gesprächsprotokoll für die Webhooks des Agenten.',
  noArchived: 'Keine archivierten Agenten',
  noArchivedHelp: 'Archiviertes bleibt hier, weil alte Anrufe es noch nennen.',
  showArchived: 'Archivierte',
  backToList: 'Alle Agenten',
  name: 'Name',
  id: 'ID',
  idHelp:
    'Was Ihre Quelle als agentId sendet. Bleibt das Feld leer, wird eine vergeben. Sie lässt sich später nicht ändern.',
  playbooks: 'Playbooks',
  webhooks: 'Webhooks',
  callLog: 'Im Gesprächsprotokoll',
  calls: 'Anrufe',
  summary: 'Zusammenfassung',
  summaryHelp: {
    on: 'Eine vorhandene Zusammenfassung geht mit dem Gesprächsprotokoll hinaus, als assist.summary.',
    off: 'Das Gesprächsprotokoll geht ohne assist.summary hinaus, auch wenn es eine Zusammenfassung gibt.',
  },
  transcription: 'Transkription speichern',
  transcript: 'Transkript',
  without: (part) => `Ohne ${part}`,
  transcriptionHelp: {
    on: 'Das Transkript geht mit dem Gesprächsprotokoll hinaus, als assist.transcription, und bleibt im Protokoll von Offhook.',
    off: 'Das Gesprächsprotokoll geht ohne assist.transcription hinaus, und der Text wird aus Offhook gelöscht, sobald alle Zustellungen des Anrufs beendet sind. Live-Ereignisse enthalten ihn weiterhin.',
  },
  delay: 'Wartezeit (Sekunden)',
  delayHelp:
    'Wie lange das Gesprächsprotokoll nach dem Ende eines Anrufs auf späte Zeilen und die Auswertung wartet, 0 bis 3.600. Erst danach bekommen die Webhooks es.',
  menu: (name) => `Aktionen für ${name}`,
  tabs: { webhooks: 'Webhooks', playbooks: 'Playbooks', settings: 'Einstellungen' },
  isArchived: 'Archiviert',
  archivedNote: 'Dieser Agent ist archiviert: Er lässt sich ansehen, aber nicht ändern.',
  archive: 'Archivieren',
  archiveTitle: (name) => `${name} archivieren?`,
  archiveHelp:
    'Er verschwindet aus der Liste und lässt sich nicht ändern, solange er archiviert ist; wird ein Agent mit derselben ID angelegt, kommt er zurück. Seine Anrufe behalten ihre Protokolle. Anrufe, die noch mit seiner ID kommen, werden wie heute behandelt.',
  archiveWebhooks: (n) =>
    n === 1
      ? '1 Webhook hängt an ihm und kann danach gelöscht werden:'
      : `${n.toLocaleString('de')} Webhooks hängen an ihm und können danach gelöscht werden:`,
  archiveNoWebhooks: 'Kein Webhook hängt an ihm.',
  archivePlaybooks: (n) => `Er hat ${count(n, 'Playbook', 'Playbooks')}.`,
  archived: 'Der Agent wurde archiviert.',
}
