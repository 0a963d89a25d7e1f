import type { Table } from '../en/table.ts';

export const discs: Table['discs'] = {
  states: {
    blank: 'leer',
    appendable: 'begonnen, nimmt mehr auf',
    rewritable: 'enthält etwas, das gelöscht wird',
    closed: 'abgeschlossen',
  },
  fits: (size) => `${size} passen darauf`,
  canGoOn: 'unterbrochen lässt es sich fortsetzen',
  isLost: 'unterbrochen ist verloren, was gebrannt wurde',
  steps: {
    blank: (isFull) => (isFull ? 'ganz löschen' : 'löschen'),
    format: 'formatieren',
    speed: (kBps) => `Geschwindigkeit einstellen: ${kBps} kB/s`,
    parameters: {
      packet: 'in Paketen schreiben',
      'track-at-once': 'eine Spur in einem Zug schreiben',
      'session-at-once': 'alles in einem Zug schreiben',
    },
    layerBreak: (size) => `Wechsel der Schicht festlegen: nach ${size}`,
    calibrate: 'Stärke des Lasers finden',
    reserve: 'Spur reservieren',
    'cue-sheet': 'Aufbau mitteilen',
    'end-format': 'das Formatieren dahinter beenden',
    flush: 'warten, bis alles auf der Disc ist',
    close: { track: 'Spur abschließen', session: 'Sitzung abschließen', disc: 'Disc abschließen' },
  },
};
