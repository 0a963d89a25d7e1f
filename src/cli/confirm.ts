import { realpath } from 'node:fs/promises';
import type { JobReport } from '../engine/contract/events/report.ts';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { type Drive, mountsOf } from '../engine/contract/ports/drive.ts';
import { summaryLines } from '../tasks/summary.ts';
import { taskOf } from '../tasks/tasks.ts';
import { bootNoteText, sectorText, startWords } from '../words/boot.ts';
import { cleanText } from '../words/clean.ts';
import { driveContentText } from '../words/drive-content.ts';
import { t } from '../words/language.ts';
import { lossGroups } from '../words/losses.ts';
import { warningText } from '../words/refusals.ts';
import { sizeText } from '../words/sizes.ts';
import { spokenFailure } from '../words/spoken-failure.ts';
import { undoneText } from '../words/undone.ts';
import { rehearse } from './dry-run.ts';
import type { Face } from './face.ts';
import type { LookedAt } from './looked-at.ts';
import type { ResolvedTarget } from './targets.ts';
import { tell } from './tell.ts';
import { topLines, topsOf } from './tops.ts';

/**
 * Shows what will be overwritten and has the person type each target's name.
 *
 * @throws Failure `question-needed` without a terminal, `stopped` for any other answer
 */
export async function confirmNames(
  plan: Plan,
  targets: readonly ResolvedTarget[],
  source: LookedAt,
  face: Face,
): Promise<void> {
  if (!face.ask) {
    const names = targets.map((target) => target.plan.path).join(', ');
    throw spokenFailure('question-needed', () => ({
      question: t().cli.asked.overwrite(names, taskOf(plan).words.overwrittenWith(plan)),
      flag: t().cli.asked.overwriteFlag,
    }));
  }
  tell(face.err, ...(await linkLines(plan.source === undefined ? [] : [plan.source.path])));
  const warnings = source.isLeftToJob ? rehearsedWarnings(plan, face) : source.warnings(targets);
  tell(face.err, ...(await warnings));
  // What was chosen, and what was left to be chosen by the size.
  tell(face.err, ...summaryLines(plan).map(({ label, text }) => `${label}: ${text}`));
  const tops = await topsOf(targets);
  for (const [index, target] of targets.entries()) {
    tell(face.err, ...(await whatIsLost(target)), ...topLines(tops[index] ?? []));
    const name = target.drive?.name ?? target.plan.path;
    // What cannot be seen cannot be typed either: then the name as it is shown counts.
    await demandTyped(t().cli.asked.typeName(name), [name, cleanText(name)], face);
  }
}

/** What is to be said of a folder or an address before a drive is named for it. @throws Failure of the source */
async function rehearsedWarnings(plan: Plan, face: Face): Promise<string[]> {
  if (taskOf(plan).rehearses !== 'source') return [];
  const { report } = await rehearse(plan, face);
  const sectors = (report.sectors ?? []).map((one) => `${one.target}: ${sectorText(one)}`);
  const told = holdsFiles(plan) ? toldOfFiles(report) : [];
  return [...startWords(report.forecast ?? []), ...told, ...sectors].map((text) => `  ! ${text}`);
}

/** A stick that holds the files is another thing than the image whose name is on the command line. */
function holdsFiles({ source }: Plan): boolean {
  return source !== undefined && 'author' in source && source.author.files === true;
}

/** What will not start from it, what the menus are told, and what the files lose. */
function toldOfFiles({ boot, losses = [] }: JobReport): string[] {
  return [...(boot?.notes ?? []).map(bootNoteText), ...lossGroups(losses).map(({ text }) => text)];
}

/**
 * Shows what will be put back, and has the person type the command's name.
 *
 * @throws Failure `question-needed` without a terminal, `stopped` for any other answer
 */
export async function confirmWord(plan: Plan, face: Face): Promise<void> {
  const { id, words } = taskOf(plan);
  if (!face.ask) {
    throw spokenFailure('question-needed', () => ({
      question: t().cli.asked.putBack(words.overwrittenWith(plan)),
      flag: '--yes',
    }));
  }
  const { report } = await rehearse(plan, face);
  tell(face.err, ...(report.undone ?? []).flatMap(undoneText));
  await demandTyped(t().cli.asked.typeWord(id), [id], face);
}

/** After so many slips it is no slip. */
const MOST_TRIES = 3;
/** Words that nobody types for a drive's name by a slip. */
const NO: ReadonlySet<string> = new Set(['', 'n', 'no', 'nein', 'q']);

/**
 * Asks until a word is typed as it was asked for: a slip is named, and asked about again. Nothing at all is no, and so is no.
 *
 * @param accepted the word, and what else counts as it
 * @throws Failure `stopped`
 */
async function demandTyped(question: string, accepted: readonly string[], face: Face): Promise<void> {
  const [wanted = ''] = accepted;
  for (let tries = 1; ; tries++) {
    const answer = ((await face.ask?.(question)) ?? '').trim();
    if (accepted.includes(answer)) return;
    if (NO.has(answer.toLowerCase()) || tries === MOST_TRIES) throw notTyped(answer, wanted, face);
    tell(face.err, t().cli.asked.tryAgain(answer, wanted));
  }
}

/** Anything else is no: what was expected is said, since it may have been a slip. */
function notTyped(answer: string, wanted: string, { err }: Face): Failure {
  const { nothingTyped, otherTyped } = t().cli.asked;
  tell(err, answer.trim() === '' ? nothingTyped(wanted) : otherTyped(answer.trim(), wanted));
  return new Failure('stopped', { by: 'person' });
}

/** Where links lead: what is confirmed is what lies there, and no name. */
async function linkLines(paths: readonly string[]): Promise<string[]> {
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return paths.flatMap((path, index) =>
    real[index] === path ? [] : [t().cli.drives.leadsTo(path, real[index] ?? path)],
  );
}

async function whatIsLost({ plan, drive }: ResolvedTarget): Promise<string[]> {
  if (plan.kind === 'file') {
    const { stands, standsUnsized } = t().cli.drives;
    const { path, sizeBytes } = plan;
    const line = sizeBytes === undefined ? standsUnsized(path) : stands(path, sizeText(sizeBytes));
    return [line, ...(await linkLines([path]))];
  }
  if (!drive) return [];
  return [
    describeDrive(drive),
    ...(drive.parts.length === 0
      ? [`  ${t().screens.drive.holds}: ${driveContentText(drive.content)}`]
      : drive.parts.map(describePart)),
    ...unmounted(plan, drive).map((mount) => `  ${t().cli.drives.willBeUnmounted(mount)}`),
    ...drive.warnings.map((warning) => `  ! ${warningText(warning)}`),
  ];
}

function unmounted(plan: ResolvedTarget['plan'], drive: Drive): string[] {
  return plan.kind === 'drive' && plan.unmount ? mountsOf(drive) : [];
}

function describeDrive({ path, model, sizeBytes, transport, serial }: Drive): string {
  return [path, model, sizeText(sizeBytes), transport, serial && t().cli.drives.serial(serial)]
    .filter(Boolean)
    .join('  ');
}

function describePart({ path, label, fsType, sizeBytes }: Drive['parts'][number]): string {
  const { noLabel, unknownFileSystem } = t().cli.drives;
  return `  ${path}  ${label || noLabel}  ${fsType || unknownFileSystem}  ${sizeText(sizeBytes)}`;
}
