import { present } from '../../../contract/failure/present.ts';
import { FIRST_CLUSTER, MEDIA_FIXED } from './boot-sector.ts';
import { FAT_SECTOR_BYTES, type FatGeometry, type FatType } from './geometry.ts';

/** Clusters one after the other. */
export interface ClusterRun {
  readonly first: number;
  readonly count: number;
}

/** What stands in the table for the last cluster of a chain. fatgen103 "FAT data structure". */
const END_OF_CHAIN = { 12: 0xfff, 16: 0xffff, 32: 0x0fffffff } as const;
/** Entry 1: end of chain, and the bits "cleanly unmounted" and "no error" set. */
const SECOND_ENTRY = { 12: 0xfff, 16: 0xffff, 32: 0x0fffffff } as const;

/** One copy of the file allocation table. */
export function fatBytes({ type, fatSectors }: FatGeometry, runs: readonly ClusterRun[]): Uint8Array {
  const bytes = new Uint8Array(fatSectors * FAT_SECTOR_BYTES);
  put(bytes, type, 0, (END_OF_CHAIN[type] & ~0xff) | MEDIA_FIXED);
  put(bytes, type, 1, SECOND_ENTRY[type]);
  for (const { first, count } of runs) {
    for (let i = 0; i < count - 1; i++) put(bytes, type, first + i, first + i + 1);
    if (count > 0) put(bytes, type, first + count - 1, END_OF_CHAIN[type]);
  }
  return bytes;
}

function put(bytes: Uint8Array, type: FatType, index: number, value: number): void {
  if (type === 12) putTwelve(bytes, index, value);
  else for (let i = 0; i < type / 8; i++) bytes[index * (type / 8) + i] = value >>> (8 * i);
}

/** Two entries share three bytes. */
function putTwelve(bytes: Uint8Array, index: number, value: number): void {
  const at = index + (index >> 1);
  if (index % 2 === 0) {
    bytes[at] = value;
    bytes[at + 1] = (present(bytes[at + 1]) & 0xf0) | (value >>> 8);
  } else {
    bytes[at] = (present(bytes[at]) & 0x0f) | ((value << 4) & 0xf0);
    bytes[at + 1] = value >>> 4;
  }
}

/** The entry of a cluster: the next one, or a number that is none. */
export function fatEntry(bytes: Uint8Array, type: FatType, index: number): number {
  const at = type === 12 ? index + (index >> 1) : index * (type / 8);
  const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  if (type === 12) return index % 2 === 0 ? pair & 0xfff : pair >>> 4;
  if (type === 16) return pair;
  return (pair | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) & 0x0fffffff;
}

/** Gives clusters away one after the other. */
export class ClusterAllocator {
  #next = FIRST_CLUSTER;

  take(count: number): ClusterRun {
    const run = { first: count === 0 ? 0 : this.#next, count };
    this.#next += count;
    return run;
  }

  get next(): number {
    return this.#next;
  }
}
