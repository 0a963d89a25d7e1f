import { closeSync } from 'node:fs';
import type { DoneFact } from '../engine/contract/events/events.ts';
import { eventOf, lastWord, lastWordOf } from '../engine/contract/events/last-word.ts';
import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import { asFailure, type Failure } from '../engine/contract/failure/failure.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { type Clash, clashWith, clashWithPaths, type OwnFile } from '../engine/jobs/folder/apart.ts';
import { appendResult, demandResultFile, openResultFile } from '../engine/jobs/folder/result-file.ts';
import { liesOn } from '../engine/jobs/steps/refuse-map-place.ts';
import { jsonText } from '../words/clean.ts';
import { t } from '../words/language.ts';
import { told, toldDone } from '../words/note-details.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { writeReport } from './report-file.ts';

/** What a person named for the program itself to write. */
export function ownFilesOf({ log, report }: CommonOptions): OwnFile[] {
  return [
    ...(log === undefined ? [] : [{ flag: '--log', path: log }]),
    ...(report === undefined ? [] : [{ flag: '--report', path: report }]),
  ];
}

/**
 * @param more what is read besides the plan's own files
 * @throws Failure `usage` for a log or a report that is no plain file, one that the job reads or writes, or one on a drive of it;
 *   `output-not-writable`
 */
export async function demandOwnFilesApart(
  plan: Plan,
  options: CommonOptions,
  face: Face,
  more: readonly string[] = [],
): Promise<void> {
  const own = ownFilesOf(options);
  if (own.length === 0) return;
  refuse(clashWith(plan, own, [...more, ...ownList(face)]));
  for (const file of own) {
    demandResultFile(file.path);
    await demandOffDrives(plan, file, face);
  }
}

/** The same for a command without a job. @param paths what it was given to read */
export function demandOwnFilesApartFrom(paths: readonly string[], options: CommonOptions, face: Face): void {
  refuse(clashWithPaths([...paths, ...ownList(face)], ownFilesOf(options)));
}

function refuse(clash: Clash | undefined): void {
  if (clash)
    throw usageFailure(() => t().cli.ownFiles[clash.why](`${clash.flag} ${clash.path}`, clash.other));
}

/** Nobody may know where it is; then there is none. */
function ownList({ neverTouch }: Face): string[] {
  try {
    return [neverTouch.place()];
  } catch {
    return [];
  }
}

/** What lies on a drive that is written would be gone with it; on one that is compared, it would change what is compared. */
async function demandOffDrives(plan: Plan, own: OwnFile, { machine }: Face): Promise<void> {
  const { flag, path } = own;
  await demandOffMedium(plan, own, machine);
  const used = targetsOf(plan).flatMap((target) => (target.kind === 'drive' ? [target.path] : []));
  if (used.length === 0) return;
  const drives = await machine.listDrives({ sourcePath: path });
  const below = drives.find(
    (drive) => used.includes(drive.path) && drive.refusals.some(({ code }) => code === 'source-on-it'),
  );
  if (below) throw usageFailure(() => t().cli.ownFiles['used-drive'](`${flag} ${path}`, below.path));
}

/** On a medium that is read it would change what is saved, and an ill one is not written to. */
async function demandOffMedium(
  { source }: Plan,
  { flag, path }: OwnFile,
  machine: Face['machine'],
): Promise<void> {
  if (source?.kind !== 'medium') return;
  // What cannot be asked is told by the job.
  const medium = await machine.findMedium?.(source.path, {}).catch(() => undefined);
  if (medium && (await liesOn(medium, path)))
    throw usageFailure(() => t().cli.ownFiles['used-drive'](`${flag} ${path}`, source.path));
}

/** A command without a job has one event, its last; the log and the report get it. */
export function leaveLastWord(
  ended: number | Failure,
  startedAtMs: number,
  options: CommonOptions,
  face: Face,
): void {
  const elapsedMs = face.nowMs() - startedAtMs;
  const done = typeof ended === 'number' ? lastWordWith(ended, elapsedMs) : lastWordOf(ended);
  leaveDone(done, '', options, face);
}

/** Two that differ, or an image that did not start, are an answer and no failure, but nothing that went well. */
function lastWordWith(exitCode: number, elapsedMs: number): DoneFact {
  const done = lastWord({ report: {}, proved: true, elapsedMs });
  if (exitCode === exitCodes.done) return done;
  return { ...done, ok: false, exitCode, outcome: exitCode === exitCodes.differs ? 'differs' : 'failed' };
}

/** @param job its id, or '' */
export function leaveDone(done: DoneFact, job: string, { log, report }: CommonOptions, face: Face): void {
  if (log !== undefined) appendLine(log, told(eventOf(done, job, face.nowMs())));
  if (report !== undefined) writeReport(report, toldDone(done));
}

function appendLine(log: string, event: object): void {
  const fd = openResultFile(log, 'append');
  try {
    appendResult(fd, log, `${jsonText(event)}\n`);
  } finally {
    closeSync(fd);
  }
}

/** An event of a command without a job, for the log; a last one takes the place of the one that is made of its exit code. */
export type KeepEvent = (event: KeptEvent) => void;
export interface KeptEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

const isLast = (event: KeptEvent): event is KeptEvent & DoneFact => event.event === 'done';

/** Carries a command without a job out and leaves its last word. Resolves with the exit code. @throws Failure */
export async function withOwnFiles(
  work: (keep: KeepEvent) => Promise<number>,
  paths: readonly string[],
  options: CommonOptions,
  face: Face,
): Promise<number> {
  const own = ownFilesOf(options);
  if (own.length === 0) return work(() => undefined);
  demandOwnFilesApartFrom(paths, options, face);
  // A result, or a mounted image, followed by a failure would be both.
  for (const { path } of own) demandResultFile(path);
  const startedAtMs = face.nowMs();
  let isDone = false;
  const keep: KeepEvent = (event) => {
    if (options.log !== undefined) appendLine(options.log, event);
    if (!isLast(event)) return;
    isDone = true;
    if (options.report !== undefined) writeReport(options.report, event);
  };
  const ended = await work(keep).catch(asFailure);
  if (!isDone) leaveLastWord(ended, startedAtMs, options, face);
  if (typeof ended === 'number') return ended;
  throw ended;
}
