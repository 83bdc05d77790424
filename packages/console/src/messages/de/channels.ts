import type { channels as english } from '../en/channels.ts'

export const channels: typeof english = {
  title: 'Kanäle',
  create: 'Kanal anlegen',
  createTitle: 'Einen Kanal anlegen',
  created: 'Der Kanal wurde angelegt.',
  saved: 'Der Kanal wurde gespeichert.',
  empty: 'Noch keine Kanäle',
  emptyHelp:
    'Ein Kanal ist eine Leitung, die sich ein Team teilt, oder eine private. Geben Sie ihm die ID, die Ihre Quelle als channelId sendet: Dann werden seine Anrufe erkannt.',
  noArchived: 'Keine archivierten Kanäle',
  noArchivedHelp: 'Archiviertes bleibt hier, weil alte Anrufe es noch nennen.',
  showArchived: 'Archivierte',
  backToList: 'Alle Kanäle',
  name: 'Name',
  id: 'ID',
  idHelp:
    'Was Ihre Quelle als channelId sendet. Bleibt das Feld leer, wird eine vergeben. Sie lässt sich später nicht ändern.',
  kind: 'Art',
  shared: 'Gemeinsam',
  private: 'Privat',
  kinds: {
    shared: 'Gemeinsam: Das Protokoll jedes Anrufs geht an die Webhooks, die am Kanal hängen.',
    private: 'Privat: Anrufe gehen nie an einen Webhook des Kanals, weder live noch als Gesprächsprotokoll.',
  },
  members: 'Mitglieder',
  membersHelp: 'Wer im Gesprächsprotokoll steht, als call.users, wenn die Quelle es nicht selbst sagt.',
  member: (n) => `Mitglied ${n}`,
  memberId: 'ID',
  accountId: 'Konto-ID',
  firstName: 'Vorname',
  lastName: 'Nachname',
  addMember: 'Mitglied hinzufügen',
  removeMember: (n) => `Mitglied ${n} entfernen`,
  delay: 'Wartezeit (Sekunden)',
  delayHelp:
    'Wie lange das Gesprächsprotokoll nach dem Ende eines Anrufs auf späte Zeilen und die Auswertung wartet, 0 bis 3.600.',
  webhooks: 'Webhooks',
  webhooksHere: 'Webhooks, die an diesem Kanal hängen',
  noWebhooks: 'An diesem Kanal hängt kein Webhook, also erfährt niemand von seinen Anrufen.',
  addWebhook: 'Webhook für diesen Kanal anlegen',
  calls: 'Anrufe',
  menu: (name) => `Aktionen für ${name}`,
  isArchived: 'Archiviert',
  archivedNote: 'Dieser Kanal ist archiviert: Er lässt sich ansehen, aber nicht ändern.',
  archive: 'Archivieren',
  archiveTitle: (name) => `${name} archivieren?`,
  archiveHelp:
    'Er verschwindet aus der Liste und lässt sich nicht ändern, solange er archiviert ist; wird ein Kanal mit derselben ID angelegt, kommt er zurück. Seine Anrufe behalten ihre Protokolle. Anrufe, die noch mit seiner ID kommen, werden wie heute behandelt.',
  archiveWebhooks: (n) =>
    n === 1
      ? '1 Webhook hängt an ihm und kann danach gelöscht werden:'
      : `${n.toLocaleString('de')} Webhooks hängen an ihm und können danach gelöscht werden:`,
  archiveNoWebhooks: 'Kein Webhook hängt an ihm.',
  archived: 'Der Kanal wurde archiviert.',
}
