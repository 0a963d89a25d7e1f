import type { Progress } from '../../engine/progress/state.ts';
import { mismatchText } from '../../engine/words/report.ts';
import { countOf, percentText } from '../../engine/words/sizes.ts';
import { bodyColumns, glyphsOf, type Look, short } from '../look/look.ts';
import type { Running } from '../wizard/state.ts';
import { type Row, row } from './row.ts';

/** Where the proof stands: a heading and three rows. */
export function proofRows(running: Running, look: Look): Row[] {
  const columns = bodyColumns(look);
  const { progress } = running;
  const found = progress.bad.length > 0 ? badTexts(progress) : [readBackText(running)];
  const tone = progress.bad.length > 0 ? ('danger' as const) : ('plain' as const);
  const rows = found.slice(0, 2).map((text) => row(short(text, columns, look), tone));
  return [
    row('Verification', 'strong'),
    row(short(hashText(running, look), columns, look)),
    ...rows,
    ...Array<Row>(2 - rows.length).fill(row('')),
  ];
}

function hashText({ plan, progress: { sha256 } }: Running, look: Look): string {
  if (plan.source?.kind === 'receipt')
    return 'sha256  of every piece is compared with the one in the receipt';
  if (sha256 === undefined) return 'sha256  is known when the whole source has been read';
  if (bodyColumns(look) >= 74) return `sha256  ${sha256}`;
  return `sha256  ${sha256.slice(0, 16)}${glyphsOf(look).dots}  (of the source)`;
}

function readBackText({ plan, progress }: Running): string {
  if (plan.do === 'verify' && plan.targets.length === 0)
    return 'the whole image is read, then compared with its checksum file';
  if (plan.do !== 'verify' && !plan.verify) return 'left out: the result will not be proved';
  if (progress.phase === 'verify' && progress.imageBytes)
    return `${percentText(progress.doneBytes / progress.imageBytes)} read back and compared, no difference so far`;
  if (progress.phase === 'finish') return 'everything was read back and is equal';
  if (plan.source?.kind === 'receipt') return 'comparing starts when the drive is open';
  return plan.do === 'verify'
    ? 'comparing starts when the source has been read'
    : 'read-back starts when the last byte is on the medium';
}

function badTexts({ bad }: Progress): string[] {
  const [first, second, ...rest] = bad.map((range) => `${range.target ?? ''} ${mismatchText(range)}`.trim());
  const more =
    second === undefined
      ? []
      : [rest.length === 0 ? second : `and ${countOf(bad.length - 1, 'more difference')}`];
  return [first ?? '', ...more];
}
