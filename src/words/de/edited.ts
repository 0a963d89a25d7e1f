import type { Table } from '../en/table.ts';

export const edited: Table['edited'] = {
  label: 'Änderungen',
  change: (text) => `Änderung: ${text}`,
  what: { add: 'dazu', remove: 'weg', rename: 'umbenannt' },
  replaces: (files) => `ersetzt ${files}`,
  andMore: (changes) => `und ${changes}`,
  before: (size) => `vorher: ${size}`,
  listKept: (list, lines) => `${list}: ${lines} angepasst`,
  signatureLost: (signature) => `${signature} ist dafür keine gültige Signatur mehr`,
  bootsAsBefore: 'Start: wie vorher',
  bootsOtherwise: (firmware, medium, before, after) =>
    `Der Start ändert sich: ${firmware}, ${medium}: vorher: ${before}, jetzt: ${after}`,
};
