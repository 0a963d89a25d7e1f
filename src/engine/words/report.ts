import type { DoneFact, JobReport, TargetReport } from '../jobs/events.ts';
import type { Plan } from '../plan/plan.ts';
import { forecastLines, isBootable } from './boot.ts';
import { cleanText } from './clean.ts';
import { durationText } from './durations.ts';
import { insideFacts } from './inside.ts';
import { lossGroups } from './losses.ts';
import { receiptText } from './receipts.ts';
import { remedy } from './remedies.ts';
import { countOf, countText, rateText, sizeText } from './sizes.ts';
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

export interface ReportFact {
  /** `image`, `sha256`, `sdb` */
  readonly label: string;
  readonly text: string;
}

/** What the report itself does not hold. */
export interface ReportContext {
  readonly plan?: Plan | undefined;
  /** Where the job keeps its plan and events. */
  readonly jobFolder?: string | undefined;
  /** Everything was done on the practice bench, which is gone when the program ends. */
  readonly isPractice?: boolean | undefined;
}

export function reportWords(
  done: DoneFact,
  { plan, jobFolder, isPractice }: ReportContext = {},
): ReportWords {
  const { report } = done;
  const failures = failuresOf(report).map((failure) => remedy(failure));
  const [first] = failures;
  return {
    ok: done.ok,
    headline: `${headline(done, plan, first?.title)}${shareText(report)}`,
    happened: [...new Set(failures.map(({ happened }) => happened))].map(cleanText),
    facts: [
      ...imageFacts(report),
      ...insideFacts(report),
      ...(report.targets ?? []).flatMap((target) => targetFacts(target, plan)),
      ...(report.identical
        ? [{ label: 'identical', text: `${allOf(report.targets?.length ?? 0)} hold the same bytes` }]
        : []),
      ...(report.restored ?? []).map((restored) => ({
        label: restored.target,
        text: restoredText(restored),
      })),
      ...(report.undone ?? []).flatMap((undone) =>
        undoneText(undone).map((text, index) => ({ label: index === 0 ? 'undo' : '', text })),
      ),
      ...lossFacts(report),
      ...bootFacts(report),
      { label: 'time', text: timeText(report) },
      ...(jobFolder === undefined ? [] : [{ label: 'log', text: jobFolder }]),
    ].map(({ label, text }) => ({ label, text: cleanText(text) })),
    next: (done.ok
      ? nextAfter(plan, report, isPractice)
      : [...new Set(failures.flatMap(({ next }) => next)), ...goOnWords(report, plan, jobFolder)]
    ).map(cleanText),
  };
}

const allOf = (count: number) => (count === 2 ? 'both' : `all ${count}`);

