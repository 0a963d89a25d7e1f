import { type BigIntStats, statSync } from 'node:fs';
import { z } from 'zod';
import type { Plan } from '../plan/plan.ts';
import { isLocal } from '../plan/source-path.ts';
import { Failure } from '../ports/failure.ts';
import { keepsInodeNumbers } from '../tree/inode-numbers.ts';

/**
 * Which file each path of a plan stood for when the person confirmed it. The job's process may be root and opens them a
 * moment later: in a folder others may write to, a link could stand there by then.
 */
export const confirmedFiles = z.record(z.string(), z.string());

export type ConfirmedFiles = z.infer<typeof confirmedFiles>;

/** What the paths of a plan stand for now; what cannot be looked at is left to the job. */
export function confirmedFilesOf(plan: Plan): ConfirmedFiles {
  const entries = pathsOf(plan).flatMap((path) => {
    try {
      const found = statSync(path, { bigint: true });
      return [[path, (keepsInodeNumbers(path) ? inodeOf : changeOf)(found)] as const];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(entries);
}

function pathsOf(plan: Plan): string[] {
  const source = plan.source?.kind === 'image' ? plan.source : undefined;
  const author = plan.source && 'author' in plan.source ? plan.source.author : undefined;
  const targets = 'targets' in plan ? plan.targets : [];
  const paths = [
    plan.source?.kind === 'opened-image' ? plan.source.path : source?.path,
    author?.bootFrom,
    source?.bmap || undefined,
    ...targets.flatMap((target) => [target.image, target.kind === 'file' ? target.path : undefined]),
  ];
  return paths.filter((path) => path !== undefined && isLocal(path)) as string[];
}

/** @throws Failure `target-changed` when the open file is another than the one that was confirmed */
export function demandConfirmed(path: string, files: ConfirmedFiles | undefined, found: BigIntStats): void {
  const expected = files?.[path];
  if (!expected) return;
  const now = (expected.startsWith(CHANGE) ? changeOf : inodeOf)(found);
  if (now === expected) return;
  throw new Failure('target-changed', { target: path, field: 'file', expected, found: now });
}

const CHANGE = 'changed ';

function inodeOf({ dev, ino }: BigIntStats): string {
  return `inode ${dev}:${ino}`;
}

/** The time of the last change is nobody's to choose. */
function changeOf({ dev, size, ctimeNs }: BigIntStats): string {
  return `${CHANGE}${dev}:${size}:${ctimeNs}`;
}
