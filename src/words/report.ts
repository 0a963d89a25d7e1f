import type { DoneFact } from '../engine/contract/events/events.ts';
import type { JobReport, TargetReport } from '../engine/contract/events/report.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { apartFacts } from './apart.ts';
import { forecastLines, isBootable } from './boot.ts';
import { checkedFacts } from './checked-facts.ts';
import { cleanText } from './clean.ts';
import { standardsFacts } from './deviations.ts';
import { durationText } from './durations.ts';
import { insideFacts } from './inside.ts';
import type { KindFacts } from './kind-words.ts';
import { t } from './language.ts';
import { lossFacts, missingFacts } from './loss-facts.ts';
import { receiptText } from './receipts.ts';
import { remedy } from './remedies.ts';
import type { ReportFact } from './report-fact.ts';
import { signatureFacts } from './signature-text.ts';
import { countOf, countText, rateText, sizeText } from './sizes.ts';
import { coveredBytes, spreadOf } from './spread.ts';
import { stateText } from './states.ts';
import { restoredText, undoneText } from './undone.ts';

/** The end of a job in words: what was done and proved, what state things are in, what to do next. */
export interface ReportWords {
  readonly ok: boolean;
  /** `Done and proved`, `The drive is gone` */
  readonly headline: string;
  /** What happened, when it did not go well; sentences. */
  readonly happened: readonly string[];
  readonly facts: readonly ReportFact[];
  readonly next: readonly string[];
}

/** What the report itself does not hold. */
export interface ReportContext {
  readonly plan?: Plan | undefined;
  /** What the plan's kind says of itself. */
  readonly kind?: KindFacts | undefined;
  /** Where the job keeps its plan and events. */
  readonly jobFolder?: string | undefined;
  /** Everything was done on the practice bench, which is gone when the program ends. */
  readonly isPractice?: boolean | undefined;
}

export function reportWords(
  done: DoneFact,
  { plan, kind, jobFolder, isPractice }: ReportContext = {},
): ReportWords {
  const { report } = done;
  const failures = failuresOf(report).map((failure) => remedy(failure));
  const [first] = failures;
  const words = t().report;
  return {
    ok: done.ok,
    headline: `${headline(done, kind, first?.title)}${shareText(report)}`,
    happened: [...new Set(failures.map(({ happened }) => happened))].map(cleanText),
    facts: [
      ...imageFacts(report),
      ...insideFacts(report),
      ...standardsFacts(report),
      ...(report.targets ?? []).flatMap((target) => targetFacts(target, report, { plan, kind })),
      ...(report.identical
        ? [{ label: words.labels.identical, text: identicalText(report.targets?.length ?? 0) }]
        : []),
      ...(report.restored ?? []).map((restored) => ({
        label: restored.target,
        text: restoredText(restored),
      })),
      ...(report.undone ?? []).flatMap((undone) =>
        undoneText(undone).map((text, index) => ({ label: index === 0 ? words.labels.undo : '', text })),
      ),
      ...missingFacts(report),
      ...lossFacts(report),
      ...apartFacts(report),
      ...bootFacts(report),
      { label: words.labels.time, text: timeText(report) },
      ...(jobFolder === undefined ? [] : [{ label: words.labels.log, text: jobFolder }]),
    ].map(({ label, text }) => ({ label, text: cleanText(text) })),
    next: (done.ok
      ? isPractice
        ? [words.practice]
        : ((plan && kind?.words.next(plan, report)) ?? [])
      : [...new Set(failures.flatMap(({ next }) => next)), ...goOnWords(report, kind, jobFolder)]
    ).map(cleanText),
  };
}

function identicalText(count: number): string {
  const { bothIdentical, allIdentical } = t().report;
  return count === 2 ? bothIdentical : allIdentical(String(count));
}

