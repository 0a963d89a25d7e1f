import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { outputsOf, targetsOf } from '../../contract/plan/parts.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { blockMapPathOf } from '../../write/targets/block-map-text.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { isCheckedBy } from './checked-by.ts';
import { readPaths } from './confirm-files.ts';
import { findJob } from './job-store.ts';

/** A file that a person named for the program itself to write, and the option that did. */
export interface OwnFile {
  readonly flag: string;
  readonly path: string;
}

/** Why a file is not written by the program for itself; `other` is what it would be written over, where that is something. */
export interface Clash extends OwnFile {
  readonly why: 'no-plain-file' | 'other-file' | 'own-file' | 'source-folder' | 'checksum' | 'job-folder';
  readonly other: string;
}

/**
 * What the program writes for itself (a log, a report) is a plain file, and none that the job reads or writes or an image is
 * checked against, by whatever name: nothing else is held by a question.
 *
 * @param more what else is read or kept: the file of the plan, lists of this program
 */
export function clashWith(
  plan: Plan,
  own: readonly OwnFile[],
  more: readonly string[] = [],
): Clash | undefined {
  const paths = [...jobPaths(plan), ...earlierPaths(plan), ...more];
  return clashWithPaths(paths, own) ?? firstOf(own, (file) => placeOf(file, plan));
}

/** The same of some paths. */
export function clashWithPaths(paths: readonly string[], own: readonly OwnFile[]): Clash | undefined {
  const taken = new Map(paths.flatMap((path) => keysOf(path).map((key) => [key, path] as const)));
  const mine = new Map<string, string>();
  return firstOf(own, (file) => {
    const found = look(file.path);
    if (found && !found.isFile()) return { ...file, why: 'no-plain-file', other: '' };
    const keys = keysOf(file.path);
    const [other] = keys.flatMap((key) => taken.get(key) ?? []);
    if (other !== undefined) return { ...file, why: 'other-file', other };
    const [before] = keys.flatMap((key) => mine.get(key) ?? []);
    for (const key of keys) mine.set(key, file.flag);
    return before === undefined ? undefined : { ...file, why: 'own-file', other: before };
  });
}

function firstOf(own: readonly OwnFile[], clash: (file: OwnFile) => Clash | undefined): Clash | undefined {
  for (const file of own) {
    const found = clash(file);
    if (found) return found;
  }
  return undefined;
}

/** The folder that is read, what an image is checked against, and what jobs keep of themselves. */
function placeOf(file: OwnFile, plan: Plan): Clash | undefined {
  const real = realOf(file.path);
  if (plan.source?.kind === 'folder' && `${real}/`.startsWith(`${realOf(plan.source.path)}/`))
    return { ...file, why: 'source-folder', other: plan.source.path };
  const image = imagesOf(plan).find((one) => [realOf(one), nameOf(one)].some((at) => isCheckedBy(at, real)));
  if (image !== undefined) return { ...file, why: 'checksum', other: image };
  return real.startsWith(`${jobsFolder()}/`) ? { ...file, why: 'job-folder', other: '' } : undefined;
}

/** Files that are images, to be read or made. */
function imagesOf(plan: Plan): string[] {
  const made = outputsOf(plan).map(({ path }) => path);
  const read = plan.source?.kind === 'folder' ? readPaths(plan).slice(1) : readPaths(plan);
  return [...read, ...made].filter(isLocal);
}

/** Everything a job reads or writes. */
function jobPaths(plan: Plan): string[] {
  const made = outputsOf(plan).flatMap(({ path }) => [
    path,
    checksumPathOf(path),
    ...(plan.blockMap ? [blockMapPathOf(path)] : []),
  ]);
  const receipts = plan.receipt === undefined ? [] : [plan.receipt];
  const maps = plan.map === undefined ? [] : [plan.map];
  const all = [...readPaths(plan), ...targetsOf(plan).map(({ path }) => path), ...made, ...receipts, ...maps];
  return all.filter(isLocal);
}

/** What the job wrote that this one takes back, and what it wrote from. */
function earlierPaths({ job }: Plan): string[] {
  if (job === undefined) return [];
  try {
    return jobPaths(findJob(job).plan);
  } catch {
    // Root's jobs are seen by root alone, whose process looks again.
    return [];
  }
}

/** By its path, and by the file it stands for. */
function keysOf(path: string): string[] {
  const found = look(path);
  return [realOf(path), ...(found ? [`${found.dev}:${found.ino}`] : [])];
}

function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    // Nothing is there, or where a link leads: it is made, or refused, when it is opened.
    return undefined;
  }
}

/** The path without links in its folders, by its own name: a link has checksums beside it, too. */
function nameOf(path: string): string {
  const whole = resolve(path);
  return join(realOf(dirname(whole)), basename(whole));
}

/** The path without links; the last name stays, for what is not there yet. */
function realOf(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(realOf(above), basename(whole));
  }
}
