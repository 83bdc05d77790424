import { countIn } from '../count.ts'
import type { Messages } from '../en.ts'

const count = countIn('de')

const numbers = (n: number) => count(n, 'Nummer', 'Nummern')
const webhooks = (n: number) =>
  n === 0
    ? 'Für sie ist kein Webhook gewählt.'
    : `${count(n, 'dafür gewählter Webhook erfährt', 'dafür gewählte Webhooks erfahren')} davon.`

/** Die Texte der Kampagnen auf Deutsch. */
export const campaigns: Messages['campaigns'] = {
  title: 'Kampagnen',
  campaign: 'Kampagne',
  views: { campaigns: 'Kampagnen', phoneSystems: 'Telefonanlagen', callflows: 'Abläufe' },
  tabs: { general: 'Allgemein', numbers: 'Nummern', behavior: 'Verhalten' },
  create: 'Kampagne anlegen',
  createTitle: 'Eine Kampagne anlegen',
  edit: 'Kampagne bearbeiten',
  editTitle: (name) => `${name} bearbeiten`,
  created: 'Die Kampagne ist als Entwurf angelegt: Geben Sie ihr Nummern und aktivieren Sie sie dann.',
  saved: 'Die Kampagne wurde gespeichert.',
  backToList: 'Alle Kampagnen',
  menu: (name) => `Aktionen für ${name}`,
  showArchived: 'Archivierte',
  archivedHint: 'Diese Kampagne ist archiviert. Sie lässt sich lesen, aber nicht mehr ändern.',
  noneArchived: 'Keine archivierten Kampagnen',
  noneArchivedHelp: 'Weggelegte Kampagnen erscheinen hier. Was in ihnen geschah, bleibt im Protokoll.',

  name: 'Name',
  status: 'Status',
  type: 'Typ',
  mode: 'Wählverfahren',
  phoneSystem: 'Telefonanlage',
  extension: 'Nebenstelle',
  forHuman: 'Ablauf, wenn ein Mensch abhebt',
  forMachine: 'Ablauf, wenn eine Maschine abhebt',
  startDate: 'Erster Tag',
  endDate: 'Letzter Tag',
  dates: 'Zeitraum',
  timeZone: 'Zeitzone',
  varNames: 'Variablen',
  maxAttempts: 'Versuche',
  retryDelay: 'Abstand der Versuche (Minuten)',
  webhooks: 'Webhooks',
  progress: 'Fortschritt',
  id: 'Kampagnen-ID',
  began: 'Wählt seit',
  ended: 'Beendet',
  createdAt: 'Angelegt',
  updated: 'Geändert',
  notYet: 'noch nicht',

  statuses: {
    draft: 'Entwurf',
    active: 'Aktiv',
    paused: 'Angehalten',
    canceled: 'Abgebrochen',
    finished: 'Beendet',
  },
  types: { static: 'Statisch', dynamic: 'Dynamisch' },
  typesHelp: {
    static: 'Ihre Nummern stehen fest, sobald sie aktiviert ist.',
    dynamic: 'Nummern dürfen kommen und gehen, während sie läuft.',
  },
  modes: { power: 'Power', predictive: 'Predictive' },
  noCallflow: 'Keiner: Der Anruf endet',

  nameHelp: 'Empfänger erfahren ihn mit jedem Ereignis.',
  datesHelp: 'Kalendertage in der Zeitzone darunter, der letzte zählt mit.',
  timeZoneHelp: 'Tippen Sie eine Stadt oder Region. Die Sommerzeit dort wird beachtet.',
  noTimeZone: 'So heißt keine Zeitzone',
  varNamesHelp:
    'Was jede Nummer mitbringt, etwa Vorname. Die Eingabetaste fügt eine hinzu; die Reihenfolge zählt.',
  varNamesPlaceholder: 'Variable hinzufügen',
  maxAttemptsHelp: 'Anrufe bei einer Nummer, der erste zählt mit, 1 bis 100.',
  retryDelayHelp: 'Vom gescheiterten Anruf bis zum nächsten, 1 bis 43.200.',
  what: 'Was',
  when: 'Wann',
  how: 'Wie',
  withWhat: 'Womit',

  noPhoneSystem: 'Eine Kampagne wählt über eine Telefonanlage, und es gibt noch keine.',
  choosePhoneSystem: 'Wählen Sie, worüber sie wählt.',
  chooseExtension: 'Wählen Sie die Leitung, mit der sie wählt.',
  enterName: 'Geben Sie einen Namen ein.',
  enterDate: 'Geben Sie ein Datum ein.',
  endsBeforeStart: 'Darf nicht vor dem ersten Tag liegen.',
  fixedWhileRunning:
    'Typ, erster Tag, Zeitzone, Leitungen und Abläufe stehen fest, sobald die Kampagne aktiviert wurde.',
  varNamesFixed: 'Stehen fest, solange die Kampagne Nummern hat, und sobald sie aktiviert wurde.',
  noChange: {
    canceled: 'Sie wurde abgebrochen und lässt sich nicht mehr ändern.',
    finished: 'Sie ist beendet und lässt sich nicht mehr ändern.',
  },

  span: (from, to) => (from === to ? from : `${from} – ${to}`),
  starts: (when, at, zone) => `Beginnt ${when}, am ${at} (${zone})`,
  ends: (when, at, zone) => `Endet ${when}, am ${at} (${zone})`,
  endedAt: (when) => `Ihr letzter Tag endete ${when}`,

  states: {
    waiting: 'Wartet',
    retrying: 'Wird erneut angerufen',
    succeeded: 'Erfolgreich',
    failed: 'Gescheitert',
  },
  total: 'Nummern',
  done: 'Erledigt',
  doneOf: (done, all) => `${done} von ${all}`,
  progressSummary: (parts) => `Nummern: ${parts}`,
  noNumbers: 'noch keine Nummern',
  toEvents: 'Ereignisse dieser Kampagne',
  toCalls: 'Anrufe dieser Kampagne',
  details: 'Angaben',

  actions: {
    activate: {
      label: 'Aktivieren',
      title: (name) => `${name} aktivieren?`,
      done: 'Die Kampagne ist aktiv.',
      help: {
        static: (n, receivers) =>
          `Ihr Dialer darf vom ersten Tag an ihre ${numbers(n)} anrufen. Ab jetzt stehen Nummern, Zeitzone, erster Tag, Leitungen und Abläufe fest. ${webhooks(receivers)}`,
        dynamic: (n, receivers) =>
          `Ihr Dialer darf vom ersten Tag an ihre ${numbers(n)} anrufen; Nummern dürfen weiter kommen und gehen. Ab jetzt stehen Zeitzone, erster Tag, Leitungen und Abläufe fest. ${webhooks(receivers)}`,
      },
      nothing:
        'Sie hat noch keine Nummern, und später lassen sich keine hinzufügen: Sie liefe ohne einen Anruf bis zum letzten Tag. Fügen Sie erst Nummern hinzu oder machen Sie sie dynamisch.',
    },
    pause: {
      label: 'Anhalten',
      title: (name) => `${name} anhalten?`,
      done: 'Die Kampagne ist angehalten.',
      help: (n, receivers) =>
        `Ihr Dialer beginnt keine Anrufe mehr; laufende enden von selbst. ${count(n, 'Nummer wartet', 'Nummern warten')}, bis sie fortgesetzt wird. ${webhooks(receivers)}`,
    },
    resume: {
      label: 'Fortsetzen',
      title: (name) => `${name} fortsetzen?`,
      done: 'Die Kampagne ist wieder aktiv.',
      help: (n, receivers) =>
        `Ihr Dialer macht mit dem Rest weiter: ${count(n, 'Nummer ist', 'Nummern sind')} offen. ${webhooks(receivers)}`,
    },
    cancel: {
      label: 'Kampagne abbrechen',
      title: (name) => `${name} endgültig abbrechen?`,
      done: 'Die Kampagne wurde abgebrochen.',
      help: (n, receivers) =>
        `Sie endet jetzt und lässt sich nicht fortsetzen: ${count(n, 'offene Nummer wird', 'offene Nummern werden')} nicht mehr angerufen. Ihre Ereignisse und Anrufe bleiben im Protokoll. ${webhooks(receivers)}`,
    },
    archive: {
      label: 'Archivieren',
      title: (name) => `${name} archivieren?`,
      done: 'Die Kampagne wurde archiviert.',
      help: (n) =>
        `Sie verlässt die Liste und lässt sich nicht mehr ändern. Ihre ${numbers(n)}, Ereignisse und Anrufe bleiben; Empfänger erfahren davon nichts.`,
    },
  },
  keep: 'Behalten',
  isOver: 'Ihr letzter Tag ist in ihrer Zeitzone vorbei. Setzen Sie erst einen späteren.',

  steps: {
    title: 'Noch keine Kampagnen',
    help: 'Eine Kampagne ruft eine Liste von Nummern an und führt mit jedem, der abhebt, einen Ablauf aus. Offhook verwaltet sie und meldet alles Ihren Empfängern; die Anrufe macht Ihr Dialer. In dieser Reihenfolge wird sie eingerichtet:',
    done: 'erledigt',
    phoneSystem: 'Telefonanlage',
    phoneSystemHelp: 'Womit Ihr Dialer wählt, und ihre Nebenstellen.',
    callflow: 'Ablauf',
    callflowHelp: 'Was ein Mensch oder eine Maschine zu hören bekommt.',
    campaign: 'Kampagne',
    campaignHelp: 'Wann, wie oft und in welcher Zeitzone. Sie beginnt als Entwurf.',
    numbers: 'Nummern und Webhook',
    numbersHelp:
      'Laden Sie auf ihrer Seite eine CSV hoch, wählen Sie, wer davon erfährt, und aktivieren Sie.',
    needsPhoneSystem: 'Braucht eine Telefonanlage.',
  },

  numbers: {
    number: 'Nummer',
    numberHelp: 'Mit Landesvorwahl, etwa +49 30 23125042.',
    variables: 'Variablen',
    state: 'Zustand',
    attempts: 'Versuche',
    lastResult: 'Letztes Ergebnis',
    lastCalled: 'Zuletzt angerufen',
    retryAt: 'Wieder um',
    search: 'Suche',
    searchHelp: 'Teil von Nummer oder Variable',
    add: 'Nummer hinzufügen',
    addAction: 'Hinzufügen',
    added: (number) => `${number} wurde hinzugefügt.`,
    duplicate: (number) => `Die Kampagne hat ${number} schon.`,
    callsOf: (number) => `Anrufe bei ${number}`,
    remove: 'Entfernen',
    removeOne: (number) => `${number} entfernen`,
    removeTitle: (number) => `${number} entfernen?`,
    removeHelp: 'Sie verlässt die Kampagne und wird nicht angerufen. Geführte Anrufe bleiben im Protokoll.',
    removed: 'Die Nummer wurde entfernt.',
    empty: 'Noch keine Nummern',
    emptyHelp:
      'Laden Sie eine CSV mit Kopfzeile hoch oder fügen Sie Nummern von Hand hinzu. Die Kopfzeile dieser Kampagne sieht so aus:',
    emptyFixed: 'Diese Kampagne hat keine Nummern',
    fixed: {
      archived: 'Die Kampagne ist archiviert: Ihre Nummern bleiben, wie sie sind.',
      canceled: 'Die Kampagne wurde abgebrochen: Ihre Nummern bleiben, wie sie sind.',
      finished: 'Die Kampagne ist beendet: Ihre Nummern bleiben, wie sie sind.',
      static:
        'Die Nummern einer statischen Kampagne stehen fest, sobald sie aktiviert wurde: Keine kann dazukommen oder wegfallen. Eine dynamische nimmt Nummern, während sie läuft.',
    },
  },

  upload: {
    action: 'CSV hochladen',
    title: 'Nummern hochladen',
    help: 'Eine CSV mit Kopfzeile. Eine Spalte ist die Nummer, mit Landesvorwahl; die übrigen gehen an die Variablen gleichen Namens. Zeilen mit falscher Nummer werden abgelehnt, die anderen hinzugefügt.',
    takesVariables: 'Diese Kampagne hat noch keine Variablen: Sie nimmt die der Datei.',
    file: 'CSV-Datei',
    choose: 'Datei wählen',
    column: 'Spalte der Nummer',
    columnHelp:
      'Bleibt das Feld leer, wird sie am Namen erkannt (number, phone, Rufnummer, …), sonst gilt die erste Spalte.',
    start: 'Hochladen',
    stop: 'Upload abbrechen',
    example: 'Beispiel',
    exampleLabel: 'Beispieldatei',
    download: 'Beispiel herunterladen',
    exampleName: 'nummern.csv',
    exampleNumber: 'Rufnummer',
    exampleValue: (name) => `${name} 1`,
    separator: ';',
    sent: (sent, all) => `${sent} von ${all} gesendet`,
    rowsRead: (n) => `${count(n, 'Zeile', 'Zeilen')} gelesen`,
    reading: 'Alles ist gesendet; die übrigen Zeilen werden gelesen.',
    noFile: 'Wählen Sie erst eine Datei.',
    failed: 'Nichts wurde hinzugefügt',
    completed: (added) => `${count(added, 'Nummer wurde', 'Nummern wurden')} hinzugefügt.`,
    leftOut: (refused, duplicates) =>
      `${count(refused, 'Zeile wurde', 'Zeilen wurden')} abgelehnt, ${count(duplicates, 'war doppelt', 'waren doppelt')}.`,
    ignored: (names) => `Spalten ohne Variable blieben weg: ${names}.`,
    report: 'Abgelehnte Zeilen zeigen',
    another: 'Weitere Datei',
    again: 'Neu wählen',
    stopped: 'Der Upload wurde abgebrochen. Nichts wurde hinzugefügt.',
    stopping: 'Er wird abgebrochen…',
    dontLeave: 'Lassen Sie dieses Fenster offen, bis alles gesendet ist.',
  },

  imports: {
    title: 'Uploads',
    started: 'Begonnen',
    status: 'Status',
    statuses: { running: 'Läuft', completed: 'Fertig', failed: 'Gescheitert' },
    rows: 'Zeilen',
    added: 'Hinzugefügt',
    refused: 'Abgelehnt',
    duplicates: 'Doppelt',
    report: 'Abgelehnte Zeilen',
    reportOf: (when) => `Abgelehnte Zeilen des Uploads von ${when}`,
  },

  report: {
    title: 'Abgelehnte Zeilen',
    help: 'Die Zeilen zählen wie in einer Tabelle; die Kopfzeile ist Zeile 1. Nur die ersten 10.000 bleiben.',
    row: 'Zeile',
    value: 'Wert',
    reason: 'Grund',
    none: 'Keine Zeile wurde abgelehnt',
    noneHelp: 'Jede Zeile dieser Datei wurde zu einer Nummer.',
    download: 'Als CSV herunterladen',
    fileName: 'abgelehnte-zeilen.csv',
  },

  behavior: {
    title: 'Webhooks, die davon erfahren',
    help: 'Sie hören von jeder Änderung dieser Kampagne und von jedem ihrer Anrufe. Gezeigt sind Webhooks, die für Kampagnen gemacht sind, in einem Dialekt, der von ihnen berichtet. Die Wahl lässt sich jederzeit ändern.',
    none: 'Noch kein Webhook für Kampagnen',
    noneHelp: 'Legen Sie einen an: Er ist sofort für diese Kampagne gewählt.',
    create: 'Webhook für diese Kampagne anlegen',
    save: 'Auswahl speichern',
    saved: 'Die Auswahl wurde gespeichert.',
    wide: 'Erfahren von jeder Kampagne',
    wideHelp: 'Diese hängen am ganzen Konto und hören ohnehin von dieser Kampagne.',
    others: (n) =>
      `${count(n, 'anderer Webhook passt', 'andere Webhooks passen')} nicht: für Agenten oder Kanäle gemacht, oder in einem Dialekt, der nicht von Kampagnen berichtet.`,
  },

  phoneSystems: {
    help: 'Womit Kampagnen wählen: eine Telefonanlage und ihre Nebenstellen.',
    create: 'Telefonanlage anlegen',
    createTitle: 'Eine Telefonanlage anlegen',
    editTitle: (name) => `${name} bearbeiten`,
    empty: 'Noch keine Telefonanlagen',
    emptyHelp:
      'Eine Kampagne wählt über eine Nebenstelle einer Telefonanlage. Benennen Sie beide so, wie Ihr Dialer sie kennt.',
    extensions: 'Nebenstellen',
    extensionsHelp: 'Die Leitungen, mit denen Kampagnen wählen. Benutzte lassen sich nicht entfernen.',
    extensionName: 'Name der Nebenstelle',
    add: 'Nebenstelle hinzufügen',
    remove: (name) => `Nebenstelle ${name} entfernen`,
    saved: 'Die Telefonanlage wurde gespeichert.',
    archive: 'Archivieren',
    archiveTitle: (name) => `${name} archivieren?`,
    archiveHelp:
      'Neue Kampagnen können sie nicht mehr wählen. Kampagnen, die vorbei sind, behalten ihren Namen.',
    archived: 'Die Telefonanlage wurde archiviert.',
    needsExtension: 'Geben Sie ihr mindestens eine Nebenstelle.',
    menu: (name) => `Aktionen für ${name}`,
  },

  callflows: {
    help: 'Was mit jedem geschieht, der abhebt. Die Schritte sind Namen für Ihre Empfänger; ausgeführt werden sie von Ihrem Dialer.',
    create: 'Ablauf anlegen',
    createTitle: 'Einen Ablauf anlegen',
    editTitle: (name) => `${name} bearbeiten`,
    empty: 'Noch keine Abläufe',
    emptyHelp: 'Ein Ablauf ist, was ein Mensch oder eine Maschine zu hören bekommt, Schritt für Schritt.',
    actions: 'Schritte',
    actionsHelp: 'In der Reihenfolge, in der sie ablaufen.',
    actionName: 'Name des Schritts',
    actionType: 'Art des Schritts',
    add: 'Schritt hinzufügen',
    remove: (name) => `Schritt ${name} entfernen`,
    up: (name) => `${name} nach oben`,
    types: {
      textPrompt: 'Text vorlesen',
      wavPrompt: 'Aufnahme abspielen',
      dtmfInput: 'Tasten abfragen',
      transferCall: 'Anruf weitergeben',
      dropCall: 'Anruf beenden',
    },
    noActions: 'keine Schritte',
    saved: 'Der Ablauf wurde gespeichert.',
    archive: 'Archivieren',
    archiveTitle: (name) => `${name} archivieren?`,
    archiveHelp:
      'Neue Kampagnen können ihn nicht mehr wählen. Kampagnen, die vorbei sind, behalten seinen Namen.',
    archived: 'Der Ablauf wurde archiviert.',
    menu: (name) => `Aktionen für ${name}`,
  },
}