function failuresOf(report: JobReport) {
  const ofTargets = (report.targets ?? []).flatMap((target) => (target.failure ? [target.failure] : []));
  const all = report.failure ? [report.failure, ...ofTargets] : ofTargets;
  return all.filter((failure, index) => all.findIndex((other) => same(other, failure)) === index);
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function headline(done: DoneFact, kind: KindFacts | undefined, failureTitle: string | undefined): string {
  const { headlines } = t().report;
  const { outcome } = done;
  if (outcome === 'done') return kind?.words.done(done.report) ?? headlines.done;
  const isSaidByFailure = outcome === 'differs' || outcome === 'failed';
  return (isSaidByFailure ? failureTitle : undefined) ?? headlines[outcome];
}

/** Some of several targets are good: that is said first, too. */
function shareText({ targets = [] }: JobReport): string {
  const good = targets.filter(({ ok }) => ok).length;
  return good > 0 && good < targets.length
    ? ` (${t().report.someDone(String(good), String(targets.length))})`
    : '';
}

function imageFacts(report: JobReport): ReportFact[] {
  const { image, source } = report;
  const { labels, standardInput } = t().report;
  const sha256 = image?.sha256 || source?.sha256;
  return [
    ...(source
      ? [
          {
            label: source.receipt === undefined ? labels.source : labels.receipt,
            text: `${source.path === '-' ? standardInput : source.path}  ${sizeText(source.sizeBytes)}`,
          },
          ...(source.receipt ? [{ label: labels.receiptOf, text: receiptText(source.receipt) }] : []),
        ]
      : []),
    ...(image ? [{ label: labels.image, text: `${image.path}  ${sizeText(image.sizeBytes)}` }] : []),
    ...(sha256 ? [{ label: labels.sha256, text: sha256 }] : []),
    ...(image?.checksumPath ? [{ label: labels.checksum, text: image.checksumPath }] : []),
    ...checkedFacts(report),
    ...signatureFacts(report),
  ];
}

function targetFacts(target: TargetReport, report: JobReport, { plan, kind }: ReportContext): ReportFact[] {
  const wrote = kind?.nature.writes ?? true;
  const moved = movedText(target, report, wrote, plan);
  const state = differences(target) ?? (wrote ? writtenText(target, kind) : comparedText(target));
  return [
    { label: target.target, text: state },
    { label: '', text: moved },
    ...target.mismatches.slice(0, 3).map((range) => ({ label: '', text: mismatchText(range) })),
    ...moreMismatches(target),
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

function moreMismatches({ mismatches }: TargetReport): ReportFact[] {
  const more = mismatches.length - 3;
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

/** The forecast, when anything starts from the image at all. */
function bootFacts({ forecast = [] }: JobReport): ReportFact[] {
  if (!isBootable(forecast)) return [];
  return forecastLines(forecast).map((text, index) => ({
    label: index === 0 ? t().report.labels.starts : '',
    text,
  }));
}

function timeText(report: JobReport): string {
  const { elapsedMs, targets = [], image } = report;
  const bytes = Math.max(image?.sizeBytes ?? 0, ...targets.map((target) => coveredBytes(target, report)));
  const rate =
    bytes > 0 && elapsedMs > 0 ? `, ${t().report.allInAll(rateText((bytes * 1000) / elapsedMs))}` : '';
  return `${durationText(elapsedMs)}${rate}`;
}

/** A write that began, and did not reach its end, has a second way beside starting again. */
function goOnWords(
  { targets = [] }: JobReport,
  kind: KindFacts | undefined,
  jobFolder: string | undefined,
): string[] {
  const hasBegun = targets.some(
    ({ state, writtenBytes, skippedBytes }) => state === 'unfinished' && writtenBytes + skippedBytes > 0,
  );
  if (kind?.nature.goesOn !== 'there' || jobFolder === undefined || !hasBegun) return [];
  const job = jobFolder.slice(jobFolder.lastIndexOf('/') + 1);
  return [t().report.orGoOn(`isowright resume ${job}`)];
}
