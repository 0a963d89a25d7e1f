import { stat } from 'node:fs/promises';
import type { PlanSource, WritePlan } from '../engine/plan/plan.ts';
import { confirm } from './confirm.ts';
import { dryRun } from './dry-run.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';
import { type AuthorFlags, sourceOf } from './sources.ts';
import { resolveTargets, type TargetFlags } from './targets.ts';

export interface WriteFlags extends AuthorFlags, TargetFlags, CommonOptions {
  readonly verify: boolean;
  readonly delta?: boolean;
  readonly test?: WritePlan['test'];
}

/** `isowright write IMAGE TARGET…` */
export async function write(
  source: string,
  targets: readonly string[],
  flags: WriteFlags,
  face: Face,
): Promise<number> {
  const from = await sourceOf(source, flags, face);
  const need = { sourcePath: from.path, ...(await sizeOf(from)) };
  const resolved = await resolveTargets(targets, flags, need, face);
  const plan: WritePlan = {
    v: 1,
    do: 'write',
    source: from,
    targets: resolved.map((target) => target.plan),
    verify: flags.verify,
    ...(flags.delta && { delta: true }),
    ...(flags.test && { test: flags.test }),
  };
  if (flags.dryRun) return dryRun(plan, flags, face);
  if (!flags.yes) await confirm(from.path, resolved, face);
  return follow(plan, flags, face);
}

/** Known at once for a file; a folder's is known when it is planned, and the job looks again anyway. */
async function sizeOf(source: PlanSource): Promise<{ sizeBytes?: number }> {
  return source.kind === 'image' ? { sizeBytes: (await stat(source.path)).size } : {};
}
