import type { DoneFact } from '../engine/contract/events/events.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { apartFacts } from './apart.ts';
import { forecastLines, isBootable } from './boot.ts';
import { checkedFacts } from './checked-facts.ts';
import { cleanText } from './clean.ts';
import { standardsFacts } from './deviations.ts';
import { durationText } from './durations.ts';
import { editedFacts } from './edited.ts';
import { insideFacts } from './inside.ts';
import type { KindFacts } from './kind-words.ts';
import { t } from './language.ts';
import { lossFacts, missingFacts } from './loss-facts.ts';
import { mediumFacts, partHeadline } from './medium.ts';
import { receiptText } from './receipts.ts';
import { remedy } from './remedies.ts';
import type { ReportFact } from './report-fact.ts';
import { signatureFacts } from './signature-text.ts';
import { rateText, sizeText } from './sizes.ts';
import { coveredBytes } from './spread.ts';
import { targetsFacts } from './target-facts.ts';
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
      ...mediumFacts(report),
      ...insideFacts(report),
      ...editedFacts(report),
      ...standardsFacts(report),
      ...targetsFacts(report, { plan, kind }),
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
  // What an earlier run read was proved by nobody; but nothing was skipped.
  if (outcome === 'done-unverified' && done.report.medium !== undefined && done.report.image !== undefined)
    return t().medium.readBefore;
  if (outcome === 'done') return partHeadline(done.report) ?? kind?.words.done(done.report) ?? headlines.done;
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

/** What began, and did not reach its end, has a second way beside starting again. */
function goOnWords(
  { targets = [], medium }: JobReport,
  kind: KindFacts | undefined,
  jobFolder: string | undefined,
): string[] {
  const hasBegun = targets.some(
    ({ state, writtenBytes, skippedBytes }) => state === 'unfinished' && writtenBytes + skippedBytes > 0,
  );
  const isOpen = hasBegun || medium?.mapPath !== undefined;
  if (kind?.nature.goesOn !== 'there' || jobFolder === undefined || !isOpen) return [];
  const job = jobFolder.slice(jobFolder.lastIndexOf('/') + 1);
  return [t().report.orGoOn(`isowright resume ${job}`)];
}
