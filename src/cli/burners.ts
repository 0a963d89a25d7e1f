import { realpath } from 'node:fs/promises';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import { reasonAgainstBurning } from '../engine/contract/ports/burners.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';
import { refusalFailure } from '../engine/contract/ports/refusal-failure.ts';
import { burnerTarget } from '../tasks/drive-target.ts';
import { expectingDiscs } from '../tasks/expected-discs.ts';
import { discLines } from '../words/discs.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import { rehearse } from './dry-run.ts';
import type { Face } from './face.ts';
import type { Given } from './given.ts';
import { compareIdentity, expectations } from './identity.ts';
import type { ResolvedTarget } from './targets.ts';
import { tell } from './tell.ts';

type BurnFlags = Given<'expectSerial' | 'expectBlank' | 'yesBurn'>;

/**
 * Turns paths into drives that burn.
 *
 * @throws Failure `usage`, `target-missing`, `target-refused`, `identity-mismatch`, and what a refused drive stands for
 */
export async function resolveBurners(
  paths: readonly string[],
  flags: BurnFlags,
  face: Face,
): Promise<ResolvedTarget[]> {
  const serials = expectations(flags.expectSerial, paths, 'serial');
  if (flags.yesBurn && !flags.expectBlank)
    for (const [index, path] of paths.entries())
      if (serials[index] === undefined) throw usageFailure(() => t().cli.usage.yesBurnNeeds(path));
  const drives = await face.machine.listDrives();
  const found: ResolvedTarget[] = [];
  for (const [index, path] of paths.entries()) {
    const drive = await burnerAt(absolutePath(path, face), drives);
    compareIdentity(path, drive, { size: undefined, serial: serials[index] }, drives);
    found.push({ plan: burnerTarget(drive, flags.expectBlank ? { state: 'blank' } : undefined), drive });
  }
  const twice = found.find(
    ({ plan }, index) => found.findIndex((one) => one.plan.path === plan.path) < index,
  );
  if (twice) throw usageFailure(() => t().cli.usage.namedTwice(twice.plan.path));
  return found;
}

async function burnerAt(path: string, drives: readonly Drive[]): Promise<Drive> {
  const device = await realpath(path).catch(() => {
    throw new Failure('target-missing', { target: path });
  });
  const drive = drives.find((candidate) => candidate.path === device);
  if (drive?.kind !== 'optical') {
    const because = { reason: 'no-burner' } as const;
    throw new Failure('target-refused', { target: path, reason: because.reason, refusal: 'held', because });
  }
  const refusal = reasonAgainstBurning(drive);
  if (refusal) throw refusalFailure(drive, refusal);
  return drive;
}

/**
 * Looks at what is in the drives, says it, and has the plan expect exactly that.
 *
 * @throws Failure of the source, of a drive, or of a disc that cannot be burned
 */
export async function discsSeen(plan: Plan, face: Face): Promise<Plan> {
  const { report } = await rehearse(plan, face);
  const { discs = [], failure } = report;
  tell(face.err, ...discs.flatMap(discLines));
  if (failure) throw new Failure(failure.code, failure.facts);
  return expectingDiscs(plan, discs);
}
