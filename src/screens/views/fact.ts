import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Row, Tone } from './row.ts';

/** A label and a text, the text wrapped below itself. */
export function fact(label: string, text: string, look: Look, tone: Tone = 'plain'): Row[] {
  const { labelColumns } = t().screens.frame;
  const shownLabel = displayWidth(label) < labelColumns ? label : `${label} `;
  return wrapText(
    cleanText(text),
    Math.max(8, bodyColumns(look) - Math.max(labelColumns, displayWidth(shownLabel))),
  ).map((line, index) => [
    { text: fill(index === 0 ? shownLabel : '', labelColumns), tone: 'accent' },
    { text: line, tone },
  ]);
}
