import type { Saying } from '../en/sayings.ts'

const statuses: Record<string, string> = {
  draft: 'ein Entwurf',
  active: 'aktiv',
  paused: 'angehalten',
  canceled: 'abgebrochen',
  finished: 'beendet',
}
const status = (word = '') => statuses[word] ?? word

/** Was der Server auf Englisch sagt, auf Deutsch. Was hier fehlt, bleibt, wie er es sagt. */
export const sayings: readonly Saying[] = [
  // Nummern, im Feld und im Bericht eines Uploads.
  [/^(?:the number )?is empty$/, () => 'Die Nummer ist leer.'],
  [/^(?:the number )?is not a phone number$/, () => 'Das ist keine Telefonnummer.'],
  [/^(?:the number )?has no country code$/, () => 'Der Nummer fehlt die Landesvorwahl.'],
  [
    /^(?:the number )?is too short for a number with a country code$/,
    () => 'Für eine Nummer mit Landesvorwahl ist das zu kurz.',
  ],
  [/^(?:the number )?has more than 15 digits$/, () => 'Die Nummer hat mehr als 15 Ziffern.'],
  [
    /^(?:the number )?was cut to scientific notation.*$/,
    () =>
      'Ein Tabellenprogramm hat Ziffern abgeschnitten. Stellen Sie die Spalte auf Text und exportieren Sie neu.',
  ],
  [/^the campaign has this number already$/, () => 'Die Kampagne hat diese Nummer schon.'],
  [
    /^the variable “(.*)” has more than \d+ characters$/,
    (name) => `Die Variable „${name}“ hat mehr als 10.000 Zeichen.`,
  ],

  // Hochgeladene Dateien.
  [/^The file is empty\.$/, () => 'Die Datei ist leer.'],
  [
    /^The file holds binary data; .+$/,
    () => 'Die Datei ist kein Text. Speichern Sie sie als CSV und laden Sie diese hoch.',
  ],
  [
    /^The file is a ZIP or an Excel workbook .+$/,
    () =>
      'Die Datei ist ein ZIP oder eine Excel-Mappe (.xlsx). Speichern Sie sie als CSV und laden Sie diese hoch.',
  ],
  [
    /^The file is compressed with gzip; .+$/,
    () => 'Die Datei ist mit gzip gepackt. Laden Sie sie ungepackt hoch.',
  ],
  [
    /^The file is an old Excel workbook .+$/,
    () => 'Die Datei ist eine alte Excel-Mappe (.xls). Speichern Sie sie als CSV und laden Sie diese hoch.',
  ],
  [/^The file is a PDF, not a CSV\.$/, () => 'Die Datei ist ein PDF und kein CSV.'],
  [
    /^The file mixes UTF-8 with another encoding; .+$/,
    () => 'Die Datei mischt UTF-8 mit einer anderen Kodierung. Speichern Sie sie als CSV in UTF-8.',
  ],
  [
    /^The header row is longer than .+$/,
    () => 'Die Kopfzeile ist zu lang: Das ist kein CSV mit einer Kopfzeile.',
  ],
  [/^The CSV cannot be read: .+$/, () => 'Das CSV lässt sich nicht lesen.'],
  [
    /^The header row has no column for the variable (.+)\.$/,
    (names) => `In der Kopfzeile fehlt die Spalte für die Variable ${names}.`,
  ],
  [/^The header row has no column “(.*)”\.$/, (name) => `In der Kopfzeile gibt es keine Spalte „${name}“.`],
  [/^The header row has the column “(.*)” twice\.$/, (name) => `Die Spalte „${name}“ steht zweimal da.`],
  [/^The header row has more than 100 columns\.$/, () => 'Die Kopfzeile hat mehr als 100 Spalten.'],
  [
    /^The first row must be a header row.*$/,
    () => 'Die erste Zeile muss eine Kopfzeile mit den Namen der Spalten sein.',
  ],
  [
    /^A row is longer than 1 MiB.*$/,
    () => 'Eine Zeile ist länger als 1 MiB: Ist ein Anführungszeichen offen geblieben?',
  ],
  [
    /^The file ends inside quotation marks.*$/,
    () => 'Die Datei endet in Anführungszeichen; eines ist offen geblieben.',
  ],
  [/^The upload broke off\. Nothing was added\.$/, () => 'Der Upload brach ab. Nichts wurde hinzugefügt.'],
  [
    /^Numbers of this campaign are being uploaded at the moment\..*$/,
    () => 'Gerade werden Nummern dieser Kampagne hochgeladen. Versuchen Sie es danach noch einmal.',
  ],
  [
    /^Too many files are being uploaded\..*$/,
    () => 'Zu viele Dateien werden gerade hochgeladen. Versuchen Sie es, wenn eine davon fertig ist.',
  ],
  [
    /^The body came too slowly: .+$/,
    () => 'Die Datei kam zu langsam an, deshalb wurde abgebrochen. Nichts wurde hinzugefügt.',
  ],
  [
    /^Offhook was stopped while the upload ran\. Nothing was added\.$/,
    () => 'Offhook wurde während des Uploads angehalten. Nichts wurde hinzugefügt.',
  ],
  [
    /^The campaign’s variables were changed during the upload\.$/,
    () => 'Die Variablen der Kampagne wurden während des Uploads geändert.',
  ],

  // Einstellungen einer Kampagne.
  [/^must be the id of one that exists$/, () => 'Wählen Sie etwas, das es gibt.'],
  [/^must not be before the start date .+$/, () => 'Darf nicht vor dem ersten Tag liegen.'],
  [/^must lie between 1970 and 9998$/, () => 'Muss zwischen 1970 und 9998 liegen.'],
  [/^is the id of another campaign$/, () => 'Diese ID hat schon eine andere Kampagne.'],
  [/^is no variable of the campaign$/, () => 'Diese Variable hat die Kampagne nicht.'],
  [/^must be different names$/, () => 'Die Namen müssen verschieden sein.'],
  [/^must be an IANA time zone.*$/, () => 'Muss eine IANA-Zeitzone sein, etwa Europe/Berlin.'],
  [/^is no phone system of this account.*$/, () => 'Diese Telefonanlage gibt es nicht mehr.'],
  [/^is no extension of this phone system$/, () => 'Diese Nebenstelle hat die Telefonanlage nicht.'],
  [/^is no callflow of this account.*$/, () => 'Diesen Ablauf gibt es nicht mehr.'],
  [
    /^can only be changed while the campaign is a draft$/,
    () => 'Lässt sich nur im Entwurf einer Kampagne ändern.',
  ],
  [
    /^cannot change while the campaign has numbers$/,
    () => 'Lässt sich nicht ändern, solange die Kampagne Nummern hat.',
  ],
  [/^must not be empty$/, () => 'Darf nicht leer sein.'],
  [/^is required$/, () => 'Fehlt noch.'],
  [/^must be at least (\S+)$/, (least) => `Mindestens ${least}.`],
  [/^must be at most (\S+)$/, (most) => `Höchstens ${most}.`],
  [/^must have at most (\d+) characters$/, (most) => `Höchstens ${most} Zeichen.`],
  [/^must have at most (\d+) \S+$/, (most) => `Höchstens ${most} Einträge.`],
  [/^must be text$/, () => 'Muss ein Text sein.'],
  [/^must be a list$/, () => 'Muss eine Liste sein.'],
  [/^must be an object$/, () => 'Muss ein Objekt sein.'],
  [/^must be true or false$/, () => 'Muss wahr oder falsch sein.'],
  [/^must be one of (.+)$/, (values) => `Muss eines davon sein: ${values}.`],
  [/^must be an RFC 3339 time.*$/, () => 'Muss ein Zeitpunkt nach RFC 3339 sein, etwa 2026-04-08T09:24:04Z.'],
  [/^must not contain the character U\+0000$/, () => 'Darf das Zeichen U+0000 nicht enthalten.'],
  [/^must be valid Unicode: .+$/, () => 'Muss gültiges Unicode sein.'],
  [/^is not a known field$/, () => 'Dieses Feld gibt es nicht.'],
  [/^must be a whole number$/, () => 'Muss eine ganze Zahl sein.'],
  [/^must be a number$/, () => 'Muss eine Zahl sein.'],
  [/^must be a calendar date.*$/, () => 'Muss ein Datum sein.'],
  [/^Some fields are not as they should be\.$/, () => ''],
  [/^The campaign’s settings cannot be used\.$/, () => ''],
  [/^No number was added\.$/, () => 'Nichts wurde hinzugefügt.'],

  // Was der Zustand nicht zulässt.
  [/^The campaign is archived\.$/, () => 'Die Kampagne ist archiviert.'],
  [/^The campaign is (\w+)\.$/, (word) => `Die Kampagne ist ${status(word)}.`],
  [
    /^The campaign is (\w+) and cannot be changed any more\.$/,
    (word) => `Die Kampagne ist ${status(word)} und lässt sich nicht mehr ändern.`,
  ],
  [
    /^The campaign is (\w+): its numbers stay as they are\.$/,
    (word) => `Die Kampagne ist ${status(word)}: Ihre Nummern bleiben, wie sie sind.`,
  ],
  [/^The campaign is (\w+); .+$/, (word) => `Die Kampagne ist inzwischen ${status(word)}.`],
  [
    /^A static campaign’s numbers are fixed .+$/,
    () => 'Die Nummern einer statischen Kampagne stehen fest, sobald sie aktiviert wurde.',
  ],
  [
    /^The campaign’s end date has passed .+$/,
    () => 'Der letzte Tag der Kampagne ist in ihrer Zeitzone vorbei. Setzen Sie erst einen späteren.',
  ],
  [
    /^The campaign has numbers with the variables it has now\.$/,
    () => 'Die Kampagne hat Nummern mit den jetzigen Variablen.',
  ],
  [/^The campaign “(.*)” runs this callflow\.$/, (name) => `Die Kampagne „${name}“ nutzt diesen Ablauf.`],
  [
    /^The campaign “(.*)” dials over this phone system\.$/,
    (name) => `Die Kampagne „${name}“ wählt über diese Telefonanlage.`,
  ],
  [
    /^The campaign “(.*)” dials with an extension left out\.$/,
    (name) => `Die Kampagne „${name}“ wählt mit einer Nebenstelle, die hier fehlt.`,
  ],

  // Wenn gerade zu viel los ist.
  [/^Too many large requests are being read\. .+$/, () => 'Gerade werden zu viele große Anfragen gelesen.'],
  [
    /^This took the database too long .+$/,
    () => 'Das dauerte der Datenbank zu lange und wurde abgebrochen. Suchen Sie enger.',
  ],
  [
    /^The database has no space left on its disk\. .+$/,
    () => 'Auf der Platte der Datenbank ist kein Platz mehr.',
  ],
  [
    /^The database cannot be reached or cannot write .+$/,
    () => 'Die Datenbank ist nicht erreichbar oder kann nicht schreiben.',
  ],
  [/^The body is larger than this endpoint takes\.$/, () => 'So viel nimmt Offhook hier nicht an.'],
]
