import type { FatImage } from '../../bytes/formats/fat/image.ts';
import { SECTOR_BYTES, sectorsFor } from '../../bytes/formats/iso9660/sector.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import type { Extent } from '../../contract/ports/image.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { Piece } from '../content/file-source.ts';
import type { Section } from '../layout/section.ts';

export const ESP_SECTION = 'efi-system-partition';

/** A partition begins at a multiple of 32 KiB, and ends at one. */
export const PARTITION_ALIGN_SECTORS = 16;

/** Sectors of the partition: the file system and a rest. */
export function espSectors({ sizeBytes }: FatImage<number>): number {
  return Math.ceil(sectorsFor(sizeBytes) / PARTITION_ALIGN_SECTORS) * PARTITION_ALIGN_SECTORS;
}

/** An EFI system partition built from files of the tree; their bytes are read when they are emitted. */
export function espSection(image: FatImage<number>, source: ContentSource): Section {
  const sectors = espSectors(image);
  return {
    name: ESP_SECTION,
    measure: () => sectors,
    render(where) {
      const hiddenBlocks = where(ESP_SECTION) * (SECTOR_BYTES / BLOCK_BYTES);
      const runs = image.runs(hiddenBlocks);
      return {
        async read(atByte, into) {
          into.fill(0);
          const pieces: Piece[] = [];
          for (const run of runs) {
            const from = Math.max(run.atByte, atByte);
            const to = Math.min(run.atByte + run.lengthBytes, atByte + into.length);
            if (from >= to) continue;
            const part = into.subarray(from - atByte, to - atByte);
            if ('bytes' in run) part.set(run.bytes.subarray(from - run.atByte, to - run.atByte));
            else pieces.push({ node: run.content, atByte: from - run.atByte, into: part });
          }
          if (pieces.length > 0) await source.read(pieces);
        },
        extents: () => extentsOf(image, sectors),
      };
    },
  };
}

function extentsOf({ sizeBytes }: FatImage<number>, sectors: number): Extent[] {
  const padBytes = sectors * SECTOR_BYTES - sizeBytes;
  const own: Extent = { atByte: 0, lengthBytes: sizeBytes, from: 'memory', name: ESP_SECTION };
  return padBytes > 0
    ? [own, { atByte: sizeBytes, lengthBytes: padBytes, from: 'zeros', name: ESP_SECTION }]
    : [own];
}
