import { ascii, literal, raw } from '../../codec/fixed.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { type FileName, readFileName } from './file-name.ts';
import { type FileReference, fileReference } from './file-reference.ts';
import { undoFixUps } from './fix-ups.ts';

/** linux-ntfs documentation, "$INDEX_ROOT". */
const indexRoot = struct('ntfsIndexRoot', 16, [
  field('attributeType', u32le, '$INDEX_ROOT 0x00'),
  field('collation', u32le, '$INDEX_ROOT 0x04'),
  field('blockBytes', u32le, '$INDEX_ROOT 0x08'),
  field('clustersPerBlock', u8, '$INDEX_ROOT 0x0C'),
  field('unused', raw(3), '$INDEX_ROOT 0x0D'),
]);

/** linux-ntfs documentation, "$INDEX_ALLOCATION": what begins a block. */
const indexBlock = struct('ntfsIndexBlock', 24, [
  field('magic', literal(...ascii('INDX')), '$INDEX_ALLOCATION 0x00'),
  field('updateSequenceAt', u16le, '$INDEX_ALLOCATION 0x04'),
  field('updateSequenceCount', u16le, '$INDEX_ALLOCATION 0x06'),
  field('logNumber', u64le, '$INDEX_ALLOCATION 0x08'),
  field('cluster', u64le, '$INDEX_ALLOCATION 0x10'),
]);

/** Places are counted from its own beginning. */
const indexNode = struct('ntfsIndexNode', 16, [
  field('entriesAt', u32le, 'Index Header 0x00'),
  field('usedBytes', u32le, 'Index Header 0x04'),
  field('allocatedBytes', u32le, 'Index Header 0x08'),
  field('flags', u8, 'Index Header 0x0C'),
  field('unused', raw(3), 'Index Header 0x0D'),
]);

const indexEntry = struct('ntfsIndexEntry', 16, [
  field('reference', fileReference, 'Index Entry 0x00'),
  field('lengthBytes', u16le, 'Index Entry 0x08'),
  field('keyBytes', u16le, 'Index Entry 0x0A'),
  field('flags', u16le, 'Index Entry 0x0C'),
  field('unused', raw(2), 'Index Entry 0x0E'),
]);

const LAST_ENTRY = 2;
const ignore = { onNote: () => {} };

/** A name in a folder, and what it is the name of. */
export interface IndexedName {
  readonly reference: FileReference;
  readonly fileName: FileName;
}

export interface IndexRoot {
  /** Of each further block. */
  readonly blockBytes: number;
  readonly names: readonly IndexedName[];
}

export interface IndexBlock {
  /** Where in $INDEX_ALLOCATION it belongs. */
  readonly cluster: number;
  readonly names: readonly IndexedName[];
}

/** The value of $INDEX_ROOT of a folder; undefined for a broken one. */
export function readIndexRoot(value: Uint8Array): IndexRoot | undefined {
  if (value.length < indexRoot.sizeBytes + indexNode.sizeBytes) return undefined;
  const { blockBytes } = indexRoot.decode(value, ignore);
  const names = namesIn(value, indexRoot.sizeBytes);
  return names && { blockBytes, names };
}

/** The names of a block of $INDEX_ALLOCATION, whose fix-ups are undone in place; undefined for a broken one. */
export function readIndexBlock(block: Uint8Array): IndexBlock | undefined {
  if (block.length < indexBlock.sizeBytes + indexNode.sizeBytes) return undefined;
  let isBlock = true;
  const { cluster } = indexBlock.decode(block, {
    onNote: ({ field: name }) => {
      if (name === 'magic') isBlock = false;
    },
  });
  const names = isBlock && undoFixUps(block) ? namesIn(block, indexBlock.sizeBytes) : undefined;
  return names && { cluster, names };
}

function namesIn(bytes: Uint8Array, nodeAt: number): IndexedName[] | undefined {
  const { entriesAt, usedBytes } = indexNode.decode(bytes, { atByte: nodeAt, ...ignore });
  const end = Math.min(nodeAt + usedBytes, bytes.length);
  const found: IndexedName[] = [];
  for (let at = nodeAt + entriesAt; at + indexEntry.sizeBytes <= end; ) {
    const { reference, lengthBytes, keyBytes, flags } = indexEntry.decode(bytes, { atByte: at, ...ignore });
    if (flags & LAST_ENTRY) return found;
    const keyAt = at + indexEntry.sizeBytes;
    if (lengthBytes < indexEntry.sizeBytes + keyBytes || at + lengthBytes > end) return undefined;
    const fileName = readFileName(bytes.subarray(keyAt, keyAt + keyBytes));
    if (!fileName) return undefined;
    found.push({ reference, fileName });
    at += lengthBytes;
  }
  return undefined;
}
