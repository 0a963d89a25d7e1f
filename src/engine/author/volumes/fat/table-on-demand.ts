import { MEDIA_FIXED } from '../../../bytes/formats/fat/boot-sector.ts';
import { present } from '../../../contract/failure/present.ts';
import { type ClusterPlaces, indexAt } from './cluster-places.ts';

const ENTRY_BYTES = 4;
const END_OF_CHAIN = 0x0fffffff;
/** Entry 0 repeats the media byte; entry 1 says: cleanly unmounted, no error. fatgen103 "FAT data structure". */
const FIRST_ENTRIES = [0x0fffff00 | MEDIA_FIXED, END_OF_CHAIN] as const;

/** Part of a file allocation table: it is made where it is read, never whole. `atByte` counts from the table's start. */
export function readTable(places: ClusterPlaces, atByte: number, into: Uint8Array): void {
  const firstEntry = Math.floor(atByte / ENTRY_BYTES);
  const endEntry = Math.ceil((atByte + into.length) / ENTRY_BYTES);
  const bytes = new Uint8Array((endEntry - firstEntry) * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  const put = (entry: number, value: number) =>
    view.setUint32((entry - firstEntry) * ENTRY_BYTES, value, true);
  FIRST_ENTRIES.forEach((value, entry) => {
    if (entry >= firstEntry && entry < endEntry) put(entry, value);
  });
  for (const { from, last } of chainsFrom(places, firstEntry)) {
    if (from >= endEntry) break;
    for (let entry = Math.max(from, firstEntry); entry <= last && entry < endEntry; entry++)
      put(entry, entry === last ? END_OF_CHAIN : entry + 1);
  }
  into.set(bytes.subarray(atByte - firstEntry * ENTRY_BYTES).subarray(0, into.length));
}

function* chainsFrom(places: ClusterPlaces, cluster: number) {
  for (let index = indexAt(places, cluster); index < places.rows.length; index++) {
    const row = present(places.rows[index]);
    const from = present(places.first[row]);
    yield { from, last: from + present(places.clusters[row]) - 1 };
  }
}
