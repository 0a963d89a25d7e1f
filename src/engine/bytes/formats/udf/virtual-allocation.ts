import { raw, zeros } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';

/** Head of a Virtual Allocation Table since UDF 2.00; implementation use and entries follow. UDF 2.00 §2.2.10. */
const tableHead = struct('virtualAllocation', 152, [
  field('headBytes', u16le, 'UDF §2.2.11'),
  field('implementationUseBytes', u16le, 'UDF §2.2.11'),
  field('logicalVolumeId', raw(128), 'UDF §2.2.11'),
  field('previousBlock', u32le, 'UDF §2.2.11'),
  field('files', u32le, 'UDF §2.2.11'),
  field('directories', u32le, 'UDF §2.2.11'),
  field('minimumReadRevision', u16le, 'UDF §2.2.11'),
  field('minimumWriteRevision', u16le, 'UDF §2.2.11'),
  field('maximumWriteRevision', u16le, 'UDF §2.2.11'),
  field('reserved', zeros(2), 'UDF §2.2.11'),
]);

/** What ends a table of UDF 1.50: its name, and where the one before is. UDF 1.50 §2.2.10. */
const tableEnd = struct('virtualAllocationEnd', 36, [
  field('identifier', entityId, 'UDF 1.50 §2.2.10'),
  field('previousBlock', u32le, 'UDF 1.50 §2.2.10'),
]);

export const VAT_IDENTIFIER = '*UDF Virtual Alloc Tbl';
/** File types of the table's entry: UDF 1.50 has none of its own for it. UDF 1.50 §2.2.10, 2.00 §2.2.10. */
export const VAT_FILE_TYPES = { 150: 0, 200: 248 } as const;
const ENTRY_BYTES = 4;

export interface VirtualAllocation {
  readonly revision: 150 | 200;
  /** Block of the partition for each virtual block; 0xffffffff: not used. */
  readonly blocks: Uint32Array;
  readonly files?: number;
  readonly directories?: number;
}

/** The table in the content of a file of type `fileType`; nothing when it is none. */
export function readVirtualAllocation(content: Uint8Array, fileType: number): VirtualAllocation | undefined {
  return fileType === VAT_FILE_TYPES[200] ? withHead(content) : withEnd(content);
}

function withHead(content: Uint8Array): VirtualAllocation | undefined {
  if (content.length < tableHead.sizeBytes) return undefined;
  const { headBytes, files, directories } = tableHead.decode(content, { onNote: () => {} });
  if (headBytes < tableHead.sizeBytes || headBytes > content.length) return undefined;
  return { revision: 200, blocks: entries(content.subarray(headBytes)), files, directories };
}

function withEnd(content: Uint8Array): VirtualAllocation | undefined {
  const endAt = content.length - tableEnd.sizeBytes;
  if (endAt < 0) return undefined;
  const { identifier } = tableEnd.decode(content, { atByte: endAt, onNote: () => {} });
  if (identifier.identifier !== VAT_IDENTIFIER) return undefined;
  return { revision: 150, blocks: entries(content.subarray(0, endAt)) };
}

function entries(bytes: Uint8Array): Uint32Array {
  const blocks = new Uint32Array(Math.floor(bytes.length / ENTRY_BYTES));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0; i < blocks.length; i++) blocks[i] = view.getUint32(i * ENTRY_BYTES, true);
  return blocks;
}
