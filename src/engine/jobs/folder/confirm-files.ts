import { type BigIntStats, lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { outputsOf, targetsOf } from '../../contract/plan/parts.ts';
import type { Plan, PlanSource } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import { NOTHING } from '../../host/trust/confirmed-files.ts';
import { holdFolder } from '../../host/trust/confirmed-folders.ts';
import { contentIdentity, fileIdentity, lastingIdentity } from '../../host/trust/file-identity.ts';
import { partPathsOf } from '../../read/containers/part-names.ts';

/** What the paths of a plan stand for now; what cannot be looked at is left to the job. */
export function confirmedFilesOf(plan: Plan): ConfirmedFiles {
  const read = readPaths(plan).filter(isLocal);
  const kept = [...targetPaths(plan), ...outputFolders(plan)];
  const entries = [
    ...read.flatMap((path) => entryOf(path, statSync, contentIdentity)),
    ...kept.flatMap((path) => entryOf(path, statSync)),
  ];
  return Object.fromEntries([...entries, ...replacedOf(plan)]);
}

export function entryOf(path: string, look: typeof statSync, identity = fileIdentity): [string, string][] {
  try {
    const found = look(path, { bigint: true });
    return [[path, found.isDirectory() ? folderIdentity(path, found) : identity(path, found)]];
  } catch {
    return [];
  }
}

/**
 * The time of a folder's last change is that of the last name made in it, by anybody. Where it knows no birth, it is held
 * instead: nothing else gets its number until the job has opened it.
 */
function folderIdentity(path: string, found: BigIntStats): string {
  const held = found.birthtimeNs === 0n ? holdFolder(path) : undefined;
  if (!held) return fileIdentity(path, found);
  const identity = fileIdentity(path, held);
  return lastingIdentity(identity) ?? identity;
}

/** Files and folders that a plan reads, but for its targets. */
export function readPaths(plan: Plan): string[] {
  const { source } = plan;
  const images = targetsOf(plan).map(({ image }) => image);
  return [source?.path, ...besidePaths(source), ...partsOf(source), ...images, ...addedPaths(plan)].filter(
    (path) => path !== undefined,
  );
}

export function besidePaths(
  source: PlanSource | { readonly kind: 'receipt' | 'medium' } | undefined,
): (string | undefined)[] {
  if (source?.kind === 'image') return [source.bmap || undefined, source.hashFile];
  if (!source || !('author' in source)) return [];
  const { bootFrom, answer, drivers, oem } = source.author;
  return [bootFrom, answer, drivers, oem];
}

/** What comes into an image. */
export function addedPaths({ changes = [] }: Plan): string[] {
  return changes.flatMap((change) => (change.do === 'add' ? [change.from] : []));
}

/** Files of a disk in parts belong to the one that was named. */
function partsOf(source: Plan['source']): string[] {
  if (source?.kind !== 'image' || !isLocal(source.path)) return [];
  return [...partPathsOf(source.path)];
}

export function targetPaths(plan: Plan): string[] {
  return targetsOf(plan).flatMap(({ kind, path }) => (kind === 'file' ? [path] : []));
}

export function outputFolders(plan: Plan): string[] {
  const made = [...outputsOf(plan).map(({ path }) => path), plan.receipt];
  return made.flatMap((path) => (path === undefined ? [] : [dirname(path)]));
}

/** The file that gives way, or that there is none: `rename` replaces the name itself, link or not. */
export function replacedOf(plan: Plan): [string, string][] {
  return outputsOf(plan).flatMap(({ path, replace }): [string, string][] => {
    if (!replace) return [];
    const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return found ? entryOf(path, lstatSync as typeof statSync) : [[path, NOTHING]];
  });
}
