import { present } from '../../../contract/failure/present.ts';
import { le16, le32 } from '../../codec/little.ts';

const MAGIC = 0xea020000;
/** struct ext4_xattr_entry without its name. */
const ENTRY_BYTES = 16;
/** `system.` */
const SYSTEM_INDEX = 7;

export interface InodeAttributes {
  /** Value of `system.data`: what of a file of inline data does not fit into `i_block`. */
  readonly data: Uint8Array | undefined;
  /** There are others: access lists, capabilities, what people added. */
  readonly hasOthers: boolean;
}

/** Extended attributes behind the fields of an inode. Linux, Documentation/filesystems/ext4/attributes.rst. */
export function readInodeAttributes(area: Uint8Array): InodeAttributes {
  let data: Uint8Array | undefined;
  let hasOthers = false;
  if (area.length < 4 || le32(area, 0) !== MAGIC) return { data, hasOthers };
  for (let at = 4; at + ENTRY_BYTES <= area.length && le32(area, at) !== 0; ) {
    const nameBytes = present(area[at]);
    if (isData(area, at, nameBytes)) {
      const from = 4 + le16(area, at + 2);
      data = area.subarray(from, from + le32(area, at + 8));
    } else hasOthers = true;
    at += ENTRY_BYTES + ((nameBytes + 3) & ~3);
  }
  return { data, hasOthers };
}

function isData(area: Uint8Array, at: number, nameBytes: number): boolean {
  const name = area.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
  return area[at + 1] === SYSTEM_INDEX && String.fromCharCode(...name) === 'data';
}
