import { taskOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { jobFolderOf } from '../../words/progress/plain.ts';
import { type ReportWords, reportWords } from '../../words/report.ts';
import { bodyRows, type Look } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import type { Finished } from '../wizard/state.ts';
import { fact } from './fact.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';
import { pageOf } from './window.ts';

export interface ReportView {
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly below: number;
}

export function reportView({ start, done, plan, progress, scroll }: Finished, look: Look): ReportView {
  const words = reportWords(done, {
    plan,
    kind: taskOf(plan),
    jobFolder: jobFolderOf(progress),
    isPractice: start.bench,
  });
  const { lines, maxScroll, below } = pageOf(reportRows(words, look), scroll, bodyRows(look));
  return { rows: lines, maxScroll, below };
}

/** A report from its headline to what to do next. */
export function reportRows(words: ReportWords, look: Look): Row[] {
  return [
    row(words.headline, words.ok ? 'good' : 'danger'),
    ...words.happened.flatMap((text) => fact('', text, look)),
    EMPTY_ROW,
    ...words.facts.flatMap(({ label, text }) =>
      displayWidth(label) >= t().screens.frame.labelColumns
        ? fact(t().screens.pages.target, `${label} ${text}`, look)
        : fact(label, text, look),
    ),
    ...(words.next.length > 0 ? [EMPTY_ROW] : []),
    ...words.next.flatMap((text, index) =>
      fact(index === 0 ? t().screens.lists.next : '', text, look, 'strong'),
    ),
  ];
}
