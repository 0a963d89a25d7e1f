import type { Table } from '../../en/table.ts';

export const jobs: Table['screens']['jobs'] = {
  question: 'Welcher Auftrag?',
  reading: 'Die Liste der Aufträge wird gelesen...',
  none: 'Noch keine. Aufträge von root sieht root: sudo isowright',
  stateColumns: 11,
  looksAtUndo: 'u zeigt, was sich wiederherstellen lässt.',
  isPaused: 'Er ist in Pause. Enter zeigt ihn, und mit p geht er weiter.',
  isRunning: 'Enter zeigt ihn mit seinem ganzen Verlauf. Er läuft ohne Sie weiter.',
  noLastWord: 'Er endete ohne Bericht.',
  canGoOn: 'Er endete ohne Bericht. Enter setzt ihn fort.',
  goesOn: 'c setzt ihn fort: Das Laufwerk wird zuerst wieder gesucht und geprüft.',
  showsReport: 'Enter zeigt seinen Bericht.',
  readingAgain: 'Die Liste der Aufträge wird erneut gelesen.',
  noneHere: 'Hier ist kein Auftrag.',
  notThere: 'Diesen Auftrag gibt es nicht mehr.',
  runsAlready: 'Er läuft schon: Enter zeigt ihn.',
  cameToEnd: 'Er ist vollständig: Es gibt nichts fortzusetzen.',
  verifiedOnly: 'Eine Prüfung lässt sich nicht fortsetzen: neu beginnen.',
  nothingOnTarget: 'Nichts davon ist auf einem Ziel: neu beginnen.',
  stopFirst: 'Er läuft noch: zuerst anhalten.',
  wroteNothing: 'Er schrieb auf kein Laufwerk: nichts wiederherzustellen.',
};
