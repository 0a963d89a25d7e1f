import type { Table } from '../../en/table.ts';

export const confirm: Table['screens']['confirm'] = {
  undoWarning: 'Aufgehobenes überschreibt, was jetzt auf dem Laufwerk ist.',
  eraseOne: (drive) => `Alles auf ${drive} wird gelöscht.`,
  eraseMany: (count) => `Alles auf diesen ${count} Laufwerken wird gelöscht.`,
  everyName: 'den Namen jedes Laufwerks',
  everyNameAnd: (words) => `jeden Laufwerksnamen, dann ${words},`,
  looking: 'Die Laufwerke werden noch einmal angesehen...',
  stray: (word) => `${word} ist keines der gewählten Laufwerke.`,
  escape: 'Esc geht zurück. Noch ist nichts geändert.',
  type: 'Zum Starten ',
  toStart: ' eingeben:',
  typeToStart: (wanted) => `Zum Starten ${wanted} eingeben; Esc geht zurück.`,
  isNotIt: (typed, wanted) => `„${typed}“ ist es nicht. Zum Starten ${wanted} eingeben, oder mit Esc zurück.`,
  chooseFirst: 'Zuerst ein Laufwerk wählen.',
  strayCorrect: (word) => `${word} ist keines der gewählten Laufwerke. Bitte ändern.`,
  typeEvery: 'Den Namen jedes Laufwerks einmal eingeben; Esc geht zurück.',
};
