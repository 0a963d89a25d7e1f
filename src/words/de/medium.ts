import type { Table } from '../en/table.ts';

export const medium: Table['medium'] = {
  labels: {
    medium: 'Medium',
    missing: 'es fehlt',
    map: 'Karte',
    speed: 'Tempo',
    capture: 'Sicherung',
  },
  read: (path, size) => `${path}  ${size}`,
  notWanted: (size) => `was dahinter liegt (bis ${size}), war nicht gewünscht: --whole für alles`,
  rest: (kept, whole) =>
    `die Dateisysteme und Partitionen enden bei ${kept}; was danach kommt (bis ${whole}), bleibt weg: alles mit --whole`,
  littleRoom: (need, free) =>
    `dort können bis zu ${need} nötig sein, frei sind ${free}. Wird es voll, bleibt das Gelesene, und derselbe Befehl setzt fort: besser vorher Platz schaffen oder einen anderen Ordner wählen`,
  mounted: (places) =>
    `zum Schreiben eingehängt (${places}): was sich beim Lesen ändert, kann im Abbild unstimmig sein`,
  wasMounted: (places) =>
    `war zum Schreiben eingehängt (${places}): was sich beim Lesen änderte, kann im Abbild unstimmig sein`,
  readToEnd: 'Jeder Sektor bis zum Ende der Dateisysteme und Partitionen wurde gelesen',
  readableToEnd: 'Jeder Sektor bis zum Ende der Dateisysteme und Partitionen ist lesbar',
  sessions: (count) =>
    `die Disc hat ${count} Sitzungen: Geöffnet zeigt dieses Abbild die Dateien der ersten; eines, das die der letzten zeigt: --session ${count}`,
  missing: (size, places) => `${size} an ${places}`,
  atPlace: (place, size) => `${place}, ${size}`,
  speedAt: (place, bar, rate) => `${bar} ${rate} ab ${place}`,
  capture: {
    sound: (time) => `alles ist lesbar, in gleichmäßigem Tempo${time === undefined ? '' : `; etwa ${time}`}`,
    doubtful: (time) =>
      `alles ist lesbar, manches aber nur langsam oder beim zweiten Versuch: bald sichern${time === undefined ? '' : `; etwa ${time}`}`,
    damaged: (time) =>
      `es werden Sektoren fehlen${time === undefined ? '' : `; etwa ${time}, länger für das Beschädigte`}`,
    unknown: (time) =>
      `nicht alles wurde versucht${time === undefined ? '' : `; in diesem Tempo etwa ${time}`}`,
  },
  untried: 'noch nicht versucht',
  hits: (files) => `trifft ${files}`,
  hitsNothing: 'trifft keine Datei',
  more: (places) => `und ${places}; alle stehen in der Karte`,
  readBefore: 'Jeder Sektor ist gelesen; was ein früherer Lauf las, ist nicht bewiesen',
  errors: (count) => `Lesefehler: ${count}`,
  cannotRead: (place, size) => `nicht lesbar: ${place}, ${size}`,
};
