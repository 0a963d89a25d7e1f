import type { ApartEntry } from '../engine/contract/events/apart.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';

/** Why something of a folder is left out although nobody named it. */
export function apartText({ reason, fileSystem }: ApartEntry): string {
  const { apart } = t().sources;
  if (!Object.hasOwn(apart, reason)) return reason;
  return fileSystem === undefined ? apart[reason] : `${apart[reason]} (${fileSystem})`;
}

/** A line for each in a report. */
export function apartFacts({ apart = [] }: JobReport): ReportFact[] {
  return apart.map((entry, index) => ({
    label: index === 0 ? t().report.labels.leftOut : '',
    text: cleanText(`${entry.path}: ${apartText(entry)}`),
  }));
}
