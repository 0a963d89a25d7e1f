import { openSource } from '../engine/image/open-source.ts';
import type { PlanSource, WritePlan } from '../engine/plan/plan.ts';
import { isLocal } from '../engine/plan/source-path.ts';
import { Failure } from '../engine/ports/failure.ts';
import { confirm } from './confirm.ts';
import { dryRun } from './dry-run.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';
import { type AuthorFlags, absolutePath, sourceOf } from './sources.ts';
import { resolveTargets, type TargetFlags } from './targets.ts';

export interface WriteFlags extends AuthorFlags, TargetFlags, CommonOptions {
  readonly verify: boolean;
  readonly delta?: boolean;
  readonly discard?: boolean;
  readonly receipt?: string;
  readonly test?: WritePlan['test'];
  /** `TARGET=IMAGE` */
  readonly imageFor?: readonly string[];
}

/** `isowright write IMAGE TARGET…` */
export async function write(
  source: string,
  targets: readonly string[],
  flags: WriteFlags,
  face: Face,
): Promise<number> {
  const from = await sourceOf(source, flags, face);
  const need = { ...(isLocal(from.path) && { sourcePath: from.path }), ...(await sizeOf(from)) };
  const resolved = await resolveTargets(targets, flags, need, face);
  const images = imagesFor(flags.imageFor, face);
  const plan: WritePlan = {
    v: 1,
    do: 'write',
    source: from,
    targets: resolved.map((target, index) => ({ ...target.plan, ...images.get(targets[index] ?? '') })),
    verify: flags.verify,
    ...(flags.delta && { delta: true }),
    ...(flags.discard && { discard: true }),
    ...(flags.receipt !== undefined && { receipt: absolutePath(flags.receipt, face) }),
    ...(flags.test && { test: flags.test }),
  };
  if (flags.dryRun) return dryRun(plan, flags, face);
  if (!flags.yes) await confirm(from.path, resolved, face);
  return follow(plan, flags, face);
}

/**
 * Known at once for a file that says it; a folder's is known when it is planned, a stream's at its end, and the job looks
 * again anyway.
 */
async function sizeOf(from: PlanSource): Promise<{ sizeBytes?: number }> {
  if (from.kind !== 'image' || !isLocal(from.path)) return {};
  const { sizeBytes, close } = await openSource(from.path);
  await close();
  return sizeBytes === undefined ? {} : { sizeBytes };
}

/** Targets that get an image of their own. */
function imagesFor(given: readonly string[] = [], face: Face): Map<string, { image: string }> {
  return new Map(
    given.map((text) => {
      const [, target = '', image = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (image === '')
        throw new Failure('usage', { problem: `--image-for takes TARGET=IMAGE, not "${text}"` });
      return [target, { image: absolutePath(image, face) }];
    }),
  );
}
