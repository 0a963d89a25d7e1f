import { alignedBytes } from '../memory/aligned-memory.ts';
import type { PlanTarget } from '../plan/plan.ts';
import type { Drive } from '../ports/drive.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { Machine } from '../ports/machine.ts';
import type { Target } from '../ports/target.ts';
import { Needs } from '../transfer/needs.ts';
import { isImage, type Source } from '../transfer/source.ts';

/** So much before the safe place is read back and compared before a job goes on there. */
const TAIL_BYTES = 4 << 20;

/**
 * The drive of an interrupted job, wherever it is plugged in now. It must have the size and the serial it had; its
 * device number and sequence may be new.
 *
 * @param wayOut what the person can do when it cannot be recognised, a sentence
 * @throws Failure `target-missing`, `identity-mismatch`, `drive-not-recognized`
 */
export async function findAgain(target: PlanTarget, machine: Machine, wayOut: string): Promise<PlanTarget> {
  if (target.kind === 'file') return target;
  const { serial, sizeBytes } = target.expect;
  const drives = await machine.listDrives();
  const same = drives.filter((drive) => isSame(drive, target));
  const found = same.find(({ path }) => path === target.path) ?? same[0];
  if (!found) throw notFound(target, drives, wayOut);
  return {
    kind: 'drive',
    path: found.path,
    expect: { sizeBytes, serial, deviceNumber: found.deviceNumber, diskSequence: found.diskSequence },
  };
}

/** Without a serial only the very device that was there is the same: another stick of the same size is another stick. */
function isSame(drive: Drive, { path, expect }: Extract<PlanTarget, { kind: 'drive' }>): boolean {
  if (expect.sizeBytes !== undefined && drive.sizeBytes !== expect.sizeBytes) return false;
  if (expect.serial) return drive.serial === expect.serial;
  return (
    drive.path === path && (expect.diskSequence === undefined || drive.diskSequence === expect.diskSequence)
  );
}

function notFound(
  { path, expect }: Extract<PlanTarget, { kind: 'drive' }>,
  drives: readonly Drive[],
  wayOut: string,
): Failure {
  const there = drives.find((drive) => drive.path === path);
  const { serial, sizeBytes } = expect;
  if (!serial) {
    const size = sizeBytes === undefined ? {} : { sizeBytes };
    return new Failure('drive-not-recognized', {
      target: path,
      ...size,
      isThere: there !== undefined,
      wayOut,
    });
  }
  if (!there) return new Failure('target-missing', { target: path, serial });
  return new Failure('identity-mismatch', {
    target: path,
    field: 'serial',
    expected: serial,
    found: there.serial || 'another drive',
  });
}

/** Where to go on: the safe place when what stands before it is still the image's, else the beginning. */
export async function provenPlace(target: Target, source: Source, safeToByte: number): Promise<number> {
  const placeByte = safeToByte - (safeToByte % target.blockBytes);
  if (!isImage(source) || placeByte <= target.headBytes) return isImage(source) ? 0 : placeByte;
  const needs = source.mapped && new Needs(source.mapped);
  const endByte = needs ? wholeBlocks(needs.endBefore(placeByte), target) : placeByte;
  if (endByte <= target.headBytes) return 0;
  const fromByte = Math.max(target.headBytes, endByte - TAIL_BYTES);
  return (await isSameBetween(target, source, fromByte, endByte, needs)) ? placeByte : 0;
}

function wholeBlocks(atByte: number, { blockBytes }: Target): number {
  return Math.ceil(atByte / blockBytes) * blockBytes;
}

/** A place that cannot be read is tried once more; then the job begins anew, and the comparison at the end decides. */
async function isRead(target: Target, atByte: number, into: Uint8Array): Promise<boolean> {
  for (let tries = 0; tries < 2; tries++) {
    try {
      await target.read(atByte, into);
      return true;
    } catch (error) {
      if (asFailure(error).code !== 'target-read-failed') throw error;
    }
  }
  return false;
}

async function isSameBetween(
  target: Target,
  image: Image,
  fromByte: number,
  toByte: number,
  needs: Needs | undefined,
): Promise<boolean> {
  const memory = alignedBytes(2 * TAIL_BYTES);
  const wanted = memory.subarray(0, toByte - fromByte);
  const found = memory.subarray(TAIL_BYTES, TAIL_BYTES + toByte - fromByte);
  await image.read(fromByte, wanted);
  if (!(await isRead(target, fromByte, found))) return false;
  for (const bytes of [wanted, found]) needs?.blank(fromByte, bytes);
  return Buffer.compare(wanted, found) === 0;
}
