import { crc32 } from '../../codec/crc32.ts';
import { isHeaderAt } from './old-backup.ts';

/** A GPT for a larger drive: what its beginning becomes, and what stands at its end. */
export interface MovedGpt {
  /** As long as the beginning that was given. */
  readonly head: Uint8Array;
  /** Array and header of the second copy; they end where the drive's last whole block does. */
  readonly tail: { readonly atByte: number; readonly bytes: Uint8Array };
}

const BLOCK_SIZES = [512, 4096];
const LEAST_HEADER_BYTES = 92;
const ENTRY_BYTES = 128;
const MOST_ENTRIES = 1024;
/** Places in a header. UEFI 2.10 §5.3.2, table 5.5. */
const AT = {
  headerBytes: 12,
  crc: 16,
  own: 24,
  other: 32,
  lastUsable: 48,
  entries: 72,
  count: 80,
  size: 84,
  sum: 88,
};
/** Partition records of an MBR: type, first block, number of blocks. UEFI 2.10 §5.2.1. */
const RECORDS = [446, 462, 478, 494];
const PROTECTIVE = 0xee;
const MOST_BLOCKS = 0xff_ff_ff_ff;

/**
 * The table of a drive, for a larger one that gets the same content: the second copy belongs in its last block, the first one says so, and
 * the record that protects both reaches over the whole drive. UEFI 2.10 §5.2.3, §5.3.1. Whatever else a header holds stays.
 *
 * @param head from the first byte on, with the whole first copy in it
 * @returns undefined where there is no sound table, or where it ends with the drive already
 */
export function movedGpt(head: Uint8Array, capacityBytes: number): MovedGpt | undefined {
  for (const blockBytes of BLOCK_SIZES) {
    const table = tableIn(head, blockBytes);
    if (table)
      return moved(head, table, { blockBytes, lastBlock: Math.floor(capacityBytes / blockBytes) - 1 });
  }
  return undefined;
}

interface Table {
  readonly header: Uint8Array;
  readonly array: Uint8Array;
  readonly oldLastBlock: number;
}

function tableIn(head: Uint8Array, blockBytes: number): Table | undefined {
  if (head.length < 2 * blockBytes || !isHeaderAt(head, blockBytes)) return undefined;
  const block = head.slice(blockBytes, 2 * blockBytes);
  const view = viewOf(block);
  const headerBytes = view.getUint32(AT.headerBytes, true);
  if (headerBytes < LEAST_HEADER_BYTES || headerBytes > blockBytes) return undefined;
  const header = block.slice(0, headerBytes);
  const [count, size] = [view.getUint32(AT.count, true), view.getUint32(AT.size, true)];
  const arrayAt = Number(view.getBigUint64(AT.entries, true)) * blockBytes;
  if (size !== ENTRY_BYTES || count > MOST_ENTRIES || arrayAt + count * size > head.length) return undefined;
  const array = head.slice(arrayAt, arrayAt + count * size);
  const isSound =
    sumOf(header) === view.getUint32(AT.crc, true) && crc32(array) === view.getUint32(AT.sum, true);
  const oldLastBlock = Number(view.getBigUint64(AT.other, true));
  return isSound && view.getBigUint64(AT.own, true) === 1n ? { header, array, oldLastBlock } : undefined;
}

function moved(
  head: Uint8Array,
  { header, array, oldLastBlock }: Table,
  { blockBytes, lastBlock }: { readonly blockBytes: number; readonly lastBlock: number },
): MovedGpt | undefined {
  if (oldLastBlock >= lastBlock) return undefined;
  const arrayBlocks = Math.ceil(array.length / blockBytes);
  const lastUsable = lastBlock - arrayBlocks - 1;
  const first = withPlaces(header, { other: lastBlock, lastUsable });
  const second = withPlaces(header, {
    own: lastBlock,
    other: 1,
    lastUsable,
    entries: lastBlock - arrayBlocks,
  });
  const newHead = head.slice();
  newHead.set(first, blockBytes);
  protect(newHead, oldLastBlock, lastBlock);
  const bytes = new Uint8Array((arrayBlocks + 1) * blockBytes);
  bytes.set(array);
  bytes.set(second, arrayBlocks * blockBytes);
  return { head: newHead, tail: { atByte: (lastBlock - arrayBlocks) * blockBytes, bytes } };
}

type Places = { readonly [P in 'own' | 'other' | 'lastUsable' | 'entries']?: number };

function withPlaces(header: Uint8Array, places: Places): Uint8Array {
  const bytes = header.slice();
  const view = viewOf(bytes);
  for (const name of ['own', 'other', 'lastUsable', 'entries'] as const) {
    const block = places[name];
    if (block !== undefined) view.setBigUint64(AT[name], BigInt(block), true);
  }
  view.setUint32(AT.crc, sumOf(bytes), true);
  return bytes;
}

/** The CRC counts its own field as zero. */
function sumOf(header: Uint8Array): number {
  const bytes = header.slice();
  bytes.fill(0, AT.crc, AT.crc + 4);
  return crc32(bytes);
}

/** A record that was to cover the old drive covers the new one; others, as hybrid tables have them, are somebody's partitions. */
function protect(head: Uint8Array, oldLastBlock: number, lastBlock: number): void {
  const view = viewOf(head);
  for (const at of RECORDS) {
    const blocks = view.getUint32(at + 12, true);
    const coversAll = view.getUint32(at + 8, true) === 1 && blocks >= Math.min(oldLastBlock, MOST_BLOCKS);
    if (head[at + 4] === PROTECTIVE && coversAll)
      view.setUint32(at + 12, Math.min(lastBlock, MOST_BLOCKS), true);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
