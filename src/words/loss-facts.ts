import { isMissing } from '../engine/contract/events/loss.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import { lossGroups } from './losses.ts';
import type { ReportFact } from './report-fact.ts';

/** What the image lost, a line a kind. */
export function lossFacts(report: JobReport): ReportFact[] {
  const groups = lossGroups(report.losses ?? []);
  return groups.map(({ text }, index) => ({ label: index === 0 ? t().report.labels.lost : '', text }));
}

/** Names of missing content on a screen; all of them stand in the report as a program reads it. */
const MISSING_NAMED = 100;

/** What the image lacks, by name: no count stands for it. */
export function missingFacts({ losses = [] }: JobReport): ReportFact[] {
  const missing = losses.filter(isMissing);
  const more = missing.length - MISSING_NAMED;
  const named = missing.slice(0, MISSING_NAMED).map(({ path }) => cleanText(path));
  const texts = more > 0 ? [...named, t().screens.lists.andMore(more)] : named;
  return texts.map((text, index) => ({ label: index === 0 ? t().report.labels.missing : '', text }));
}
