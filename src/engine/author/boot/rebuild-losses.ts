import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import type { BootNote } from '../../contract/events/boot-facts.ts';
import type { Loss } from '../../contract/events/loss.ts';
import type { OriginalBoot } from './original.ts';

/** What an image loses of what it was when its files are laid out anew: boot entries, and what Apple's machines read. */
export function rebuildLosses(
  { dropped, hasAppleParts }: OriginalBoot,
  notes: readonly BootNote[],
): readonly Loss[] {
  const entries = dropped.map(
    ({ imageLba }): Loss => ({
      path: '/',
      atByte: imageLba * SECTOR_BYTES,
      reason: 'boot-entry-dropped',
      where: 'all',
    }),
  );
  const partitions = notes
    .filter(({ code }) => code === 'partition-left-out')
    .map(
      ({ about = '' }): Loss => ({
        path: '/',
        atByte: Number(about) * BLOCK_BYTES,
        reason: 'partition-dropped',
        where: 'all',
      }),
    );
  const apple: readonly Loss[] = hasAppleParts
    ? [{ path: '/', reason: 'apple-part-dropped', where: 'all' }]
    : [];
  return [...entries, ...partitions, ...apple];
}
