import { QCOW2_COPIED } from '../../../bytes/formats/qcow2/qcow2.ts';
import type { Mapped } from '../../../bytes/mapped/runs.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { qcow2Head, refcountRoom, SECTOR_BYTES } from '../qcow2-head.ts';
import { mappedPieces, type Piece } from './pieces.ts';
import type { BlockRun } from './zero-scan.ts';

export const QCOW2_CLUSTER_BITS = 16;
export const QCOW2_CLUSTER_BYTES = 2 ** QCOW2_CLUSTER_BITS;
const PER_TABLE = QCOW2_CLUSTER_BYTES / 8;

/** A table of the second level: its clusters that hold something, and where in the file the first of them is. */
interface Table {
  readonly index: number;
  readonly runs: readonly BlockRun[];
  readonly firstByte: number;
}

/**
 * Only clusters that hold something, as they are, in order. The file: header, table of reference counts, their blocks, L1, tables of the second level, clusters.
 * QEMU, docs/interop/qcow2.rst
 */
export function planQcow2(content: Readable, runs: readonly BlockRun[]): Mapped {
  const sizeBytes = Math.ceil(content.sizeBytes / SECTOR_BYTES) * SECTOR_BYTES;
  const l1Entries = Math.max(1, Math.ceil(sizeBytes / (QCOW2_CLUSTER_BYTES * PER_TABLE)));
  const l1Clusters = Math.ceil(l1Entries / PER_TABLE);
  const parts = perTable(runs);
  const dataClusters = runs.reduce((sum, { blocks }) => sum + blocks, 0);
  const otherClusters = 1 + l1Clusters + parts.size + dataClusters;
  const { blocks, tableClusters } = refcountRoom(otherClusters, QCOW2_CLUSTER_BYTES);
  const clusters = otherClusters + blocks + tableClusters;
  const blocksByte = (1 + tableClusters) * QCOW2_CLUSTER_BYTES;
  const l1Byte = blocksByte + blocks * QCOW2_CLUSTER_BYTES;
  const l2Byte = l1Byte + l1Clusters * QCOW2_CLUSTER_BYTES;
  const tables = placed(parts, l2Byte + parts.size * QCOW2_CLUSTER_BYTES);
  const cluster = (make: () => Uint8Array): Piece => ({ lengthBytes: QCOW2_CLUSTER_BYTES, make });
  const room = { clusterBits: QCOW2_CLUSTER_BITS, sizeBytes, l1Entries, l1Byte, tableClusters };
  const head = qcow2Head({ ...room, refcountTableByte: QCOW2_CLUSTER_BYTES, isZstd: undefined });
  const l1 = l1Of(tables, l1Clusters, l2Byte);
  return mappedPieces(content, [
    { lengthBytes: QCOW2_CLUSTER_BYTES, bytes: padded(head) },
    ...spread(refcountTable(blocks, tableClusters, blocksByte)),
    ...Array.from({ length: blocks }, (_, index) => cluster(() => refcountBlock(index, clusters))),
    ...spread(l1),
    ...tables.map((table) => cluster(() => tableOf(table))),
    ...runs.map(({ firstBlock, blocks: count }) => ({
      lengthBytes: count * QCOW2_CLUSTER_BYTES,
      contentByte: firstBlock * QCOW2_CLUSTER_BYTES,
    })),
  ]);
}

/** Runs cut where a table of the second level ends. */
function perTable(runs: readonly BlockRun[]): Map<number, BlockRun[]> {
  const parts = new Map<number, BlockRun[]>();
  for (const { firstBlock, blocks } of runs)
    for (let block = firstBlock; block < firstBlock + blocks; ) {
      const index = Math.floor(block / PER_TABLE);
      const end = Math.min((index + 1) * PER_TABLE, firstBlock + blocks);
      const part = parts.get(index) ?? [];
      part.push({ firstBlock: block, blocks: end - block });
      parts.set(index, part);
      block = end;
    }
  return parts;
}

function placed(parts: ReadonlyMap<number, readonly BlockRun[]>, dataByte: number): Table[] {
  let firstByte = dataByte;
  return [...parts].map(([index, runs]) => {
    const table = { index, runs, firstByte };
    firstByte += runs.reduce((sum, { blocks }) => sum + blocks, 0) * QCOW2_CLUSTER_BYTES;
    return table;
  });
}

function l1Of(tables: readonly Table[], l1Clusters: number, l2Byte: number): Uint8Array {
  const l1 = new DataView(new ArrayBuffer(l1Clusters * QCOW2_CLUSTER_BYTES));
  for (const [order, { index }] of tables.entries())
    putPlace(l1, index, l2Byte + order * QCOW2_CLUSTER_BYTES);
  return new Uint8Array(l1.buffer);
}

function tableOf({ runs, firstByte }: Table): Uint8Array {
  const table = new DataView(new ArrayBuffer(QCOW2_CLUSTER_BYTES));
  let atByte = firstByte;
  for (const { firstBlock, blocks } of runs)
    for (let block = firstBlock; block < firstBlock + blocks; block++) {
      putPlace(table, block % PER_TABLE, atByte);
      atByte += QCOW2_CLUSTER_BYTES;
    }
  return new Uint8Array(table.buffer);
}

/** Used once: the bit says so. */
function putPlace(table: DataView, index: number, atByte: number): void {
  table.setUint32(index * 8, (Math.floor(atByte / 2 ** 32) | QCOW2_COPIED) >>> 0);
  table.setUint32(index * 8 + 4, atByte % 2 ** 32);
}

function refcountTable(blocks: number, tableClusters: number, blocksByte: number): Uint8Array {
  const table = Buffer.alloc(tableClusters * QCOW2_CLUSTER_BYTES);
  for (let index = 0; index < blocks; index++)
    table.writeBigUInt64BE(BigInt(blocksByte + index * QCOW2_CLUSTER_BYTES), index * 8);
  return table;
}

const COUNTS_A_BLOCK = QCOW2_CLUSTER_BYTES / 2;

/** Every cluster of the file is used once. */
function refcountBlock(index: number, clusters: number): Uint8Array {
  const block = Buffer.alloc(QCOW2_CLUSTER_BYTES);
  const count = Math.min(COUNTS_A_BLOCK, clusters - index * COUNTS_A_BLOCK);
  for (let at = 0; at < count; at++) block.writeUInt16BE(1, at * 2);
  return block;
}

function spread(bytes: Uint8Array): Piece[] {
  return bytes.length === 0 ? [] : [{ lengthBytes: bytes.length, bytes }];
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(QCOW2_CLUSTER_BYTES);
  whole.set(bytes);
  return whole;
}
