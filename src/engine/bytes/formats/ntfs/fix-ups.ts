import { le16 } from '../../codec/little.ts';

/** Every so many bytes, whatever a sector has. */
const STRIDE_BYTES = 512;
const SEQUENCE_AT = 4;

/**
 * Undoes the update sequence of a record: the last two bytes of every 512 hold a number that the record tells once more, and
 * what belongs there stands behind that. In place. linux-ntfs documentation, "Fixup".
 *
 * @returns false for a record of which some sectors were not written
 */
export function undoFixUps(record: Uint8Array): boolean {
  const listAt = le16(record, SEQUENCE_AT);
  const count = le16(record, SEQUENCE_AT + 2);
  const isSound =
    count >= 2 && listAt + 2 * count <= record.length && (count - 1) * STRIDE_BYTES <= record.length;
  if (!isSound) return false;
  const number = le16(record, listAt);
  for (let stride = 1; stride < count; stride++) {
    const at = stride * STRIDE_BYTES - 2;
    if (le16(record, at) !== number) return false;
    record.copyWithin(at, listAt + 2 * stride, listAt + 2 * stride + 2);
  }
  return true;
}
