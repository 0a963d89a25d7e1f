/** Where HFS and HFS+ have their first header. Inside Macintosh: Files, 2-60; TN1150, "Volume Header". */
const VOLUME_HEADER_AT_BYTE = 1024;
const BLOCK_BYTES = 512;
/** What a driver descriptor map says of devices and drivers ends here; the rest of the block is free. Inside Macintosh V, 577. */
const DRIVER_MAP_BYTES = 32;
const BOOT_CODE_BYTES = 440;

/** Whether the first 32 KiB of an image hold something for Apple's machines: a partition map, or a file system of theirs. */
export function hasAppleParts(area: Uint8Array): boolean {
  const volume = textAt(area, VOLUME_HEADER_AT_BYTE);
  if (['BD', 'H+', 'HX'].includes(volume)) return true;
  for (let at = BLOCK_BYTES; at < area.length; at += BLOCK_BYTES) if (textAt(area, at) === 'PM') return true;
  return false;
}

/**
 * Whether the first block is a driver descriptor map and nothing else. Hybrid images have boot code that begins with the same
 * two letters.
 */
export function isDriverMap(area: Uint8Array): boolean {
  return (
    textAt(area, 0) === 'ER' && area.subarray(DRIVER_MAP_BYTES, BOOT_CODE_BYTES).every((byte) => byte === 0)
  );
}

function textAt(bytes: Uint8Array, atByte: number): string {
  return String.fromCharCode(...bytes.subarray(atByte, atByte + 2));
}
