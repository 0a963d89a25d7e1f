import { SECTOR_BYTES } from './sector.ts';

/** A file in one extent has a 32-bit length. ECMA-119 §9.1.4. */
export const MAX_ONE_SECTION_BYTES = 0xffffffff;

/** Length of each part of a longer file but the last: the largest whole number of sectors. ECMA-119 §6.5.1, level 3 §10.3. */
export const FILE_SECTION_BYTES = 0xfffff800;

/** Linux gives up after so many parts of one file (isofs_read_level3_size). */
export const MAX_READABLE_SECTIONS = 100;

/** How many directory records, one after the other, a file of this size needs. */
export function fileSectionCount(sizeBytes: number): number {
  return sizeBytes <= MAX_ONE_SECTION_BYTES ? 1 : Math.ceil(sizeBytes / FILE_SECTION_BYTES);
}

/** Part `index` of a file: sectors from its first one, and bytes. */
export function fileSection(
  sizeBytes: number,
  index: number,
): { offsetSectors: number; lengthBytes: number } {
  if (fileSectionCount(sizeBytes) === 1) return { offsetSectors: 0, lengthBytes: sizeBytes };
  const atByte = index * FILE_SECTION_BYTES;
  return {
    offsetSectors: atByte / SECTOR_BYTES,
    lengthBytes: Math.min(FILE_SECTION_BYTES, sizeBytes - atByte),
  };
}
