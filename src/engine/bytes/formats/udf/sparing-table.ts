import { zeros } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';
import { descriptorTag } from './tag.ts';

/** Sparing Table; its entries follow, 8 bytes each. UDF 2.60 §2.2.12. */
const sparingTable = struct('sparingTable', 56, [
  field('tag', descriptorTag, 'UDF §2.2.12'),
  field('identifier', entityId, 'UDF §2.2.12'),
  field('entries', u16le, 'UDF §2.2.12'),
  field('reserved', zeros(2), 'UDF §2.2.12'),
  field('sequenceNumber', u32le, 'UDF §2.2.12'),
]);

const IDENTIFIER = '*UDF Sparing Table';
const ENTRY_BYTES = 8;
/** From here on: a spare packet that is free, or itself defective. UDF 2.60 §2.2.12. */
const NOT_USED = 0xfffffff0;

export interface Sparing {
  readonly sequenceNumber: number;
  /** First block of a packet in the partition → the first block of its replacement on the medium. */
  readonly packets: ReadonlyMap<number, number>;
}

/** The table, when the bytes are one. */
export function readSparingTable(bytes: Uint8Array): Sparing | undefined {
  if (bytes.length < sparingTable.sizeBytes) return undefined;
  const { identifier, entries, sequenceNumber } = sparingTable.decode(bytes, { onNote: () => {} });
  if (identifier.identifier !== IDENTIFIER) return undefined;
  const packets = new Map<number, number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = Math.min(sparingTable.sizeBytes + entries * ENTRY_BYTES, bytes.length);
  for (let at = sparingTable.sizeBytes; at + ENTRY_BYTES <= end; at += ENTRY_BYTES) {
    const original = view.getUint32(at, true);
    if (original < NOT_USED) packets.set(original, view.getUint32(at + 4, true));
  }
  return { sequenceNumber, packets };
}
