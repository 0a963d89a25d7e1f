import { jobFolderOf } from '../../engine/progress/plain.ts';
import { reportWords } from '../../engine/words/report.ts';
import { bodyRows, type Look } from '../look/look.ts';
import type { Finished } from '../wizard/state.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';
import { fact } from './summary-view.ts';
import { pageOf } from './window.ts';

export interface ReportView {
  readonly rows: readonly Row[];
  readonly maxScroll: number;
  readonly below: number;
}

export function reportView({ done, plan, progress, scroll }: Finished, look: Look): ReportView {
  const words = reportWords(done, { plan, jobFolder: jobFolderOf(progress) });
  const lines: Row[] = [
    row(words.headline, words.ok ? 'good' : 'danger'),
    ...words.happened.flatMap((text) => fact('', text, look)),
    EMPTY_ROW,
    ...words.facts.flatMap(({ label, text }) =>
      label.length > 9 ? fact('target', `${label} ${text}`, look) : fact(label, text, look),
    ),
    ...(words.next.length > 0 ? [EMPTY_ROW] : []),
    ...words.next.flatMap((text, index) => fact(index === 0 ? 'next' : '', text, look, 'strong')),
  ];
  const { lines: rows, maxScroll, below } = pageOf(lines, scroll, bodyRows(look));
  return { rows, maxScroll, below };
}
