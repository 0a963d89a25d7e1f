import { MEDIA_FIXED } from '../../../bytes/formats/fat/boot-sector.ts';
import { present } from '../../../contract/failure/present.ts';
import { type ClusterPlaces, indexAt } from '../cluster-places.ts';

/** Entry 0 repeats the media byte; entry 1 says: cleanly unmounted, no error. fatgen103 "FAT data structure". */
const END_OF_CHAIN = { 16: 0xffff, 32: 0x0fffffff } as const;

/** Part of a file allocation table: it is made where it is read, never whole. `atByte` counts from the table's start. */
export function readTable(places: ClusterPlaces, type: 16 | 32, atByte: number, into: Uint8Array): void {
  const end = END_OF_CHAIN[type];
  const first = [(end & ~0xff) | MEDIA_FIXED, end];
  readChains(chainsFrom(places), { entryBytes: type / 8, first, end }, atByte, into);
}

/** Clusters that follow each other. */
export interface Chain {
  readonly from: number;
  readonly last: number;
}

export interface TableWords {
  readonly entryBytes: number;
  /** Entries 0 and 1. */
  readonly first: readonly number[];
  readonly end: number;
}

/** @param chainsAt chains from the one that holds a cluster on, in order */
export function readChains(
  chainsAt: (cluster: number) => Iterable<Chain>,
  { entryBytes, first, end }: TableWords,
  atByte: number,
  into: Uint8Array,
): void {
  const firstEntry = Math.floor(atByte / entryBytes);
  const endEntry = Math.ceil((atByte + into.length) / entryBytes);
  const bytes = new Uint8Array((endEntry - firstEntry) * entryBytes);
  const view = new DataView(bytes.buffer);
  const put = (entry: number, value: number): void => {
    if (entryBytes === 2) view.setUint16((entry - firstEntry) * entryBytes, value, true);
    else view.setUint32((entry - firstEntry) * entryBytes, value, true);
  };
  first.forEach((value, entry) => {
    if (entry >= firstEntry && entry < endEntry) put(entry, value);
  });
  for (const { from, last } of chainsAt(firstEntry)) {
    if (from >= endEntry) break;
    for (let entry = Math.max(from, firstEntry); entry <= last && entry < endEntry; entry++)
      put(entry, entry === last ? end : entry + 1);
  }
  into.set(bytes.subarray(atByte - firstEntry * entryBytes).subarray(0, into.length));
}

function chainsFrom(places: ClusterPlaces) {
  return function* (cluster: number): Generator<Chain> {
    for (let index = Math.max(0, indexAt(places, cluster)); index < places.rows.length; index++) {
      const row = present(places.rows[index]);
      const from = present(places.first[row]);
      yield { from, last: from + present(places.clusters[row]) - 1 };
    }
  };
}
