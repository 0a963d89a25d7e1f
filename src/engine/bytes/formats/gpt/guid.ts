import { present } from '../../../contract/failure/present.ts';
import { type Codec, Problem } from '../../codec/codec.ts';

/** Bytes of a GUID in the order its text has them: the first three groups are little-endian. UEFI 2.10 App. A. */
const TEXT_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** A GUID as text, `c12a7328-f81f-11d2-ba4b-00a0c93ec93b`. */
export const guid: Codec<string> = {
  sizeBytes: 16,
  write(bytes, at, value) {
    const hex = value.replaceAll('-', '');
    if (!/^[0-9a-fA-F]{32}$/.test(hex)) throw new Problem({ reason: 'no-guid', text: value });
    for (const [i, place] of TEXT_ORDER.entries())
      bytes[at + place] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  },
  read(bytes, at) {
    const hex = TEXT_ORDER.map((place) =>
      present(bytes[at + place])
        .toString(16)
        .padStart(2, '0'),
    ).join('');
    return [0, 8, 12, 16, 20].map((start, i, all) => hex.slice(start, all[i + 1])).join('-');
  },
};

/** Types of partitions. UEFI 2.10 table 5.7; the second is Microsoft's "basic data". */
export const GUID_EFI_SYSTEM = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
export const GUID_BASIC_DATA = 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';
/** Linux' "file system data"; the partition in which GRUB keeps its core for BIOS. */
export const GUID_LINUX = '0fc63daf-8483-4772-8e79-3d69d8477de4';
export const GUID_BIOS_BOOT = '21686148-6449-6e6f-744e-656564454649';
export const GUID_NONE = '00000000-0000-0000-0000-000000000000';

/** Sixteen bytes as a GUID of the kind made from a hash: the same bytes, the same GUID. RFC 9562 §5.8. */
export function guidFrom(hash: Uint8Array): string {
  const bytes = hash.slice(0, 16);
  bytes[7] = (present(bytes[7]) & 0x0f) | 0x80;
  bytes[8] = (present(bytes[8]) & 0x3f) | 0x80;
  return guid.read(bytes, 0, () => {});
}
