import { Failure } from '../../contract/failure/failure.ts';
import { engineMissing } from '../../contract/failure/tools.ts';
import type { BurnPlan, PlanTarget } from '../../contract/plan/plan.ts';
import type { Drive, DriveRefusalCode } from '../../contract/ports/drive.ts';
import { refusalFailure } from '../../contract/ports/refusal-failure.ts';
import type { Target } from '../../contract/ports/target.ts';
import { runTool } from '../../host/tools/run-tool.ts';
import { driveImage } from '../../read/open/drive-image.ts';
import type { Wanted } from '../../write/burn/burn-plan.ts';
import type { Disc } from '../../write/burn/disc.ts';
import { lookArguments } from '../../write/burn/xorriso/arguments.ts';
import { toldDisc } from '../../write/burn/xorriso/told-disc.ts';
import { xorrisoFailure } from '../../write/burn/xorriso/xorriso-failure.ts';
import { XorrisoTarget } from '../../write/burn/xorriso/xorriso-target.ts';
import type { JobContext } from './job-context.ts';

/** A disc spins up, and xorriso looks for file systems on it. */
const LOOK_MS = 180_000;
/** They stand against other jobs; burning looks at the disc itself. */
const NO_REASON: readonly DriveRefusalCode[] = ['optical', 'no-medium', 'read-only', 'too-small'];
/** Where file systems begin: ECMA-119 §6.2.1, ECMA-167 2/8.4. */
const TELLING_BYTES: readonly (readonly [atByte: number, lengthBytes: number])[] = [
  [0, 65_536],
  [256 * 2048, 2048],
];

export interface XorrisoDisc {
  readonly name: string;
  readonly path: string;
  readonly disc: Disc;
}

/**
 * What is in a drive, as xorriso tells it; the drive is judged and identified as ever.
 *
 * @throws Failure `engine-missing`, `target-refused`, `target-missing`, `target-changed`, `disc-unfit`, and of a refused drive
 */
export async function lookWithXorriso(planned: PlanTarget, context: JobContext): Promise<XorrisoDisc> {
  const { name, path } = await demandBurner(planned, context);
  const { status, stdout, stderr, isMissing } = await runTool('xorriso', lookArguments(path), LOOK_MS);
  if (isMissing) throw engineMissing('xorriso');
  if (status !== 0) throw xorrisoFailure(stderr, { target: name, path, stage: 'prepare' });
  const disc = toldDisc(stdout);
  if (disc === 'absent') throw new Failure('target-missing', { target: name, noMedium: true });
  if (disc === undefined) throw new Failure('disc-unfit', { target: name, why: 'other-kind' });
  const isBlank = disc.state === 'blank' && (await holdsNothing(planned, context));
  return { name, path, disc: isBlank || disc.state !== 'blank' ? disc : { ...disc, state: 'rewritable' } };
}

/** @param looked what is in the drive, and was found to take the source */
export function xorrisoTarget(
  plan: BurnPlan,
  planned: PlanTarget,
  { name, path, disc }: XorrisoDisc,
  wanted: Wanted,
  context: JobContext,
): XorrisoTarget {
  const openToRead = () => readerOf(planned, context);
  return new XorrisoTarget({ name, device: path, disc, burn: wanted, eject: plan.eject, openToRead });
}

async function demandBurner(planned: PlanTarget, { machine }: JobContext): Promise<Drive> {
  const { path } = planned;
  const drive = (await machine.listDrives()).find((candidate) => candidate.path === path);
  if (planned.kind !== 'drive' || (drive && drive.kind !== 'optical')) {
    const because = { reason: 'no-burner' } as const;
    throw new Failure('target-refused', { target: path, reason: because.reason, refusal: 'held', because });
  }
  if (!drive) throw new Failure('target-missing', { target: path });
  const { serial, deviceNumber } = planned.expect;
  demandEqual(path, 'serial', serial, drive.serial);
  demandEqual(path, 'device-number', deviceNumber, drive.deviceNumber ?? deviceNumber);
  const refusal = drive.refusals.find(({ code }) => !NO_REASON.includes(code));
  if (refusal) throw refusalFailure(drive, refusal, { target: path });
  return drive;
}

function demandEqual(target: string, field: string, expected: string | undefined, found = ''): void {
  if (expected === undefined || expected === found) return;
  throw new Failure('target-changed', {
    target,
    field,
    expected: expected || 'none',
    found: found || 'none',
  });
}

/** The disc through the kernel, as any program reads it. */
function readerOf(planned: PlanTarget, { machine }: JobContext): Promise<Target> {
  const expect = planned.kind === 'drive' ? planned.expect : {};
  const { serial, deviceNumber } = expect;
  return machine.openDrive(planned.path, { serial, deviceNumber }, { purpose: 'read' });
}

/** xorriso calls an overwritable disc blank that holds no ISO 9660. What cannot be read was never written. */
async function holdsNothing(planned: PlanTarget, context: JobContext): Promise<boolean> {
  const reader = await readerOf(planned, context).catch(() => undefined);
  if (!reader) return true;
  const image = driveImage(reader);
  try {
    for (const [atByte, lengthBytes] of TELLING_BYTES) {
      const bytes = new Uint8Array(lengthBytes);
      await image.read(atByte, bytes).catch(() => bytes.fill(0));
      if (bytes.some((byte) => byte !== 0)) return false;
    }
    return true;
  } finally {
    await image.close();
  }
}
