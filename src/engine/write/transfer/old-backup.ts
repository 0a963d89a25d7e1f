import { backupHeaderPlaces, isHeaderAt } from '../../bytes/formats/gpt/old-backup.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';

/**
 * Behind an image that is smaller than the drive, the second header of an old GPT would outlive it, and repair tools would
 * offer the old partitions again: its block is replaced by zeros.
 *
 * @returns whether there was one. An end that cannot be read is left alone.
 * @throws Failure of the target's write
 */
export async function wipeOldBackup(target: Target, imageBytes: number): Promise<boolean> {
  const { capacityBytes } = target;
  if (target.headBytes === 0 || !Number.isFinite(capacityBytes)) return false;
  const unit = Math.max(512, target.blockBytes);
  let wiped = false;
  for (const headerByte of backupHeaderPlaces(capacityBytes)) {
    const atByte = headerByte - (headerByte % unit);
    if (atByte < imageBytes || atByte + unit > capacityBytes) continue;
    const block = await blockAt(target, atByte, unit);
    if (!block || !isHeaderAt(block, headerByte - atByte)) continue;
    await target.write(atByte, alignedBytes(unit));
    wiped = true;
  }
  if (wiped) await target.flush();
  return wiped;
}

/** Undefined when it cannot be read. */
async function blockAt(target: Target, atByte: number, unit: number): Promise<Uint8Array | undefined> {
  const bytes = alignedBytes(unit);
  return target.read(atByte, bytes).then(
    () => bytes,
    () => undefined,
  );
}
