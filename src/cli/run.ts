import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Plan, type PlanTarget, plan as planSchema } from '../engine/plan/plan.ts';
import { Failure } from '../engine/ports/failure.ts';
import { dryRun } from './dry-run.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';
import { absolutePath } from './sources.ts';

/** `isowright run PLAN.json` */
export async function run(path: string, flags: CommonOptions, face: Face): Promise<number> {
  const plan = await readPlan(absolutePath(path, face));
  if (flags.dryRun) return dryRun(plan, flags, face);
  if (plan.do === 'write') plan.targets.forEach(mustBeIdentified);
  return follow(plan, flags, face);
}

/** @throws Failure `source-missing`, `source-unreadable`, `plan-invalid` */
async function readPlan(path: string): Promise<Plan> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno: error.code ?? 'unknown' }, { cause: error });
  });
  const parsed = planSchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  throw new Failure('plan-invalid', { problem: `${path}: ${z.prettifyError(parsed.error)}` });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('plan-invalid', { problem: `${path} is not JSON: ${(error as Error).message}` });
  }
}

/** A plan is an answer given beforehand; it must say which drive it was given for. */
function mustBeIdentified(target: PlanTarget): void {
  const known =
    target.kind === 'file'
      ? target.sizeBytes !== undefined
      : target.expect.sizeBytes !== undefined || Boolean(target.expect.serial);
  if (known) return;
  throw new Failure('plan-invalid', {
    problem: `${target.path}: the plan does not say the drive's size or serial`,
  });
}
