import { zeros } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** Where isolinux and GRUB find the table in their own image; the name and form are those of mkisofs. */
export const BOOT_INFO_AT_BYTE = 8;

/** Tells a boot image where it is on the medium. */
export const bootInfoTable = struct('bootInfoTable', 56, [
  field('primaryVolumeLba', u32le, 'boot-info-table'),
  field('imageLba', u32le, 'boot-info-table'),
  field('imageBytes', u32le, 'boot-info-table'),
  field('checksum', u32le, 'boot-info-table'),
  field('reserved', zeros(40), 'boot-info-table'),
]);

const FIRST_SUMMED_BYTE = BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes;

/** The sum of the little-endian words from byte 64 to the end; an unfinished last word is filled with zeros. */
export function bootInfoChecksum(image: Uint8Array): number {
  let sum = 0;
  for (let at = FIRST_SUMMED_BYTE; at < image.length; at += 4) {
    const word = [0, 1, 2, 3].reduce((value, i) => value + (image[at + i] ?? 0) * 256 ** i, 0);
    sum = (sum + word) % 2 ** 32;
  }
  return sum;
}

/** GRUB's own block list inside an El Torito image: where the part after its first 2048 + 512 bytes begins, in 512s. */
export const GRUB_INFO_AT_BYTE = 2548;

export const grubInfo = struct('grubInfo', 8, [field('firstBlock', u64le, 'grub2-boot-info')]);

/** The block that GRUB's second stage begins in. */
export function grubInfoBlock(imageLba: number): number {
  return imageLba * 4 + 5;
}
