/** Blocks a GPT may be counted in. */
const BLOCK_BYTES = [512, 4096];

const ENTRIES = [446, 462, 478, 494];

/**
 * The kind of a partition table at the start of a drive, named as blkid does; undefined when there is none. Only asked
 * where neither udev nor blkid answers. UEFI 2.10 §5.3.2, §5.2.1; Inside Macintosh: Devices, 3-12.
 */
export function tableOf(head: Buffer): string | undefined {
  if (BLOCK_BYTES.some((bytes) => textAt(head, bytes, 8) === 'EFI PART')) return 'gpt';
  if (textAt(head, 0, 2) === 'ER' && BLOCK_BYTES.some((bytes) => textAt(head, bytes, 4) === 'PM\0\0'))
    return 'mac';
  return isMbr(head) ? 'dos' : undefined;
}

/** A boot sector alone is no table: each entry is empty or plausible, and one is used. */
function isMbr(head: Buffer): boolean {
  if (head.length < 512 || head.readUInt16BE(510) !== 0x55aa) return false;
  const used = ENTRIES.filter((at) => head[at + 4] !== 0 && head.readUInt32LE(at + 12) > 0);
  return used.length > 0 && ENTRIES.every((at) => head[at] === 0 || head[at] === 0x80);
}

function textAt(bytes: Buffer, atByte: number, lengthBytes: number): string {
  return bytes.toString('latin1', atByte, atByte + lengthBytes);
}
