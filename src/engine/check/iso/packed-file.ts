import { be32, le32, le64, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { ParsedRecord } from './record.ts';
import type { Volume } from './volume-facts.ts';

/** A ZF field of 16 bytes. */
export interface PackedField {
  readonly field: Uint8Array;
  readonly atByte: number;
}

/** One version of the format: numbers of the field, of the header, and of the table behind it. */
interface Form {
  readonly algorithm: string;
  readonly magic: readonly number[];
  readonly headerBytes: number;
  readonly headerSizeAt: number;
  readonly headerFormAt: number;
  readonly mostLog2: number;
  readonly pointerBytes: number;
  readonly number: (bytes: Uint8Array, at: number) => number;
}

const FIELD_SIZE_AT = 8;
const LEAST_LOG2 = 15;

const forms: readonly Form[] = [
  {
    algorithm: 'pz',
    magic: [0x37, 0xe4, 0x53, 0x96, 0xc9, 0xdb, 0xd6, 0x07],
    headerBytes: 16,
    headerSizeAt: 8,
    headerFormAt: 12,
    mostLog2: 17,
    pointerBytes: 4,
    number: le32,
  },
  // Version 2, of xorriso: sizes and places of 64 bits, in one order.
  {
    algorithm: 'PZ',
    magic: [0xef, 0x22, 0x55, 0xa1, 0xbc, 0x1b, 0x95, 0xa0],
    headerBytes: 24,
    headerSizeAt: 12,
    headerFormAt: 9,
    mostLog2: 20,
    pointerBytes: 8,
    number: le64,
  },
];

/** The field, the header it speaks of, and the table of blocks. zisofs versions 1 and 2. */
export async function checkPackedFile(
  view: ImageView,
  { blockBytes }: Volume,
  record: ParsedRecord,
  { field, atByte }: PackedField,
): Promise<void> {
  const algorithm = text(field, 4, 2);
  const log2 = field[7] ?? 0;
  const form = forms.find((one) => one.algorithm === algorithm);
  if (!form || (field[6] ?? 0) * 4 !== form.headerBytes || log2 < LEAST_LOG2 || log2 > form.mostLog2) {
    view.report('zisofs.field', atByte, { text: algorithm, blockBytes: 2 ** log2 });
    return;
  }
  const sizeBytes = form.number(field, FIELD_SIZE_AT);
  if (form.pointerBytes === 4 && sizeBytes !== be32(field, FIELD_SIZE_AT + 4))
    view.report('rr.both-endian', atByte + FIELD_SIZE_AT, { field: 'ZF' });
  const startByte = record.extentLba * blockBytes;
  const pointers = Math.ceil(sizeBytes / 2 ** log2) + 1;
  const tableEnd = form.headerBytes + form.pointerBytes * pointers;
  const head = tableEnd <= record.dataBytes ? await view.bytes(startByte, tableEnd) : undefined;
  if (!head || !isHeader(head, form, sizeBytes, log2))
    view.report('zisofs.header', startByte, {}, { bytes: sizeBytes, blockBytes: 2 ** log2 });
  else if (!isInOrder(head, form, pointers, record)) view.report('zisofs.blocks', startByte);
}

function isHeader(head: Uint8Array, form: Form, sizeBytes: number, log2: number): boolean {
  const { magic, headerBytes, headerSizeAt, headerFormAt, number } = form;
  const logAt = form.pointerBytes === 4 ? headerFormAt + 1 : headerFormAt + 2;
  return (
    magic.every((byte, i) => head[i] === byte) &&
    number(head, headerSizeAt) === sizeBytes &&
    (head[headerFormAt] ?? 0) * 4 === headerBytes &&
    head[logAt] === log2
  );
}

/** The first block begins behind the table; the last ends with the file, which may have more sections. */
function isInOrder(
  head: Uint8Array,
  { headerBytes, pointerBytes, number }: Form,
  pointers: number,
  { dataBytes, hasMore }: ParsedRecord,
): boolean {
  let before = headerBytes + pointerBytes * pointers;
  for (let i = 0; i < pointers; i++) {
    const pointer = number(head, headerBytes + pointerBytes * i);
    if (pointer < before) return false;
    before = pointer;
  }
  return before === dataBytes || hasMore;
}
