import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { type FileReference, fileReference } from './file-reference.ts';

/** linux-ntfs documentation, "$ATTRIBUTE_LIST". */
const listEntry = struct('ntfsAttributeListEntry', 26, [
  field('type', u32le, '$ATTRIBUTE_LIST 0x00'),
  field('lengthBytes', u16le, '$ATTRIBUTE_LIST 0x04'),
  field('nameUnits', u8, '$ATTRIBUTE_LIST 0x06'),
  field('nameAt', u8, '$ATTRIBUTE_LIST 0x07'),
  field('firstCluster', u64le, '$ATTRIBUTE_LIST 0x08'),
  field('reference', fileReference, '$ATTRIBUTE_LIST 0x10'),
  field('id', u16le, '$ATTRIBUTE_LIST 0x18'),
]);

/** The records that hold attributes of a file, each once; undefined for a broken list. */
export function listedRecords(list: Uint8Array): FileReference[] | undefined {
  const found = new Map<number, FileReference>();
  for (let at = 0; at + listEntry.sizeBytes <= list.length; ) {
    const { lengthBytes, reference } = listEntry.decode(list, { atByte: at, onNote: () => {} });
    if (lengthBytes < listEntry.sizeBytes) return undefined;
    found.set(reference.record, reference);
    at += lengthBytes;
  }
  return [...found.values()];
}
