import type { BytesAt } from './bytes-of.ts';

const SECTOR_BYTES = 2048;
const ANCHOR_LBA = 256;
/** Tag identifiers. ECMA-167 3/7.2.1. */
const TAG_ANCHOR = 2;
const TAG_LOGICAL_VOLUME = 6;
const MOST_DESCRIPTORS = 32;

/** The logical volume identifier, found through the anchor at sector 256. ECMA-167 3/10.2, 3/10.6. */
export async function udfLabel(bytes: BytesAt): Promise<string> {
  const anchor = await bytes(ANCHOR_LBA * SECTOR_BYTES, SECTOR_BYTES);
  if (anchor.length < SECTOR_BYTES || tagOf(anchor) !== TAG_ANCHOR) return '';
  const view = new DataView(anchor.buffer);
  const count = Math.min(Math.floor(view.getUint32(16, true) / SECTOR_BYTES), MOST_DESCRIPTORS);
  const lba = view.getUint32(20, true);
  for (let i = 0; i < count; i++) {
    const descriptor = await bytes((lba + i) * SECTOR_BYTES, SECTOR_BYTES);
    if (descriptor.length === SECTOR_BYTES && tagOf(descriptor) === TAG_LOGICAL_VOLUME)
      return dstring(descriptor.subarray(84, 84 + 128));
  }
  return '';
}

function tagOf(sector: Uint8Array): number {
  return sector[0]! | (sector[1]! << 8);
}

/** Compression 8 or 16 bits a character, length in the last byte. OSTA UDF 2.1.1, 2.1.3. */
function dstring(bytes: Uint8Array): string {
  const used = Math.min(bytes[bytes.length - 1]!, bytes.length - 1);
  const step = bytes[0] === 16 ? 2 : 1;
  let text = '';
  for (let at = 1; at + step <= used; at += step)
    text += String.fromCharCode(step === 2 ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!);
  return text;
}
