import { natureOf } from '../../engine/contract/plan/natures.ts';
import { targetsOf } from '../../engine/contract/plan/parts.ts';
import { t } from '../../words/language.ts';
import type { Progress } from '../../words/progress/state.ts';
import { countOf, percentText } from '../../words/sizes.ts';
import { mismatchText } from '../../words/target-facts.ts';
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
    row(t().screens.run.verification, 'strong'),
    row(short(hashText(running, look), columns, look)),
    ...rows,
    ...Array<Row>(2 - rows.length).fill(row('')),
  ];
}

function hashText({ plan, progress: { sha256 } }: Running, look: Look): string {
  if (plan.source?.kind === 'receipt') return t().screens.run.receiptHash;
  if (sha256 === undefined) return t().screens.run.hashLater;
  if (bodyColumns(look) >= 74) return `sha256  ${sha256}`;
  return `sha256  ${sha256.slice(0, 16)}${glyphsOf(look).dots}  ${t().screens.run.ofSource}`;
}

function readBackText({ plan, progress }: Running): string {
  const { writes } = natureOf(plan);
  const words = t().screens.run;
  if (!writes && targetsOf(plan).length === 0) return words.wholeImage;
  if (plan.verify === false) return words.notProved;
  if (progress.phase === 'verify' && progress.imageBytes)
    return words.readBack(percentText(progress.doneBytes / progress.imageBytes));
  if (progress.phase === 'finish') return words.allEqual;
  if (plan.source?.kind === 'receipt') return words.whenOpen;
  return writes ? words.whenOnMedium : words.whenRead;
}

function badTexts({ bad }: Progress): string[] {
  const [first, second, ...rest] = bad.map((range) => `${range.target ?? ''} ${mismatchText(range)}`.trim());
  const more =
    second === undefined
      ? []
      : [
          rest.length === 0
            ? second
            : t().screens.lists.and(countOf(bad.length - 1, t().nouns.moreDifference)),
        ];
  return [first ?? '', ...more];
}
