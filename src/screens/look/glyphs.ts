import type { MediumCell } from '../../words/progress/medium-map.ts';

/** Which characters a terminal can show: a modern one, the Linux console's own font, a serial line. */
export type GlyphSet = 'utf8' | 'cp437' | 'ascii';

export interface Glyphs {
  readonly arrow: string;
  readonly dots: string;
  readonly none: string;
  readonly rule: string;
  /** Arrows for the keys up and down; undefined: they are called by a word. */
  readonly upDown: string | undefined;
  /** Bar cells from almost empty to full; the last one is full. */
  readonly bar: readonly string[];
  readonly barRest: string;
  /** From slow to fast. */
  readonly spark: readonly string[];
  readonly map: {
    readonly left: string;
    readonly busy: string;
    readonly media: string;
    readonly proved: string;
    readonly bad: string;
  };
  /** Of partitions: neighbours differ; and what belongs to none. */
  readonly parts: { readonly even: string; readonly odd: string; readonly free: string };
  /** Of a medium that is read. */
  readonly medium: { readonly [C in MediumCell]: string };
}

const ascii: Glyphs = {
  arrow: '->',
  dots: '...',
  none: '-',
  rule: '-',
  upDown: undefined,
  bar: ['#'],
  barRest: '.',
  spark: ['_', '.', '-', '=', '+', '*', '#', '@'],
  parts: { even: '#', odd: '=', free: '.' },
  map: { left: '.', busy: '-', media: '+', proved: '#', bad: 'X' },
  medium: { left: '.', slow: '~', failed: '/', bad: 'X', read: '+', proved: '#', here: '@' },
};

/** Each glyph is one column wide in every terminal that was tried; no emoji, no ambiguous width that mattered. */
export const glyphSets: { readonly [G in GlyphSet]: Glyphs } = {
  ascii,
  cp437: {
    ...ascii,
    rule: '─',
    bar: ['█'],
    barRest: '░',
    spark: ['░', '▒', '▓', '█'],
    parts: { even: '█', odd: '▒', free: '░' },
    map: { left: '░', busy: '▒', media: '▓', proved: '█', bad: 'X' },
    medium: { left: '░', slow: '▒', failed: '/', bad: 'X', read: '▓', proved: '█', here: '@' },
  },
  utf8: {
    arrow: '→',
    dots: '…',
    none: '–',
    rule: '─',
    upDown: '↑↓',
    bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
    barRest: ' ',
    spark: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    parts: { even: '█', odd: '▒', free: '·' },
    map: { left: '□', busy: '▒', media: '■', proved: '█', bad: 'X' },
    medium: { left: '□', slow: '▒', failed: '/', bad: 'X', read: '■', proved: '█', here: '@' },
  },
};
