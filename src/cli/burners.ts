import { realpath } from 'node:fs/promises';
import type { DiscReport } from '../engine/contract/events/report.ts';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { ExpectedDisc } from '../engine/contract/plan/disc.ts';
import { targetsOf } from '../engine/contract/plan/parts.ts';
import type { Plan, PlanTarget } from '../engine/contract/plan/plan.ts';
import type { Drive, DriveRefusalCode } from '../engine/contract/ports/drive.ts';
import { refusalFailure } from '../engine/contract/ports/refusal-failure.ts';
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

/** What other jobs mind about a disc; burning looks at the disc itself. */
const NO_REASON: readonly DriveRefusalCode[] = ['optical', 'no-medium', 'read-only', 'too-small'];

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
  const refusal = drive.refusals.find(({ code }) => !NO_REASON.includes(code));
  if (refusal) throw refusalFailure(drive, refusal);
  return drive;
}

/** The drive, not what is in it: sizes and counts are those of a disc. */
function burnerTarget({ path, serial, deviceNumber }: Drive, disc: ExpectedDisc | undefined): PlanTarget {
  const expect = { serial, ...(deviceNumber !== undefined && { deviceNumber }), ...(disc && { disc }) };
  return { kind: 'drive', path, expect };
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
  return expecting(plan, discs);
}

function expecting(plan: Plan, discs: readonly DiscReport[]): Plan {
  const targets = targetsOf(plan).map((target): PlanTarget => {
    const disc = discs.find(({ path }) => path === target.path)?.disc;
    if (target.kind !== 'drive' || disc === undefined) return target;
    const { kind, state, freeBlocks } = disc;
    return { ...target, expect: { ...target.expect, disc: { kind, state, freeBlocks } } };
  });
  return { ...plan, targets } as Plan;
}
