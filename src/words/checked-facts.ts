import type { CheckedReport, JobReport } from '../engine/contract/events/report.ts';
import { besideText } from './beside-text.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';

/** What an image was held against, or that it was held against nothing; of a folder or a medium there is nothing to say. */
export function checkedFacts({ checked, source, medium, failure }: JobReport): ReportFact[] {
  const isOfImage = source !== undefined && source.label === undefined && medium === undefined;
  if (checked === undefined || (checked === null && !isOfImage)) return [];
  const texts =
    checked === null ? [t().checksumNotes.notChecked] : checkedTexts(checked, source?.path, failure?.code);
  const { checksum } = t().report.labels;
  return texts.map((text, index) => ({ label: index === 0 ? checksum : '', text }));
}

function checkedTexts(
  checked: CheckedReport,
  imagePath: string | undefined,
  failure: string | undefined,
): string[] {
  const words = t().checksumNotes;
  const { against, ok, weak, also = [], leftAlone = [] } = checked;
  const named = (path: string): string => (path === imagePath ? words.implanted : path);
  const left = leftAlone.map(({ from, why }) => words.notCheckedAgainst(from, besideText(why)));
  if (failure === 'checksums-contradict') return [words.contradict(against, also[0] ?? against), ...left];
  if (!ok)
    return leftAlone.some(({ from }) => from === against)
      ? left
      : [words.doesNotMatch(named(against)), ...left];
  const worth = weak === undefined ? '' : ` (${words.findsAccidents})`;
  return [
    `${words.checkedAgainst(named(against))}${worth}`,
    ...also.map((path) => words.alsoAgainst(named(path))),
    ...left,
  ];
}