function failuresOf(report: JobReport) {
  const ofTargets = (report.targets ?? []).flatMap((target) => (target.failure ? [target.failure] : []));
  const all = report.failure ? [report.failure, ...ofTargets] : ofTargets;
  return all.filter((failure, index) => all.findIndex((other) => same(other, failure)) === index);
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function headline(done: DoneFact, plan: Plan | undefined, failureTitle: string | undefined): string {
  switch (done.outcome) {
    case 'done':
      if (plan?.do === 'undo') return 'Put back and proved';
      if (plan?.do === 'restore') return 'An empty, ordinary drive again';
      return plan?.do === 'verify' ? 'Proved: everything is equal' : 'Done and proved';
    case 'done-unverified':
      return 'Done, and not proved (verification was left out)';
    case 'stopped':
      return 'Stopped';
    case 'differs':
      return failureTitle ?? 'Differences were found';
    case 'failed':
      return failureTitle ?? 'Not done';
  }
}

/** Some of several targets are good: that is said first, too. */
function shareText({ targets = [] }: JobReport): string {
  const good = targets.filter(({ ok }) => ok).length;
  return good > 0 && good < targets.length ? ` (${good} of ${targets.length} are done)` : '';
}

function imageFacts(report: JobReport): ReportFact[] {
  const { image, source } = report;
  const sha256 = image?.sha256 || source?.sha256;
  return [
    ...(source
      ? [
          {
            label: source.receipt === undefined ? 'source' : 'receipt',
            text: `${source.path === '-' ? 'standard input' : source.path}  ${sizeText(source.sizeBytes)}`,
          },
          ...(source.receipt ? [{ label: 'of', text: receiptText(source.receipt) }] : []),
        ]
      : []),
    ...(image ? [{ label: 'image', text: `${image.path}  ${sizeText(image.sizeBytes)}` }] : []),
    ...(sha256 ? [{ label: 'sha256', text: sha256 }] : []),
    ...(image?.checksumPath ? [{ label: 'checksum', text: image.checksumPath }] : []),
  ];
}

function targetFacts(target: TargetReport, plan: Plan | undefined): ReportFact[] {
  const wrote = plan?.do !== 'verify';
  const { writtenBytes, skippedBytes, verifiedBytes } = target;
  const spared =
    skippedBytes > 0 && plan?.do !== 'make' ? ` (${sizeText(skippedBytes)} of it needed no write)` : '';
  const moved = wrote
    ? `${sizeText(writtenBytes)} written${spared}, ${sizeText(verifiedBytes)} read back`
    : `${sizeText(verifiedBytes)} compared`;
  const state = differences(target) ?? (wrote ? writtenText(target, plan) : comparedText(target));
  return [
    { label: target.target, text: state },
    { label: '', text: moved },
    ...target.mismatches.slice(0, 3).map((range) => ({ label: '', text: mismatchText(range) })),
    ...moreMismatches(target),
  ];
}

function differences({ mismatches }: TargetReport): string | undefined {
  return mismatches.length === 0
    ? undefined
    : `differs from the source in ${countOf(mismatches.length, 'place')}`;
}

function writtenText({ state, mappedBytes }: TargetReport, plan: Plan | undefined): string {
  return state === 'proved' && mappedBytes !== undefined
    ? 'holds all that the block map names; every byte of it was read back and compared'
    : stateText(state, plan);
}

function comparedText({ ok, mappedBytes }: TargetReport): string {
  if (!ok) return 'was not compared to the end';
  return mappedBytes === undefined ? 'is equal to the source' : 'holds all that the block map names';
}

function moreMismatches({ mismatches }: TargetReport): ReportFact[] {
  const more = mismatches.length - 3;
  return more > 0 ? [{ label: '', text: `and ${countOf(more, 'more difference')}` }] : [];
}

/** `differs at byte 1,048,576 (sector 2,048), 512 B, in /boot/vmlinuz` */
export function mismatchText(range: {
  atByte: number;
  lengthBytes: number;
  file?: string | undefined;
}): string {
  const file = range.file === undefined ? '' : `, in ${range.file}`;
  const sector = countText(Math.floor(range.atByte / 512));
  return cleanText(
    `differs at byte ${countText(range.atByte)} (sector ${sector}), ${sizeText(range.lengthBytes)}${file}`,
  );
}

function lossFacts(report: JobReport): ReportFact[] {
  return lossGroups(report.losses ?? [])
    .slice(0, 3)
    .map(({ text }, index) => ({ label: index === 0 ? 'lost' : '', text }));
}

/** The forecast, when anything starts from the image at all. */
function bootFacts({ forecast = [] }: JobReport): ReportFact[] {
  if (!isBootable(forecast)) return [];
  return forecastLines(forecast).map((text, index) => ({ label: index === 0 ? 'starts' : '', text }));
}

function timeText({ elapsedMs, targets, image }: JobReport): string {
  const bytes = Math.max(image?.sizeBytes ?? 0, ...(targets ?? []).map(({ writtenBytes }) => writtenBytes));
  const rate = bytes > 0 && elapsedMs > 0 ? `, ${rateText((bytes * 1000) / elapsedMs)} all in all` : '';
  return `${durationText(elapsedMs)}${rate}`;
}

/** A write that began, and did not reach its end, has a second way beside starting again. */
function goOnWords(
  { targets = [] }: JobReport,
  plan: Plan | undefined,
  jobFolder: string | undefined,
): string[] {
  const hasBegun = targets.some(({ state, writtenBytes }) => state === 'unfinished' && writtenBytes > 0);
  if (plan?.do !== 'write' || jobFolder === undefined || !hasBegun) return [];
  const job = jobFolder.slice(jobFolder.lastIndexOf('/') + 1);
  return [`Or go on where it stopped: isowright resume ${job}`];
}

function nextAfter(plan: Plan | undefined, report: JobReport, isPractice = false): string[] {
  if (isPractice) return ['This was practice: its files go away with the program.'];
  if (plan?.do === 'make' && report.image)
    return [`Put it on a drive: isowright write ${report.image.path} DRIVE`];
  const drives =
    plan?.do === 'write' || plan?.do === 'restore' ? plan.targets.filter(({ kind }) => kind === 'drive') : [];
  if (drives.length > 0)
    return [drives.length === 1 ? 'The drive can be taken out.' : 'The drives can be taken out.'];
  return [];
}
