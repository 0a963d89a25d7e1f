import type { MakePlan } from '../engine/plan/plan.ts';
import { dryRun } from './dry-run.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';
import { type AuthorFlags, absolutePath, authoredOf } from './sources.ts';

export interface MakeFlags extends AuthorFlags, CommonOptions {
  readonly output: string;
  readonly force?: boolean;
  readonly receipt?: string;
  readonly verify: boolean;
}

/** `isowright make FOLDER|IMAGE -o OUT.iso` */
export async function make(source: string, flags: MakeFlags, face: Face): Promise<number> {
  const plan: MakePlan = {
    v: 1,
    do: 'make',
    source: await authoredOf(source, flags, face),
    output: { path: absolutePath(flags.output, face), replace: flags.force ?? false },
    verify: flags.verify,
    ...(flags.receipt !== undefined && { receipt: absolutePath(flags.receipt, face) }),
  };
  return flags.dryRun ? dryRun(plan, flags, face) : follow(plan, flags, face);
}
