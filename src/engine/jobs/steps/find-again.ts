import { Failure, type FailureFacts } from '../../contract/failure/failure.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { Drive } from '../../contract/ports/drive.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import { isTelling } from '../../host/trust/telling-serial.ts';
import { isShared } from '../../write/truth/seen-drives.ts';

/**
 * How a target of an earlier job is known, before a look at its content. `same`: the system says that it is the very
 * device, or file, of then. `named`: by a serial that says something. `like`: one of its size and make, no more.
 */
export type KnownAs = 'same' | 'named' | 'like';

export interface FoundAgain {
  readonly target: PlanTarget;
  readonly known: KnownAs;
}

export interface Looking {
  readonly machine: Machine;
  /** Device numbers and disk sequences are those of when the job began (`isOfThisStart`). */
  readonly isThisStart: boolean;
  /** Paths of files whose identity is compared when they are opened. */
  readonly files: Readonly<Record<string, string>>;
  /** What the person can do when it cannot be recognised. */
  readonly way: WayOut;
}

/** The command that writes it anew, word by word, or where that is which was kept of the drive. */
export type WayOut = Pick<FailureFacts['drive-not-recognized'], 'anew' | 'keptIn'>;

type PlannedDrive = Extract<PlanTarget, { kind: 'drive' }>;

/**
 * The drive of an interrupted job, wherever it is plugged in now. It must have the size and the serial it had; its
 * device number and sequence may be new. Of several that have them only the very device will do.
 *
 * @throws Failure `target-missing`, `identity-mismatch`, `drive-not-recognized`
 */
export async function findAgain(target: PlanTarget, looking: Looking): Promise<FoundAgain> {
  if (target.kind === 'file') return { target, known: target.path in looking.files ? 'same' : 'like' };
  const drives = await looking.machine.listDrives();
  const same = drives.find((drive) => isVery(drive, target, looking));
  if (same) return { target: plannedAs(same, target), known: 'same' };
  const alike = drives.filter((drive) => isAlike(drive, target, looking));
  const [found] = alike;
  if (!found) throw notFound(target, drives, looking);
  if (alike.length > 1) throw severalAlike(target, alike);
  const { serial, sizeBytes } = found;
  const isNamed = isTelling(serial) && !(await isShared({ serial, sizeBytes }));
  return { target: plannedAs(found, target), known: isNamed ? 'named' : 'like' };
}

function plannedAs({ path, deviceNumber, diskSequence }: Drive, { expect }: PlannedDrive): PlanTarget {
  const { serial, sizeBytes } = expect;
  return { kind: 'drive', path, expect: { sizeBytes, serial, deviceNumber, diskSequence } };
}

/** The kernel counts whatever is plugged in: the same count, since the same start, is the same thing. */
function isVery(drive: Drive, { expect }: PlannedDrive, { isThisStart }: Looking): boolean {
  if (!isThisStart || expect.diskSequence === undefined) return false;
  const { deviceNumber, diskSequence, sizeBytes } = drive;
  return (
    deviceNumber === expect.deviceNumber &&
    diskSequence === expect.diskSequence &&
    (expect.sizeBytes === undefined || sizeBytes === expect.sizeBytes) &&
    drive.serial === (expect.serial ?? '')
  );
}

/** Without a serial only the very device that was there is the same: another stick of the same size is another stick. */
function isAlike(drive: Drive, { path, expect }: PlannedDrive, { isThisStart }: Looking): boolean {
  if (expect.sizeBytes !== undefined && drive.sizeBytes !== expect.sizeBytes) return false;
  if (expect.serial) return drive.serial === expect.serial;
  // Kernels before 5.15 do not count.
  const isUncounted = isThisStart && expect.diskSequence === undefined;
  return isUncounted && drive.path === path && drive.deviceNumber === expect.deviceNumber;
}

function severalAlike({ path, expect }: PlannedDrive, alike: readonly Drive[]): Failure {
  return new Failure('identity-mismatch', {
    target: path,
    field: 'serial',
    expected: expect.serial ?? '',
    found: alike.map((drive) => drive.path).join(', '),
    isOfSeveral: true,
  });
}

function notFound({ path, expect }: PlannedDrive, drives: readonly Drive[], { way }: Looking): Failure {
  const there = drives.find((drive) => drive.path === path);
  const { serial, sizeBytes } = expect;
  if (!serial) {
    const size = sizeBytes === undefined ? {} : { sizeBytes };
    return new Failure('drive-not-recognized', {
      target: path,
      ...size,
      isThere: there !== undefined,
      ...way,
    });
  }
  if (!there) return new Failure('target-missing', { target: path, serial });
  return new Failure('identity-mismatch', {
    target: path,
    field: 'serial',
    expected: serial,
    found: there.serial || 'another-drive',
  });
}
