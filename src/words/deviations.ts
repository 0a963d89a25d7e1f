import {
  type Deviation,
  type Judgement,
  type RuleFacts,
  ruleFactNames,
} from '../engine/contract/events/deviation.ts';
import type { InspectionNote } from '../engine/contract/events/inspection.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { codedText } from './clean.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';
import { countOf, countText } from './sizes.ts';

const SECTOR_BYTES = 2048;
/** Rules that a report tells of. */
const MOST_LINES = 5;

/** As a note about an image, with its text. */
export function deviationNote(deviation: Deviation): InspectionNote {
  const { rule, ...facts } = deviation;
  return { code: rule, text: brokenRule(deviation), ...facts };
}

/** `the path tables L and M differ: byte 40,960 (sector 20), ECMA-119 §6.9.2, and 3 more`: a line for each rule, and its code. */
export function deviationLines(
  deviations: readonly Deviation[],
): { readonly code: string; readonly text: string }[] {
  const byRule = new Map<string, Deviation[]>();
  for (const deviation of deviations)
    byRule.set(deviation.rule, [...(byRule.get(deviation.rule) ?? []), deviation]);
  return [...byRule].flatMap(([code, [first, ...others]]) =>
    first ? [{ code, text: deviationLine(first, others.length) }] : [],
  );
}

/** `3 deviations, looked at in part: …` */
export function judgementText({ deviations, inPart }: Judgement): string {
  const words = t().deviations;
  const found = deviations.length === 0 ? words.none : countOf(deviations.length, words.some);
  return inPart && isKeyOf(words.inPart, inPart) ? `${found}; ${words.inPart[inPart]}` : found;
}

/** In a report: how many, and a line for the first rules. */
export function standardsFacts({ standards }: JobReport): ReportFact[] {
  if (!standards) return [];
  const lines = deviationLines(standards.deviations)
    .slice(0, MOST_LINES)
    .map(({ text, code }) => ({ label: '', text: `${text} (${code})` }));
  return [{ label: t().deviations.label, text: judgementText(standards) }, ...lines];
}

/** What, where, and by which section. */
function deviationLine(deviation: Deviation, others = 0): string {
  const { more } = t().deviations;
  const { atByte, section } = deviation;
  const place = t().numbers.place(countText(atByte), countText(Math.floor(atByte / SECTOR_BYTES)));
  const rest = others > 0 ? [more(countText(others))] : [];
  return [brokenRule(deviation), place, ...(section ? [section] : []), ...rest].join(', ');
}

/** What is wrong, and what was found; of a rule that another version of this program knows, its code. */
function brokenRule({ rule, found, wanted }: Deviation): string {
  const { rules, insteadOf, expected } = t().deviations;
  const text = isKeyOf(rules, rule) ? rules[rule] : rule;
  const [is, should] = [factsText(found), factsText(wanted)];
  if (is && should) return `${text}: ${insteadOf(is, should)}`;
  return is || should ? `${text}: ${is || expected(should)}` : text;
}

function factsText(said: RuleFacts = {}): string {
  const { facts } = t().deviations;
  return ruleFactNames
    .flatMap((name) => {
      const value = said[name];
      if (value === undefined) return [];
      return [facts[name](typeof value === 'number' ? countText(value) : codedText(value))];
    })
    .join(', ');
}
