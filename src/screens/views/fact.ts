import { cleanText } from '../../engine/words/clean.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import type { Row, Tone } from './row.ts';

const LABEL_COLUMNS = 10;

/** A label and a text, the text wrapped below itself. */
export function fact(label: string, text: string, look: Look, tone: Tone = 'plain'): Row[] {
  const shownLabel = label.length < LABEL_COLUMNS ? label : `${label} `;
  return wrapText(cleanText(text), Math.max(8, bodyColumns(look) - LABEL_COLUMNS)).map((line, index) => [
    { text: (index === 0 ? shownLabel : '').padEnd(LABEL_COLUMNS), tone: 'accent' },
    { text: line, tone },
  ]);
}
