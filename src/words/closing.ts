import type { DoneFact } from '../engine/contract/events/events.ts';
import { t } from './language.ts';
import { missingFacts } from './loss-facts.ts';
import { type ReportContext, reportWords } from './report.ts';
import type { ReportFact } from './report-fact.ts';

/** About ten plain lines that stay on the terminal when a job is over; the end of the plain run as well. */
export function closingLines(done: DoneFact, context: ReportContext = {}): string[] {
  const words = reportWords(done, context);
  const { ok, notDone, next } = t().report;
  return [
    `${words.ok ? ok : notDone}: ${words.headline}`,
    ...words.happened.map((text) => `  ${text}`),
    ...words.facts.map(factLine),
    ...words.next.map((text, index) => factLine({ label: index === 0 ? next : '', text })),
  ];
}

/** What the image lacks, for a job of which nothing else is said. */
export function missingLines({ report }: DoneFact): string[] {
  return missingFacts(report).map(factLine);
}

function factLine({ label, text }: ReportFact): string {
  return `  ${label.padEnd(9)} ${text}`;
}
