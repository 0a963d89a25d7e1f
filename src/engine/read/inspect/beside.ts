import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { InspectionNote, VolumeFacts } from '../../contract/events/inspection.ts';
import { applePartitions, appleProbes } from './foreign/apple.ts';
import { letters } from './foreign/fields.ts';
import { foreignAt, foreignIn, HEAD_BYTES } from './foreign/find-foreign.ts';

/** What is no image of ours, or stands beside one. */
export interface FoundBeside {
  readonly volumes: readonly VolumeFacts[];
  readonly notes: readonly InspectionNote[];
}

/** The identifier of its volume descriptor. */
export const HIGH_SIERRA_AT = (32 << 10) + 9;
/** A sector of 2352 bytes begins with it. ECMA-130 §14.2. */
const SYNC = `\0${'\xff'.repeat(10)}\0`;
const MAP_BYTES = 64 * 2048;

/** File systems of others by their names, Apple's maps, and what looks like an image and is another kind of one. */
export async function findBeside(bytes: ReadAt, hasOurs: boolean): Promise<FoundBeside> {
  const head = await bytes(0, HEAD_BYTES);
  const found = hasOurs ? foreignIn(head, appleProbes) : await foreignAt(bytes);
  const codes = [
    ...(applePartitions(await bytes(0, MAP_BYTES)).length > 0 ? ['apple-partition-map'] : []),
    ...(letters(head, HIGH_SIERRA_AT, 5) === 'CDROM' ? ['high-sierra'] : []),
    ...(letters(head, 0, SYNC.length) === SYNC ? ['raw-sectors'] : []),
  ];
  const { name, label = '', sizeBytes } = found ?? {};
  return {
    volumes: name ? [{ standard: name, label, ...(sizeBytes !== undefined && { sizeBytes }) }] : [],
    notes: codes.map((code) => ({ code })),
  };
}
