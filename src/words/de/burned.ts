import type { KindWords } from '../kind-words.ts';
import { discsLeft } from './drives-left.ts';

export const burn: KindWords = {
  title: 'Brennen',
  about: 'ein Abbild (oder einen Ordner) auf Discs brennen, zurückgelesen und verglichen',
  done: () => 'Gebrannt und geprüft',
  proved: 'enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
  proof: ({ verify }) =>
    verify
      ? 'die abgeschlossene Disc wird ganz zurückgelesen und verglichen'
      : 'entfällt: Die Disc ist nicht geprüft',
  would: ({ source }) => `${source?.path ?? ''} brennen`,
  lookedAt: ({ source }) => (source?.kind === 'folder' ? 'der Ordner' : 'das Abbild'),
  stopped: discsLeft,
  next: () => ['Um die Disc ein andermal wieder zu vergleichen: isowright verify IMAGE DRIVE'],
  overwrittenWith: ({ source }) => source?.path ?? '',
};
