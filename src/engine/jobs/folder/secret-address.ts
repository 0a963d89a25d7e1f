import { closeSync, constants, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import { shownFacts } from '../../contract/failure/shown-address.ts';
import { natureOf } from '../../contract/plan/natures.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { readPlain } from '../../host/files/read-plain.ts';

/** In a job folder, readable by its owner only: the whole address of the source. Only there, and only until the job is done. */
const FILE = 'source-address';

/** What of a plan may be kept and shown, and the address that was left out, if one was. */
export function splitPlan(plan: Plan): { readonly shown: Plan; readonly address: string | undefined } {
  const shown = shownFacts(plan);
  const isHidden = shown.source?.path !== plan.source?.path;
  // A comparison is never gone on with.
  return { shown, address: isHidden && natureOf(plan).goesOn !== 'never' ? plan.source?.path : undefined };
}

/** Keeps the address for `resume`. */
export function keepAddress(folder: string, address: string): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = openSync(join(folder, FILE), flags, 0o600);
  try {
    writeFileSync(file, address);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The job is done and proved: nobody needs the address any more. */
export function forgetAddress(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/** The plan as it was ordered. @throws Failure `plan-invalid` when the kept address is not that of the plan */
export function wholePlan(folder: string, plan: Plan): Plan {
  const address = keptAddress(folder);
  if (address === undefined || plan.source === undefined) return plan;
  const whole = { ...plan, source: { ...plan.source, path: address } } as Plan;
  if (shownFacts(whole).source?.path === plan.source.path) return whole;
  throw new Failure('plan-invalid', { path: join(folder, FILE), problem: 'address-of-another' });
}

function keptAddress(folder: string): string | undefined {
  try {
    return readPlain(join(folder, FILE));
  } catch {
    return undefined;
  }
}
