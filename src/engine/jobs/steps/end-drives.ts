import { type MovedGpt, movedGpt } from '../../bytes/formats/gpt/moved.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { readAt } from '../../host/files/positional-io.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import { readAnywhere, writeAnywhere, zeroAnywhere } from '../../write/targets/anywhere.ts';
import { overTarget } from '../../write/targets/over-target.ts';
import { wipeOldBackup } from '../../write/transfer/old-backup.ts';
import type { DriveSink } from './drive-sinks.ts';

/** Bytes of a drive that are not those of the medium, and what the medium has there. */
interface Own {
  readonly atByte: number;
  readonly written: Uint8Array;
  /** Shorter where the medium ends. */
  readonly original: Uint8Array;
}

/** A drive that was written to its end, as it is to be compared: what it has of its own is compared with what was written there. */
export interface EndedDrive {
  readonly target: Target;
  readonly isMoved: boolean;
}

interface EndOf {
  readonly map: RescueMap;
  readonly headFd: number;
  /** A receipt speaks of every byte: then a table stays as it was. */
  readonly keepsTable: boolean;
}

/**
 * What is missing becomes zeros, a partition table gets its second copy at the end of the drive, and last of all the drive gets its
 * beginning.
 *
 * @throws Failure of the target
 */
export async function endDrive(
  { target }: DriveSink,
  { map, headFd, keepsTable }: EndOf,
): Promise<EndedDrive> {
  const { sizeBytes } = map;
  const head = new Uint8Array(target.headBytes);
  await readAt(headFd, head, 0);
  for (const { atByte, endByte } of map.missing()) {
    head.fill(0, Math.min(atByte, head.length), Math.min(endByte, head.length));
    await zeroAnywhere(target, Math.max(atByte, head.length), endByte);
  }
  const moved = keepsTable ? undefined : movedGpt(head, target.capacityBytes);
  const own = moved ? await putTail(target, moved, sizeBytes) : [];
  if (!moved) await wipeOldBackup(target, sizeBytes);
  await target.flush();
  await writeAnywhere(target, 0, moved?.head ?? head);
  await target.flush();
  if (!moved) return { target, isMoved: false };
  const original = head.subarray(0, Math.min(head.length, sizeBytes));
  const all = [{ atByte: 0, written: moved.head, original }, ...own];
  for (const one of all) await demandWritten(target, one);
  return { target: asMedium(target, all), isMoved: true };
}

/** @throws Failure `verify-mismatch` */
async function demandWritten(target: Target, { atByte, written }: Own): Promise<void> {
  const found = new Uint8Array(written.length);
  await readAnywhere(target, atByte, found);
  if (Buffer.compare(found, written) === 0) return;
  const lengthBytes = written.length;
  throw new Failure('verify-mismatch', { target: target.name, atByte, lengthBytes, badBytes: lengthBytes });
}

async function putTail(target: Target, { tail }: MovedGpt, sizeBytes: number): Promise<Own[]> {
  const original = new Uint8Array(Math.max(0, Math.min(tail.bytes.length, sizeBytes - tail.atByte)));
  await readAnywhere(target, tail.atByte, original);
  await writeAnywhere(target, tail.atByte, tail.bytes);
  return [{ atByte: tail.atByte, written: tail.bytes, original }];
}

/** Gives back the medium's bytes where the drive has what was written there instead; as it is where it has not. */
function asMedium(target: Target, own: readonly Own[]): Target {
  return overTarget(target, {
    async read(atByte: number, into: Uint8Array) {
      await target.read(atByte, into);
      for (const one of own) giveBack(one, atByte, into);
    },
  });
}

function giveBack({ atByte, written, original }: Own, from: number, into: Uint8Array): void {
  const [first, last] = [Math.max(from, atByte), Math.min(from + into.length, atByte + original.length)];
  if (first >= last) return;
  const found = into.subarray(first - from, last - from);
  const is = (bytes: Uint8Array): Uint8Array => bytes.subarray(first - atByte, last - atByte);
  if (Buffer.compare(found, is(written)) === 0) found.set(is(original));
}

/** A drive as an image, to be read back from. */
export function targetImage(target: Target, path: string, sizeBytes: number): Image {
  return {
    path,
    sizeBytes,
    read: (atByte, into) => readAnywhere(target, atByte, into),
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    close: async () => undefined,
  };
}
