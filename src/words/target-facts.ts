import type { JobReport, TargetReport } from '../engine/contract/events/report.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { cleanText } from './clean.ts';
import type { KindFacts } from './kind-words.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';
import { countOf, countText, sizeText } from './sizes.ts';
import { spreadOf } from './spread.ts';
import { stateText } from './states.ts';

/** What the report itself does not hold. */
interface Context {
  readonly plan?: Plan | undefined;
  readonly kind?: KindFacts | undefined;
}

/** What was done to each target: all of one, of several a line each, and below them where they differ. */
export function targetsFacts(report: JobReport, context: Context): ReportFact[] {
  const { targets = [] } = report;
  const [only] = targets;
  if (only === undefined) return [];
  if (targets.length === 1) return targetFacts(only, report, context);
  const places = targets.flatMap(placesOf);
  const { differs } = t().report.labels;
  return [
    ...targets.map((target) => ({ label: target.target, text: lineText(target, report, context) })),
    ...places.slice(0, MOST_PLACES).map((text, index) => ({ label: index === 0 ? differs : '', text })),
    ...moreDifferences(places.length - MOST_PLACES),
  ];
}

const MOST_PLACES = 6;

function placesOf({ target, mismatches }: TargetReport): string[] {
  return mismatches.map((range) => `${target}: ${mismatchText(range)}`);
}

/** `proved, 631 MiB read back` */
function lineText(target: TargetReport, report: JobReport, { kind }: Context): string {
  const words = t().report;
  const wrote = kind?.nature.writes ?? true;
  const { skippedBytes } = spreadOf(target, report);
  const details = [
    shortState(target, wrote),
    ...(target.verifiedBytes > 0
      ? [(wrote ? words.readBack : words.compared)(sizeText(target.verifiedBytes))]
      : []),
    ...(wrote && skippedBytes > 0 ? [words.foundInPlace(sizeText(skippedBytes))] : []),
  ];
  return `${details.join(', ')}${target.cached ? ` (${words.cached})` : ''}`;
}

function shortState(target: TargetReport, wrote: boolean): string {
  const words = t().report;
  const differing = differences(target);
  if (differing !== undefined) return differing;
  if (!wrote) return comparedText(target);
  if (target.state !== 'proved') return words.shortStates[target.state];
  if (target.mappedBytes !== undefined) return words.mappedShort;
  return words.shortStates.proved;
}

function targetFacts(target: TargetReport, report: JobReport, { plan, kind }: Context): ReportFact[] {
  const wrote = kind?.nature.writes ?? true;
  const moved = movedText(target, report, wrote, plan);
  const state = differences(target) ?? (wrote ? writtenText(target, kind) : comparedText(target));
  return [
    { label: target.target, text: state },
    { label: '', text: moved },
    ...target.mismatches.slice(0, 3).map((range) => ({ label: '', text: mismatchText(range) })),
    ...moreDifferences(target.mismatches.length - 3),
  ];
}

/** `1.00 GiB written (12 MiB of it needed no write), 1.00 GiB read back` */
function movedText(target: TargetReport, report: JobReport, wrote: boolean, plan: Plan | undefined): string {
  const words = t().report;
  const { writtenBytes, skippedBytes } = spreadOf(target, report);
  const readBack = sizeText(target.verifiedBytes);
  const cached = target.cached ? ` (${words.cached})` : '';
  if (!wrote) return `${words.compared(readBack)}${cached}`;
  // A file that is made is new in all its bytes, whatever zeros of it needed no write.
  const isMade = plan?.output !== undefined;
  const spared = skippedBytes > 0 && !isMade ? `, ${words.foundInPlace(sizeText(skippedBytes))}` : '';
  const put = sizeText(isMade ? writtenBytes + skippedBytes : writtenBytes);
  return `${words.written(put)}${spared}, ${words.readBack(readBack)}${cached}`;
}

function differences({ mismatches }: TargetReport): string | undefined {
  return mismatches.length === 0
    ? undefined
    : t().report.differsIn(countOf(mismatches.length, t().nouns.place));
}

function writtenText({ state, mappedBytes }: TargetReport, kind: KindFacts | undefined): string {
  return state === 'proved' && mappedBytes !== undefined ? t().report.mappedProved : stateText(state, kind);
}

function comparedText({ ok, mappedBytes }: TargetReport): string {
  const words = t().report;
  if (!ok) return words.notToTheEnd;
  return mappedBytes === undefined ? words.equalToSource : words.mappedCompared;
}

function moreDifferences(more: number): ReportFact[] {
  return more > 0 ? [{ label: '', text: t().report.andMore(countOf(more, t().nouns.moreDifference)) }] : [];
}

/** `differs at byte 1,048,576 (sector 2,048), 512 B, in /boot/vmlinuz` */
export function mismatchText(range: {
  atByte: number;
  lengthBytes: number;
  file?: string | undefined;
}): string {
  const { differsAt, inFile } = t().report;
  const file = range.file === undefined ? '' : `, ${inFile(range.file)}`;
  const place = t().numbers.place(countText(range.atByte), countText(Math.floor(range.atByte / 512)));
  return cleanText(`${differsAt(place, sizeText(range.lengthBytes))}${file}`);
}
