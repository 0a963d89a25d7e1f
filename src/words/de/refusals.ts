import type { Table } from '../en/table.ts';

type Refusals = Table['refusals'];

const reasons: Refusals['reasons'] = {
  'system-mount': (f) => `dieses System läuft davon: ${f.at} liegt auf ${f.place}`,
  'started-from': (f) => `das Medium, von dem dies läuft: ${f.place}`,
  'system-hidden': (f) => `dieses System läuft davon: ${f.fsType} auf ${f.place} wird unter / benutzt`,
  'boot-mount': (f) => `dieses System wurde davon gestartet: ${f.at} liegt auf ${f.place}`,
  mounted: (f) => `eingehängt unter ${f.at}`,
  'mounted-elsewhere': (f) => `${f.fsType} auf ${f.place} ist eingehängt, wo es von hier nicht zu sehen ist`,
  swap: (f) => `Auslagerungsspeicher auf ${f.place} in Gebrauch`,
  raid: (f) => `${f.place} gehört zum RAID ${f.name}`,
  lvm: (f) => `${f.place} gehört zu LVM (${f.name})`,
  luks: (f) => `${f.place} ist verschlüsselt und geöffnet als ${f.name}`,
  'in-use': (f) => `${f.place} wird von ${f.name} benutzt`,
  'raid-content': (f) => `${f.place} ist Teil eines RAID (${f.fsType})`,
  'zfs-content': (f) => `${f.place} gehört zu einem ZFS-Pool`,
  'other-content': (f) => `${f.place} gehört zu ${f.fsType}`,
  'loop-stands-for-it': (f) =>
    `das Loop-Gerät ${f.name}, das darauf beruht; zuerst lösen: losetup -d /dev/${f.name}`,
  'never-touch': (f) => `auf der Liste geschützter Laufwerke (Seriennummer ${f.serial})`,
  'never-touch-unreadable': (f) => `die Liste geschützter Laufwerke ist nicht lesbar: ${f.problem}`,
  'no-disc': (_f) => 'keine Disc eingelegt',
  'no-medium': (_f) => 'kein Medium eingelegt',
  optical: (_f) => 'Discs werden gebrannt, mit isowright burn',
  'read-only': (f) => `${f.name} ist schreibgeschützt`,
  zoned: (f) => `ein Laufwerk mit Zonen (${f.zoned}) nimmt kein Abbild auf`,
  'is-source': (_f) => 'es ist die Quelle selbst',
  'stands-for-source': (f) => `es ist die Quelle: ${f.name} steht für ${f.path}`,
  'has-source': (f) => `die Quelle liegt darauf: ${f.path} ist auf ${f.place}`,
  'too-small': (f) =>
    f.isSame
      ? `um ${f.missing} Bytes zu klein: ${f.need} nötig`
      : `zu klein: ${f.have}, nötig sind ${f.need}`,
  'not-supported-here': (_f) => 'auf diesem System kann noch nicht auf Laufwerke geschrieben werden',
  'no-answer': (_f) => 'das Laufwerk antwortet nicht',
  'no-regular-file': () => 'es ist keine gewöhnliche Datei, und --file-target nimmt nur solche',
  'no-drive': (_f) => 'es ist kein Laufwerk',
  'no-burner': (_f) => 'es ist kein Laufwerk, das Discs brennt',
  'no-whole-drive': (f) => `${f.name} ist kein ganzes Laufwerk`,
  'part-of-drive': (f) => `${f.name} ist ein Teil von /dev/${f.drive}: das ganze Laufwerk angeben`,
  'not-openable': (f) => `es lässt sich nicht öffnen: ${f.errno}`,
  'locked-by-job': (_f) => 'ein anderes Ziel dieses Auftrags oder ein anderer Auftrag',
  'written-by-job': (f) =>
    `isowright beschreibt es gerade (Auftrag ${f.job}${f.percent === undefined ? '' : `, ${f.percent} %`})`,
  'same-in-use': (f) => `${f.name}, dasselbe Laufwerk unter anderem Namen und in Gebrauch`,
};

const warnings: Refusals['warnings'] = {
  'larger-than-128-gb': (f) => `größer als 128 GB: ${f.size}`,
  'not-removable': (f) => `fest eingebaut${f.transport === '' ? '' : ` (${f.transport})`}`,
  'no-serial': (_f) => 'ohne Seriennummer: nur an der Größe zu erkennen',
  'not-empty': (f) => `nicht leer: ${f.contents}`,
  unreadable: (f) => `Inhalt nicht lesbar (${f.errno}): womöglich ist das Laufwerk defekt`,
};

const trust: Refusals['trust'] = {
  'too-many-links': (_f) => 'es ist einer von zu vielen Verweisen',
  'not-there': (_f) => 'es existiert nicht',
  'of-another': (f) => `es gehört dem Benutzer ${f.userId}, der weder root noch der Aufrufende ist`,
  'others-write': (f) => `andere dürfen hineinschreiben (Modus ${f.mode})`,
};

export const refusals: Refusals = {
  reasons,
  warnings,
  trust,
  alsoNamed: (reason, drive) => `${reason}, und ${drive} ist dasselbe Laufwerk unter anderem Namen`,
  andPlace: (first, second) => `${first}, ${second}`,
  andPlaces: (first, second, more) =>
    `${first}, ${second} und ${more} ${more > 1 ? 'weiteren Stellen' : 'weiteren Stelle'}`,
  andMore: (names, more) => `${names} und ${more} weitere`,
};
