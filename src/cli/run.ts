import { readFile } from 'node:fs/promises';
import { errnoOf } from '../engine/contract/failure/errno.ts';
import { Failure } from '../engine/contract/failure/failure.ts';
import { natureOf } from '../engine/contract/plan/natures.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import { type Plan, type PlanTarget, plan as planSchema } from '../engine/contract/plan/plan.ts';
import { planProblem } from '../engine/contract/plan/plan-problem.ts';
import { t } from '../words/language.ts';
import { spokenFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import { dryRun } from './dry-run.ts';
import type { Face } from './face.ts';
import { follow } from './follow.ts';
import type { CommonOptions } from './given.ts';
import { withAbsolutePaths } from './plan-paths.ts';

/** `isowright run PLAN.json` */
export async function run(path: string, flags: CommonOptions, face: Face): Promise<number> {
  const planPath = absolutePath(path, face);
  const plan = await readPlan(planPath, face.workingFolder);
  if (flags.dryRun) return dryRun(plan, flags, face);
  if (natureOf(plan).erases) targetsOf(plan).forEach(mustBeIdentified);
  return follow(plan, flags, face, undefined, [planPath]);
}

/** @throws Failure `source-missing`, `source-unreadable`, `plan-invalid` */
async function readPlan(path: string, workingFolder: string): Promise<Plan> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno: errnoOf(error) }, { cause: error });
  });
  const parsed = planSchema.safeParse(withAbsolutePaths(parseJson(text, path), workingFolder));
  if (parsed.success) return parsed.data;
  throw new Failure('plan-invalid', { problem: `${path}: ${planProblem(parsed.error)}` });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The rest of the message is a piece of the text, and may be one of a secret.
    const [said = ''] = (error instanceof Error ? error.message : '').split(', ');
    throw spokenFailure('plan-invalid', () => ({ problem: t().cli.usage.notJson(path, said) }));
  }
}

/** A plan is an answer given beforehand; it must say which drive it was given for. */
function mustBeIdentified(target: PlanTarget): void {
  const known =
    target.kind === 'file'
      ? target.sizeBytes !== undefined
      : target.expect.sizeBytes !== undefined || Boolean(target.expect.serial?.trim());
  if (known) return;
  throw spokenFailure('plan-invalid', () => ({ problem: t().cli.usage.planUnidentified(target.path) }));
}
