import { be32, le32, SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { ParsedRecord } from './record.ts';

/** A ZF field of 16 bytes. */
export interface PackedField {
  readonly field: Uint8Array;
  readonly atByte: number;
}

const MAGIC = [0x37, 0xe4, 0x53, 0x96, 0xc9, 0xdb, 0xd6, 0x07];
const HEADER_BYTES = 16;
const LEAST_LOG2 = 15;
const MOST_LOG2 = 17;

/** The field, the header it speaks of, and the table of blocks. zisofs version 1. */
export async function checkPackedFile(
  view: ImageView,
  record: ParsedRecord,
  packed: PackedField,
): Promise<void> {
  const { field, atByte } = packed;
  const log2 = field[7]!;
  const sizeBytes = le32(field, 8);
  if (sizeBytes !== be32(field, 12)) view.report('rr.both-endian', atByte + 8, 'ZF');
  const isKnown = text(field, 4, 2) === 'pz' && field[6] === HEADER_BYTES / 4;
  if (!isKnown || log2 < LEAST_LOG2 || log2 > MOST_LOG2) {
    view.report(
      'zisofs.field',
      atByte,
      `algorithm ${JSON.stringify(text(field, 4, 2))}, blocks of 2^${log2}`,
    );
    return;
  }
  const startByte = record.extentLba * SECTOR;
  const pointers = Math.ceil(sizeBytes / 2 ** log2) + 1;
  const head = await view.bytes(startByte, HEADER_BYTES + 4 * pointers);
  if (!head || !isHeader(head, sizeBytes, log2)) {
    view.report('zisofs.header', startByte, `${sizeBytes} bytes, blocks of 2^${log2}`);
    return;
  }
  if (!isInOrder(head, pointers, record.dataBytes))
    view.report('zisofs.blocks', startByte, `${pointers} pointers`);
}

function isHeader(head: Uint8Array, sizeBytes: number, log2: number): boolean {
  return (
    MAGIC.every((byte, i) => head[i] === byte) &&
    le32(head, 8) === sizeBytes &&
    head[12] === HEADER_BYTES / 4 &&
    head[13] === log2
  );
}

/** The first block begins behind the table. */
function isInOrder(head: Uint8Array, pointers: number, dataBytes: number): boolean {
  let before = HEADER_BYTES + 4 * pointers;
  for (let i = 0; i < pointers; i++) {
    const pointer = le32(head, HEADER_BYTES + 4 * i);
    if (pointer < before) return false;
    before = pointer;
  }
  return before === dataBytes;
}
