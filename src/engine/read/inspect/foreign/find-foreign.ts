import { ntfsFactsAt } from '../../../bytes/formats/ntfs/volume-facts.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { appleProbes } from './apple.ts';
import type { ForeignVolume, Probe } from './foreign.ts';
import { linuxProbes } from './linux.ts';
import { windowsProbes } from './windows.ts';

/** Superblocks begin within so much. */
export const HEAD_BYTES = 72 << 10;

const all: readonly Probe[] = [...windowsProbes, ...linuxProbes, ...appleProbes];

/** The file system whose beginning this is. `probes`: where only some can be meant. */
export function foreignIn(head: Uint8Array, probes: readonly Probe[] = all): ForeignVolume | undefined {
  for (const { needsBytes, look } of probes) {
    const found = head.length < needsBytes ? undefined : look(head);
    if (found) return found;
  }
  return undefined;
}

/** The same, read from the beginning of a volume, with the label where that stands elsewhere. */
export async function foreignAt(bytes: ReadAt): Promise<ForeignVolume | undefined> {
  const found = foreignIn(await bytes(0, HEAD_BYTES));
  if (found?.name !== 'ntfs') return found;
  const facts = await ntfsFactsAt(bytes);
  return facts ? { ...found, label: facts.label } : found;
}
