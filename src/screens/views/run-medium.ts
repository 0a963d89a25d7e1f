import { t } from '../../words/language.ts';
import { placeText } from '../../words/medium.ts';
import { type MediumCell, mediumMap } from '../../words/progress/medium-map.ts';
import type { Progress, RescueProgress } from '../../words/progress/state.ts';
import { countText, sizeText } from '../../words/sizes.ts';
import { bodyColumns, bodyRows, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { type Piece, type Row, row, type Tone } from './row.ts';
import { counterRow, labelColumns } from './run-counters.ts';

const TONES: { readonly [C in MediumCell]: Tone } = {
  read: 'accent',
  slow: 'warn',
  left: 'plain',
  failed: 'warn',
  bad: 'danger',
  here: 'strong',
  proved: 'good',
};

/** The pass, how much was read (and read back), and what is missing. */
export function mediumCounters({ progress }: Running, look: Look): Row[] {
  const { counters, imageBytes, phase, doneBytes } = progress;
  const columns = bodyColumns(look);
  const words = t().screens.run;
  const isProof = phase === 'verify' || phase === 'finish';
  const labels = [words.read, ...(isProof ? [words.verified] : [])];
  const bar = (label: string, bytes: number) =>
    counterRow(label, bytes, { imageBytes, columns, labelColumns: labelColumns(labels) }, look);
  return [
    row(short(headingText(progress), columns, look), 'strong'),
    bar(words.read, counters.readBytes),
    isProof
      ? bar(words.verified, phase === 'finish' ? (imageBytes ?? 0) : doneBytes)
      : missingRow(progress.rescue, look),
  ];
}

/** The pass that is under way, for the head of the frame. */
export function mediumHead({ phase, rescue }: Progress): string | undefined {
  return phase === 'read' && rescue !== undefined ? t().screens.run.medium.heads[rescue.pass] : undefined;
}

function headingText({ phase, rescue }: Progress): string {
  const { passes, proving } = t().screens.run.medium;
  if (phase === 'verify' || phase === 'finish') return proving;
  return passes[rescue?.pass ?? 'copy'](countText(rescue?.round ?? 1));
}

/** Only what there is of it, and as much as fits. */
function missingRow(rescue: RescueProgress | undefined, look: Look): Row {
  const { amounts, nothingBad } = t().screens.run.medium;
  if (rescue === undefined) return row('');
  const { badBytes, suspectBytes, untriedBytes } = rescue;
  const parts = [
    [amounts.bad, badBytes],
    [amounts.failed, suspectBytes],
    [amounts.left, untriedBytes],
  ] as const;
  const texts = parts.flatMap(([label, bytes]) => (bytes > 0 ? [`${label} ${sizeText(bytes)}`] : []));
  const isWell = badBytes + suspectBytes === 0;
  const all = isWell ? [nothingBad, ...texts] : texts;
  while (all.length > 1 && displayWidth(all.join(GAP)) > bodyColumns(look)) all.pop();
  return row(short(all.join(GAP), bodyColumns(look), look), badBytes > 0 ? 'danger' : 'plain');
}

const GAP = '   ';
/** A window with fewer rows has one for the map. */
const SMALL_ROWS = 10;

/** A legend, the medium from its first to its last sector, and how much a cell is. */
export function mediumRows(progress: Progress, look: Look): Row[] {
  const columns = bodyColumns(look);
  const rows = bodyRows(look) < SMALL_ROWS ? 1 : 2;
  const cells = mediumMap(progress, columns * rows);
  const map = Array.from({ length: rows }, (_, index) =>
    runs(cells.slice(index * columns, (index + 1) * columns), look),
  );
  const { imageBytes } = progress;
  const cell = imageBytes ? t().screens.run.cell(sizeText(imageBytes / cells.length)) : '';
  return [legendRow(progress, look), ...map, row(short(cell, columns, look))];
}

function runs(cells: readonly MediumCell[], look: Look): Piece[] {
  const { medium } = glyphsOf(look);
  const pieces: Piece[] = [];
  for (const cell of cells) {
    const last = pieces.at(-1);
    if (last?.tone === TONES[cell]) pieces[pieces.length - 1] = { ...last, text: last.text + medium[cell] };
    else pieces.push({ text: medium[cell], tone: TONES[cell] });
  }
  return pieces;
}

const READING = ['read', 'slow', 'left', 'failed', 'bad'] as const;
const PROVING = ['proved', 'read'] as const;

function legendRow({ phase }: Progress, look: Look): Row {
  const { medium } = glyphsOf(look);
  const { map, medium: words } = t().screens.run;
  const shown = phase === 'verify' || phase === 'finish' ? PROVING : READING;
  const cells = shown.map(
    (cell): Row => [
      { text: ` ${medium[cell]}`, tone: TONES[cell] },
      { text: ` ${words.cells[cell]}`, tone: 'plain' },
    ],
  );
  const isWide = widthOf(cells.flat()) + displayWidth(map) <= bodyColumns(look);
  // Too narrow for all of them: no word is cut.
  while (widthOf(cells.flat()) > bodyColumns(look)) cells.pop();
  return [...(isWide ? [{ text: map, tone: 'strong' } as const] : []), ...cells.flat()];
}

const widthOf = (pieces: Row) => pieces.reduce((sum, { text }) => sum + displayWidth(text), 0);

/** Where it reads now, and how often that failed. */
export function mediumPlace({ progress: { phase, rescue } }: Running, look: Look): Row[] {
  if (rescue === undefined || phase !== 'read') return [];
  const { here, errors } = t().screens.run.medium;
  const columns = bodyColumns(look);
  const [place, count] = [
    here(placeText(rescue.atByte, rescue.sectorBytes)),
    errors(countText(rescue.readErrors)),
  ];
  const tone = rescue.readErrors > 0 ? ('warn' as const) : ('plain' as const);
  const together = `${place}${GAP}${count}`;
  if (displayWidth(together) <= columns) return [row(together, tone)];
  return [row(short(count, columns, look), tone), row(short(place, columns, look))];
}
