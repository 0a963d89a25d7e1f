import { present } from '../../../contract/failure/present.ts';
import { literal, raw, zeros } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, type Struct, struct } from '../../codec/struct.ts';
import { entityId } from './entity-id.ts';

/** How the blocks of a partition reference are found. ECMA-167 3/10.7; UDF 2.60 §2.2.8 to §2.2.10. */
export type PartitionMap =
  | { readonly kind: 'physical'; readonly partition: number }
  | { readonly kind: 'virtual'; readonly partition: number }
  | {
      readonly kind: 'sparable';
      readonly partition: number;
      /** Blocks that are replaced together. */
      readonly packetBlocks: number;
      readonly tableBytes: number;
      /** Blocks of the medium where the copies of the sparing table lie. */
      readonly tableBlocks: readonly number[];
    }
  | {
      readonly kind: 'metadata';
      readonly partition: number;
      /** Entries of the metadata file and its mirror, in the partition. */
      readonly fileBlock: number;
      readonly mirrorBlock: number;
    }
  | { readonly kind: 'unknown'; readonly partition: number; readonly identifier: string };

const TYPE_1 = 1;
const TYPE_2 = 2;
const MAP_HEAD_BYTES = 2;
const TYPE_1_BYTES = 6;
const TYPE_2_BYTES = 64;
const MOST_TABLES = 4;

/** What partition maps of type 2 have in common. ECMA-167 3/10.7.3, UDF 2.60 §2.2.8. */
const commonFields = [
  field('type', literal(TYPE_2), '3/10.7.1.1'),
  field('lengthBytes', literal(TYPE_2_BYTES), '3/10.7.1.2'),
  field('reserved', zeros(2), 'UDF §2.2.8'),
  field('identifier', entityId, 'UDF §2.2.8'),
  field('volumeSequence', u16le, 'UDF §2.2.8'),
  field('partition', u16le, 'UDF §2.2.8'),
] as const;

const otherMap = struct('otherMap', TYPE_2_BYTES, [...commonFields, field('rest', raw(24), 'UDF §2.2.8')]);

/** UDF 2.60 §2.2.9. */
const sparableMap = struct('sparableMap', TYPE_2_BYTES, [
  ...commonFields,
  field('packetBlocks', u16le, 'UDF §2.2.9'),
  field('tables', u8, 'UDF §2.2.9'),
  field('reserved2', zeros(1), 'UDF §2.2.9'),
  field('tableBytes', u32le, 'UDF §2.2.9'),
  field('table1', u32le, 'UDF §2.2.9'),
  field('table2', u32le, 'UDF §2.2.9'),
  field('table3', u32le, 'UDF §2.2.9'),
  field('table4', u32le, 'UDF §2.2.9'),
]);

/** UDF 2.60 §2.2.10. */
const metadataMap = struct('metadataMap', TYPE_2_BYTES, [
  ...commonFields,
  field('fileBlock', u32le, 'UDF §2.2.10'),
  field('mirrorBlock', u32le, 'UDF §2.2.10'),
  field('bitmapBlock', u32le, 'UDF §2.2.10'),
  field('allocationUnitBlocks', u32le, 'UDF §2.2.10'),
  field('alignmentUnitBlocks', u16le, 'UDF §2.2.10'),
  field('flags', u8, 'UDF §2.2.10'),
  field('reserved2', zeros(5), 'UDF §2.2.10'),
]);

/** The maps of a logical volume in their order, which is what partition references count; what is cut off is left out. */
export function readPartitionMaps(table: Uint8Array, count: number): PartitionMap[] {
  const maps: PartitionMap[] = [];
  for (let at = 0; maps.length < count && at + MAP_HEAD_BYTES <= table.length; ) {
    const lengthBytes = present(table[at + 1]);
    if (lengthBytes < MAP_HEAD_BYTES || at + lengthBytes > table.length) break;
    maps.push(mapIn(table.subarray(at, at + lengthBytes)));
    at += lengthBytes;
  }
  return maps;
}

function mapIn(bytes: Uint8Array): PartitionMap {
  if (bytes[0] === TYPE_1 && bytes.length === TYPE_1_BYTES)
    return { kind: 'physical', partition: u16le.read(bytes, 4, () => {}) };
  if (bytes[0] !== TYPE_2 || bytes.length !== TYPE_2_BYTES)
    return { kind: 'unknown', partition: 0, identifier: `type-${bytes[0]}` };
  const { identifier, partition } = quietly(otherMap, bytes);
  switch (identifier.identifier) {
    case '*UDF Virtual Partition':
      return { kind: 'virtual', partition };
    case '*UDF Sparable Partition':
      return sparableOf(bytes, partition);
    case '*UDF Metadata Partition': {
      const { fileBlock, mirrorBlock } = quietly(metadataMap, bytes);
      return { kind: 'metadata', partition, fileBlock, mirrorBlock };
    }
    default:
      return { kind: 'unknown', partition, identifier: identifier.identifier };
  }
}

function sparableOf(bytes: Uint8Array, partition: number): PartitionMap {
  const map = quietly(sparableMap, bytes);
  const { packetBlocks, tableBytes, tables, table1, table2, table3, table4 } = map;
  const tableBlocks = [table1, table2, table3, table4].slice(0, Math.min(tables, MOST_TABLES));
  return { kind: 'sparable', partition, packetBlocks, tableBytes, tableBlocks };
}

function quietly<V>(form: Struct<V>, bytes: Uint8Array): V {
  return form.decode(bytes, { onNote: () => {} });
}
