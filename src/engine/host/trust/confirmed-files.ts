import type { BigIntStats } from 'node:fs';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { identityAfterRestart, identityLike, isChangedInPlace, lastingIdentity } from './file-identity.ts';

/** Noted for an output: nothing was there that could be replaced. */
export const NOTHING = 'nothing';

/** @throws Failure `target-changed` when the open file is another than the one that was confirmed, `source-changed` when its bytes are */
export function demandConfirmed(path: string, files: ConfirmedFiles | undefined, found: BigIntStats): void {
  const expected = files?.[path];
  if (expected === undefined) return;
  if (isChangedInPlace(expected, found)) throw sourceChanged(path, { reason: 'since-confirmed' });
  const now = identityLike(expected, found);
  if (now !== expected) throw changed(path, expected, now);
}

/**
 * The same for a name that gives way to a new file; `found` is of the name itself.
 *
 * @throws Failure `target-changed`
 */
export function demandReplaced(
  path: string,
  files: ConfirmedFiles | undefined,
  found: BigIntStats | undefined,
): void {
  if (!found) return;
  if (files?.[path] === NOTHING) throw changed(path, NOTHING, 'some-file');
  demandConfirmed(path, files, found);
}

function changed(target: string, expected: string, found: string): Failure {
  return new Failure('target-changed', { target, field: 'file', expected, found });
}

/**
 * What still holds for a job that goes on, or is undone: it wrote to its targets itself.
 *
 * @param isRestarted the system was started anew since, and numbers its devices anew
 */
export function lastingFiles(files: ConfirmedFiles, isRestarted: boolean): ConfirmedFiles {
  const lasting = isRestarted ? identityAfterRestart : lastingIdentity;
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, identity]) => {
      const kept = identity === NOTHING ? undefined : lasting(identity);
      return kept === undefined ? [] : [[path, kept] as const];
    }),
  );
}

/** What was confirmed now and what an earlier job was confirmed for, where both speak of a path: one that differs is refused. */
export function agreedFiles(
  stored: ConfirmedFiles,
  now: ConfirmedFiles = {},
  isRestarted: boolean,
): ConfirmedFiles {
  const lasting = lastingFiles(now, isRestarted);
  const differing = Object.entries(stored).filter(([path, identity]) => lasting[path] !== identity);
  return { ...now, ...Object.fromEntries(differing) };
}
