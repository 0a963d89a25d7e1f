import type { Table } from '../en/table.ts';

export const inside: Table['inside'] = {
  agreeing: { one: 'Datei stimmt', other: 'Dateien stimmen' },
  differing: { one: 'weicht ab', other: 'weichen ab' },
  missing: { one: 'fehlt', other: 'fehlen' },
  notUnderstood: { one: 'Zeile ist unverständlich', other: 'Zeilen sind unverständlich' },
  filesDiffer: { one: 'Datei weicht ab', other: 'Dateien weichen ab' },
  filesMissing: { one: 'Datei fehlt', other: 'Dateien fehlen' },
  label: 'darin',
  differs: (path, expected, found) => `${path} weicht ab: ${expected} erwartet, ${found} gefunden`,
  unreadable: (path, problem) => `${path} ist nicht lesbar: ${problem}`,
  isMissing: (path) => `${path} fehlt`,
  more: (files) => `und ${files}`,
  linesNotUnderstood: (lines) => `unverständlich: Zeile ${lines}`,
  and: ' und ',
  isNotThere: (path) => `${path} fehlt`,
  shouldHave: (path, expected, found) => `${path} sollte ${expected} haben, hat aber ${found}`,
  wrong: (list, image, counts, first) => `Laut ${list} in ${image}: ${counts}; ${first}.`,
};
