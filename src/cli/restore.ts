import type { RestorePlan } from '../engine/plan/plan.ts';
import { Failure } from '../engine/ports/failure.ts';
import { commandLine } from '../engine/words/command-line.ts';
import { confirm } from './confirm.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';
import { resolveTargets, type TargetFlags } from './targets.ts';

export interface RestoreFlags extends TargetFlags, CommonOptions {
  readonly label?: string;
}

/** `isowright restore DRIVE…` */
export async function restore(paths: readonly string[], flags: RestoreFlags, face: Face): Promise<number> {
  const label = flags.label === undefined ? {} : { label: labelOf(flags.label) };
  const resolved = await resolveTargets(paths, flags, {}, face);
  const plan: RestorePlan = { v: 1, do: 'restore', targets: resolved.map((target) => target.plan), ...label };
  if (flags.dryRun) return tellPlan(plan, flags, face);
  if (!flags.yes) await confirm('an empty file system', resolved, face);
  return follow(plan, flags, face);
}

/** What FAT and exFAT both take. @throws Failure `usage` */
function labelOf(text: string): string {
  if (/^[\w !#$%&'()@^`{}~-]{1,11}$/.test(text) && text.trim() === text) return text;
  throw new Failure('usage', {
    problem: `--label takes up to 11 letters, digits, spaces and -_ of plain English, not "${text}"`,
  });
}

function tellPlan(plan: RestorePlan, { json }: CommonOptions, face: Face): number {
  if (json) face.out(`${JSON.stringify(plan, undefined, 2)}\n`);
  else
    face.out(
      `would make one empty partition on ${plan.targets.map(({ path }) => path).join(', ')}\nthe same without questions: ${commandLine(plan)}\n`,
    );
  return 0;
}
