import { present } from '../../engine/contract/failure/present.ts';
import { t } from '../../words/language.ts';
import { type Cell, sectorMap } from '../../words/progress/sector-map.ts';
import { sparkLevels } from '../../words/progress/sparkline.ts';
import type { Progress } from '../../words/progress/state.ts';
import type { Glyphs } from '../look/glyphs.ts';
import type { Piece, Row, Tone } from './row.ts';

/** A bar of exactly so many columns. */
export function barText(fraction: number, columns: number, { bar, barRest }: Glyphs): string {
  const full = present(bar.at(-1));
  const steps = Math.floor(Math.min(1, Math.max(0, fraction)) * columns * bar.length);
  const whole = Math.floor(steps / bar.length);
  const part = steps % bar.length;
  const head = full.repeat(whole) + (part > 0 ? bar[part - 1] : '');
  return head + barRest.repeat(columns - whole - (part > 0 ? 1 : 0));
}

/** Recent speed, at most so many columns. */
export function sparkText({ samples }: Progress, columns: number, { spark }: Glyphs): string {
  return sparkLevels(samples, columns, spark.length)
    .map((level) => spark[level])
    .join('');
}

const TONES: { readonly [C in Cell]: Tone } = {
  left: 'plain',
  busy: 'warn',
  media: 'accent',
  proved: 'good',
  bad: 'danger',
};

/** The image as rows of cells; runs of one kind are one piece. */
export function mapRows(
  progress: Progress,
  { columns, rows, target }: { columns: number; rows: number; target?: string | undefined },
  glyphs: Glyphs,
): Row[] {
  const cells = sectorMap(progress, columns * rows, target);
  return Array.from({ length: rows }, (_, row) =>
    runs(cells.slice(row * columns, (row + 1) * columns), glyphs),
  );
}

function runs(cells: readonly Cell[], { map }: Glyphs): Piece[] {
  const pieces: Piece[] = [];
  for (const cell of cells) {
    const last = pieces.at(-1);
    if (last?.tone === TONES[cell]) pieces[pieces.length - 1] = { ...last, text: last.text + map[cell] };
    else pieces.push({ text: map[cell], tone: TONES[cell] });
  }
  return pieces;
}

/** What the cells mean; only the kinds that can be on the screen in this phase. */
export function legendRow(phase: Progress['phase'], { map }: Glyphs): Row {
  const { cells } = t().screens.run;
  const words: readonly (readonly [Cell, string])[] =
    phase === 'verify' || phase === 'finish' || phase === 'ended'
      ? [
          ['proved', cells.proved],
          ['media', cells.written],
          ['bad', cells.bad],
        ]
      : [
          ['media', cells.done],
          ['busy', cells.busy],
          ['left', cells.left],
        ];
  return words.flatMap(([cell, word], index): Piece[] => [
    { text: `${index === 0 ? '' : ' '}${map[cell]}`, tone: TONES[cell] },
    { text: ` ${word}`, tone: 'plain' },
  ]);
}
