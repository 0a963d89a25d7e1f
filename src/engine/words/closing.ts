import type { DoneFact } from '../jobs/events.ts';
import { type ReportContext, type ReportFact, reportWords } from './report.ts';

/** About ten plain lines that stay on the terminal when a job is over; the end of the plain run as well. */
export function closingLines(done: DoneFact, context: ReportContext = {}): string[] {
  const words = reportWords(done, context);
  return [
    `${words.ok ? 'OK' : 'NOT DONE'}: ${words.headline}`,
    ...words.happened.map((text) => `  ${text}`),
    ...words.facts.map(factLine),
    ...words.next.map((text, index) => `  ${index === 0 ? 'next' : '    '}      ${text}`),
  ];
}

function factLine({ label, text }: ReportFact): string {
  return `  ${label.padEnd(9)} ${text}`;
}
