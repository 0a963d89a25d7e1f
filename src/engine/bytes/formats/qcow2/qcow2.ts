import { ignored, literal } from '../../codec/fixed.ts';
import { u8, u32be } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64be } from '../../codec/u64.ts';

// QEMU, docs/interop/qcow2.rst. Sections by their headings.

const SECTION = 'Header';

/** What versions 2 and 3 have in common. "Header". */
export const qcow2Header = struct('qcow2Header', 72, [
  field('magic', literal(0x51, 0x46, 0x49, 0xfb), SECTION),
  field('version', u32be, SECTION),
  field('backingNameByte', u64be, SECTION),
  field('backingNameBytes', u32be, SECTION),
  field('clusterBits', u32be, SECTION),
  field('sizeBytes', u64be, SECTION),
  field('encryption', u32be, SECTION),
  field('l1Entries', u32be, SECTION),
  field('l1Byte', u64be, SECTION),
  field('refcountTableByte', u64be, SECTION),
  field('refcountTableClusters', u32be, SECTION),
  field('snapshots', u32be, SECTION),
  field('snapshotsByte', ignored(8), SECTION),
]);
export type Qcow2Header = ValueOf<typeof qcow2Header>;

/** What version 3 has behind it. "Header", "Additional fields (version 3 and higher)". */
export const qcow2Extra = struct('qcow2Extra', 40, [
  field('incompatibleHigh', u32be, SECTION),
  field('incompatible', u32be, SECTION),
  field('compatible', ignored(8), SECTION),
  field('autoclear', ignored(8), SECTION),
  field('refcountOrder', u32be, SECTION),
  field('headerBytes', u32be, SECTION),
  field('compressionType', u8, SECTION),
  field('padding', ignored(7), SECTION),
]);
export type Qcow2Extra = ValueOf<typeof qcow2Extra>;

/** Bits of `incompatible`. */
export const QCOW2_DIRTY = 1;
export const QCOW2_CORRUPT = 2;
export const QCOW2_DATA_FILE = 4;
export const QCOW2_COMPRESSION = 8;
export const QCOW2_EXTENDED_L2 = 16;
export const QCOW2_KNOWN_BITS = 31;

export const QCOW2_ZLIB = 0;
export const QCOW2_ZSTD = 1;

/** Entries of the tables, as halves of 32 bits. "L1 table entry", "L2 table entry". */
export const QCOW2_COPIED = 0x8000_0000;
export const QCOW2_COMPRESSED = 0x4000_0000;
export const QCOW2_ZERO = 1;

/** The place in an entry of L1, or of L2 for a cluster as it is: bits 9 to 55. */
export function qcow2Place(table: DataView, index: number): number {
  const high = table.getUint32(index * 8) & 0x00ff_ffff;
  return high * 2 ** 32 + ((table.getUint32(index * 8 + 4) & 0xffff_fe00) >>> 0);
}

/**
 * Where a packed cluster is, and how many bytes may belong to it: it ends anywhere in its last 512. "Compressed Clusters Descriptor": a place of
 * `62 - (clusterBits - 8)` bits, and above it how many *more* sectors there are.
 */
export function qcow2Packed(table: DataView, index: number, clusterBits: number) {
  const placeBits = BigInt(62 - (clusterBits - 8));
  const entry = table.getBigUint64(index * 8) & ((1n << 62n) - 1n);
  const atByte = Number(entry & ((1n << placeBits) - 1n));
  const sectors = Number(entry >> placeBits) + 1;
  return { atByte, packedBytes: sectors * 512 - (atByte % 512) };
}

/** The same as an entry. */
export function qcow2PackedEntry(atByte: number, packedBytes: number, clusterBits: number): bigint {
  const placeBits = BigInt(62 - (clusterBits - 8));
  const more = Math.floor(((atByte % 512) + packedBytes - 1) / 512);
  return (1n << 62n) | (BigInt(more) << placeBits) | BigInt(atByte);
}
