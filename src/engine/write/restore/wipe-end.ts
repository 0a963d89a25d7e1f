import { Failure } from '../../contract/failure/failure.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';

/** Copies of tables, RAID and ZFS labels, spare boot sectors: all in the last MiB of a drive. */
const END_BYTES = 1 << 20;

/**
 * Replaces the end of a drive by zeros and `last`, and reads it back.
 *
 * @throws Failure `verify-mismatch`, and those of the target
 */
export async function wipeEnd(target: Target, last: Uint8Array): Promise<void> {
  const unit = Math.max(512, target.blockBytes);
  const endByte = target.capacityBytes - (target.capacityBytes % unit);
  const lengthBytes = Math.min(END_BYTES, endByte);
  const bytes = alignedBytes(lengthBytes);
  bytes.set(last, lengthBytes - last.length);
  const atByte = endByte - lengthBytes;
  await target.write(atByte, bytes);
  await target.flush();
  const found = alignedBytes(lengthBytes);
  await target.read(atByte, found);
  if (Buffer.compare(found, bytes) === 0) return;
  throw new Failure('verify-mismatch', { target: target.name, atByte, lengthBytes, badBytes: lengthBytes });
}
