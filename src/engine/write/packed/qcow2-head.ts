import {
  QCOW2_COMPRESSION,
  QCOW2_ZLIB,
  QCOW2_ZSTD,
  qcow2Extra,
  qcow2Header,
} from '../../bytes/formats/qcow2/qcow2.ts';

export const SECTOR_BYTES = 512;
const VERSION = 3;
/** Counts of 2^4 bits. */
const REFCOUNT_ORDER = 4;

interface Qcow2Room {
  readonly clusterBits: number;
  readonly sizeBytes: number;
  readonly l1Entries: number;
  readonly l1Byte: number;
  readonly refcountTableByte: number;
  readonly tableClusters: number;
  /** Undefined: no cluster is packed. */
  readonly isZstd: boolean | undefined;
}

/** Header of version 3, with nothing behind it. */
export function qcow2Head(room: Qcow2Room): Uint8Array {
  const { clusterBits, sizeBytes, l1Entries, l1Byte, refcountTableByte, tableClusters, isZstd } = room;
  const header = qcow2Header.encode({
    version: VERSION,
    backingNameByte: 0,
    backingNameBytes: 0,
    clusterBits,
    sizeBytes,
    encryption: 0,
    l1Entries,
    l1Byte,
    refcountTableByte,
    refcountTableClusters: tableClusters,
    snapshots: 0,
  });
  const extra = qcow2Extra.encode({
    incompatibleHigh: 0,
    incompatible: isZstd ? QCOW2_COMPRESSION : 0,
    refcountOrder: REFCOUNT_ORDER,
    headerBytes: qcow2Header.sizeBytes + qcow2Extra.sizeBytes,
    compressionType: isZstd ? QCOW2_ZSTD : QCOW2_ZLIB,
  });
  return Buffer.concat([header, extra]);
}

/** How many clusters reference counts take, which are counted themselves. */
export function refcountRoom(
  otherClusters: number,
  clusterBytes: number,
): { readonly blocks: number; readonly tableClusters: number } {
  const countsABlock = clusterBytes / 2;
  let room = { blocks: 1, tableClusters: 1 };
  for (;;) {
    const blocks = Math.ceil((otherClusters + room.blocks + room.tableClusters) / countsABlock);
    const tableClusters = Math.ceil((blocks * 8) / clusterBytes);
    if (blocks <= room.blocks && tableClusters <= room.tableClusters) return room;
    room = {
      blocks: Math.max(blocks, room.blocks),
      tableClusters: Math.max(tableClusters, room.tableClusters),
    };
  }
}
