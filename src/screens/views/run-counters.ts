import { natureOf } from '../../engine/contract/plan/natures.ts';
import { provesTargets } from '../../engine/contract/plan/parts.ts';
import { t } from '../../words/language.ts';
import { percentText, sizeText } from '../../words/sizes.ts';
import { fill, fillLeft } from '../look/fit.ts';
import { glyphsOf, type Look } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { barText } from './meter.ts';
import { type Row, row } from './row.ts';

/** Labels keep this room in every language, so that the bars are long. */
const LEAST_LABEL_COLUMNS = 9;

/** What was read, written, confirmed and proved of one target. */
export function counterRows({ progress, plan }: Running, columns: number, look: Look): Row[] {
  const { writes } = natureOf(plan);
  const { counters, imageBytes } = progress;
  const words = t().screens.run;
  const wanted: readonly (readonly [label: string, bytes: number, applies: boolean])[] = [
    [words.read, counters.readBytes, true],
    [words.written, counters.writtenBytes, writes],
    [words.onMedia, counters.onMediaBytes, writes],
    [writes ? words.verified : words.compared, counters.verifiedBytes, provesTargets(plan)],
  ];
  const room = { imageBytes, columns, labelColumns: labelColumns(wanted.map(([label]) => label)) };
  return [
    row(words.throughput, 'strong'),
    ...wanted.map(([label, bytes, applies]) => counterRow(label, applies ? bytes : 0, room, look)),
  ];
}

export function labelColumns(labels: readonly string[]): number {
  return Math.max(LEAST_LABEL_COLUMNS, ...labels.map(displayWidth));
}

export interface CounterRoom {
  readonly imageBytes: number | undefined;
  readonly columns: number;
  readonly labelColumns: number;
}

/** `read   12.3 GiB  ████▌      43%` */
export function counterRow(
  label: string,
  bytes: number,
  { imageBytes, columns, labelColumns }: CounterRoom,
  look: Look,
): Row {
  const glyphs = glyphsOf(look);
  const head = fill(label, labelColumns);
  if (bytes === 0 || imageBytes === undefined || imageBytes === 0)
    return row(`${head} ${fillLeft(glyphs.none, 9)}`);
  const fraction = bytes / imageBytes;
  const percentColumns = displayWidth(percentText(1)) + 1;
  const amount = fillLeft(sizeText(bytes), 9);
  const bar = barText(
    fraction,
    Math.max(4, columns - displayWidth(head) - 1 - 9 - 2 - percentColumns),
    glyphs,
  );
  return [
    { text: `${head} ${amount}  `, tone: 'plain' },
    { text: bar, tone: 'accent' },
    { text: fillLeft(percentText(fraction), percentColumns), tone: 'plain' },
  ];
}
