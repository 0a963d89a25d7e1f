import type { Table } from '../en/table.ts';

const codes: Table['notes']['codes'] = {
  stopping: () => 'wird angehalten',
  paused: () => 'pausiert',
  resumed: () => 'wird fortgesetzt',
  'attributes-unknown': () =>
    'nach erweiterten Attributen und Zugriffslisten wurde nicht gesucht: getfattr ist nicht installiert (Paket attr)',
  'left-apart': (_target, path, text) => `${path} bleibt weg: ${text ?? ''}`,
  'read-back-cached': (target) =>
    `${target} wurde über den Zwischenspeicher des Systems zurückgelesen, was weniger beweist`,
  'partition-table-not-reread': (target) =>
    `das System hat die neue Partitionstabelle von ${target} noch nicht gelesen: abziehen und wieder anstecken`,
  'checksum-file-matches': (_target, path, text) =>
    text ?? `die Quelle passt zu ihrer Prüfsummendatei ${path}`,
  'receipt-written': (_target, path) => `der Beleg ist in ${path}`,
  'receipt-not-written': (_target, _path, text) =>
    `es gibt keinen Beleg: ${text ?? 'er ließ sich nicht schreiben'}`,
  'receipt-other-drive': (target) =>
    `${target} ist kein Laufwerk, das der Beleg nennt; seine Bytes werden trotzdem verglichen`,
  'content-not-kept': (target) => `der vollständige Test überschreibt alles auf ${target}`,
  'content-not-put-back': (target, _path, text) =>
    `der Test konnte nicht alles auf ${target} zurückschreiben; es ist aufbewahrt: isowright undo ${text ?? ''}`,
  'capacity-tested': (target, _path, text) =>
    `${target} behielt, was geschrieben wurde: ${text ?? 'alle Teststellen'}`,
  'capacity-false': (target) => `${target} fasst nicht, was es angibt`,
  'undo-not-kept': (target) =>
    `was jetzt auf ${target} ist, ließ sich nicht aufbewahren: Das lässt sich nicht rückgängig machen`,
  'source-truncated': (_target, path, text) => `${path}: ${text ?? ''}`,
  'sector-size-differs': (target, _path, text) => `${target}: ${text ?? ''}`,
  'left-over-removed': (_target, path) =>
    `${path} entfernt: von einem abgebrochenen Auftrag liegen geblieben`,
  'old-table-wiped': (target) =>
    `die zweite Kopie einer alten Partitionstabelle (GPT) am Ende von ${target} wurde gelöscht`,
  'will-not-start': (_target, path) =>
    `${path} wird von diesem Laufwerk nicht starten: Es startet nur von CD oder DVD`,
  'block-map': (_target, _path, text) =>
    `eine Blockliste sagt, wo Daten sind: ${text} des Abbilds müssen auf das Laufwerk`,
  'block-map-leaves-out': (_target, _path, text) =>
    `die Blockliste lässt ${text} aus, die Daten enthalten: Sie zählen wie alle anderen`,
  'block-map-refused': (_target, path, text) =>
    `die Blockliste ${path} wird nicht benutzt, also zählt jedes Byte: ${text ?? ''}`,
  discarding: (target) => `der Inhalt von ${target} wird verworfen`,
  discarded: (target, _path, text) =>
    text === 'zeros'
      ? `der Inhalt von ${target} ist verworfen und liest sich als Nullen: Nullen müssen nicht geschrieben werden`
      : `der Inhalt von ${target} ist verworfen, liest sich aber nicht als Nullen: Alles wird geschrieben`,
  'not-discarded': (target, _path, text) =>
    `der Inhalt von ${target} ließ sich nicht verwerfen, also wird alles geschrieben: ${text ?? ''}`,
  unmounted: (target, path) => `${path} wurde von ${target} ausgehängt`,
  'sleep-not-inhibited': () => 'der Computer könnte währenddessen einschlafen: Halten Sie ihn wach',
  stalled: (target) => `${target} antwortet seit 10 s nicht; nach zwei Minuten wird es aufgegeben`,
  'output-lost': (_target, path) => `${path} nimmt nichts mehr an; mit den anderen geht es weiter`,
  'table-moved': (target) => `die Partitionstabelle von ${target} reicht jetzt bis zum Ende des Laufwerks`,
  'medium-gone': (_target, path) =>
    `${path} ist weg: Stecken Sie es wieder ein, wo auch immer, dann geht es weiter`,
  'medium-back': (_target, path) => `es ist als ${path} wieder da: Das Lesen geht weiter`,
  'drive-failing': (_target, path, text) =>
    `${path} geht kaputt, wie das Laufwerk selbst meldet (SMART${text ? `: ${text}` : ''}): Benutzen Sie es für nichts anderes mehr`,
  'drive-weak': (_target, path, text) =>
    `${path} verliert Sektoren, wie das Laufwerk selbst meldet (SMART: ${text ?? ''})`,
  'medium-mounted': (_target, path, text) =>
    `${path} ist zum Schreiben eingehängt (${text ?? ''}): Was sich beim Lesen ändert, kann im Abbild unstimmig sein; sauber wird es ausgehängt`,
  'disc-step': (target, _path, text) => `${target}: ${text ?? ''}`,
  'output-little-room': (_target, path, text) => `${path} passt vielleicht nicht: ${text ?? ''}`,
  'medium-rest': (_target, path, text) => `${path} wird nicht ganz gelesen: ${text ?? ''}`,
  'answers-again': (target) => `${target} antwortet wieder`,
  'left-behind': (target) => `${target} ist viel langsamer als die anderen und macht allein weiter`,
  repaired: (target, _path, text) =>
    `${target}: ${text ?? 'ein Abschnitt'} war zuerst falsch, wurde neu geschrieben und ist jetzt richtig`,
};

export const notes: Table['notes'] = {
  codes,
  health: {
    pending: (sectors) => `zurzeit unlesbare Sektoren: ${sectors}`,
    lost: (sectors) => `als unlesbar gefundene Sektoren: ${sectors}`,
    mediaErrors: (errors) => `nicht mehr lieferbare Daten: ${errors}`,
    replaced: (sectors) => `ersetzte Sektoren: ${sectors}`,
  },
  stretch: (length, atByte) => `${length} bei ${atByte}`,
  theTarget: 'das Ziel',
  wholeSurface: 'die ganze Oberfläche',
  testPlaces: (places) => `${places} Stellen`,
  atLeast: (rate) => `mindestens ${rate}`,
  wrapShare: (share) => `${share} der Größen, bei denen es wieder von vorn beginnen könnte`,
  onlyFirst: (size, what) => `nur die ersten ${size} wurden entpackt: ${what} nicht angesehen`,
  bootImagesBehind: 'Startabbilder oder Partitionen dahinter wurden',
  restBehind: 'was dahinter liegt, wurde',
};
