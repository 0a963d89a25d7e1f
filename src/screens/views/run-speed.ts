import { t } from '../../words/language.ts';
import { limitText, phaseText } from '../../words/phases.ts';
import type { Figures } from '../../words/progress/figures.ts';
import { countText, rateText } from '../../words/sizes.ts';
import { fill } from '../look/fit.ts';
import { bodyColumns, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Running } from '../wizard/state.ts';
import { sparkText } from './meter.ts';
import { soFar } from './out-of-sight.ts';
import { type Row, row } from './row.ts';

const SECTOR_BYTES = 512;
/** The number keeps its room, so that the sparkline does not jump. */
const SECTORS_COLUMNS = 20;

/** How fast it goes and why not faster: always three rows, so that nothing jumps. */
export function speedRows({ progress, plan }: Running, figures: Figures, look: Look): Row[] {
  const columns = bodyColumns(look);
  const { rateNow } = figures;
  if (rateNow === undefined) return [row(short(quietText(progress, plan), columns, look)), row(''), row('')];
  const sectors = t().screens.run.sectors(countText(rateNow / SECTOR_BYTES));
  const limit =
    figures.limitedBy === undefined ? '' : t().screens.run.limitedBy(limitText(figures.limitedBy, plan));
  const spark = sparkText(progress, Math.max(10, columns - SECTORS_COLUMNS), glyphsOf(look));
  return [
    row(short(ratesText(figures, columns), columns, look)),
    [
      { text: fill(sectors, SECTORS_COLUMNS), tone: 'plain' },
      { text: spark, tone: 'accent' },
    ],
    row(short(limit, columns, look)),
  ];
}

function ratesText({ rateNow = 0, rateAverage = 0, rateLowest = 0 }: Figures, columns: number): string {
  const wide = t().screens.run.rates(rateText(rateNow), rateText(rateAverage), rateText(rateLowest));
  if (displayWidth(wide) <= columns) return wide;
  return t().screens.run.ratesShort(rateText(rateNow), rateText(rateAverage));
}

/** Phases without a rate say what goes on instead. */
function quietText(progress: Running['progress'], plan: Running['plan']): string {
  return `${phaseText(progress.phase, plan)}${soFar(progress.entries)}`;
}
