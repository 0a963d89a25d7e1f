/** Blocks that tables are counted in, whatever the drive's own are. */
const TABLE_BLOCKS = [512, 4096];
const SIGNATURE = [...'EFI PART'].map((letter) => letter.charCodeAt(0));

/** Where the second header of a GPT may stand: in the last block of the drive. UEFI 2.10 §5.3.1. */
export function backupHeaderPlaces(capacityBytes: number): number[] {
  const places = TABLE_BLOCKS.map((bytes) => capacityBytes - (capacityBytes % bytes) - bytes);
  return [...new Set(places)].filter((atByte) => atByte >= 0);
}

/** Whether a header begins at this place. */
export function isHeaderAt(bytes: Uint8Array, atByte: number): boolean {
  return SIGNATURE.every((code, index) => bytes[atByte + index] === code);
}

/**
 * A stretch of a drive, in which each second header's whole block is zeros, as the writing of a smaller image leaves it.
 *
 * @param unit the drive's block in bytes
 */
export function withoutBackupHeaders(
  bytes: Uint8Array,
  startByte: number,
  { capacityBytes, unit }: { readonly capacityBytes: number; readonly unit: number },
): Uint8Array {
  const left = bytes.slice();
  for (const headerByte of backupHeaderPlaces(capacityBytes)) {
    const atByte = headerByte - (headerByte % unit) - startByte;
    if (isHeaderAt(bytes, headerByte - startByte)) left.fill(0, Math.max(0, atByte), atByte + unit);
  }
  return left;
}
