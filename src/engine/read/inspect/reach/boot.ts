import { isBootRecord } from '../../../bytes/formats/eltorito/boot-record.ts';
import type { BootEntry } from '../../../bytes/formats/eltorito/catalogue.ts';
import { readCatalogue } from '../../../bytes/formats/eltorito/read-catalogue.ts';
import { fatSizeBytes } from '../../../bytes/formats/fat/read.ts';
import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../../bytes/formats/iso9660/volume-descriptor.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { le32 } from '../foreign/fields.ts';
import type { Claim } from './shortfalls.ts';

const CATALOGUE_POINTER_AT_BYTE = 71;
const VIRTUAL_SECTOR_BYTES = 512;
const MOST_IMAGES = 16;
const FLOPPY_BYTES: { readonly [E in BootEntry['emulation']]?: number } = {
  'floppy-1.2': 1_228_800,
  'floppy-1.44': 1_474_560,
  'floppy-2.88': 2_949_120,
};

/** The boot catalogue and the images it names. El Torito 1.0 §2. */
export async function bootClaims(bytes: ReadAt): Promise<Claim[]> {
  const record = await bytes((FIRST_DESCRIPTOR_LBA + 1) * SECTOR_BYTES, SECTOR_BYTES);
  if (record.length < SECTOR_BYTES || !isBootRecord(record)) return [];
  const atByte = le32(record, CATALOGUE_POINTER_AT_BYTE) * SECTOR_BYTES;
  const claims: Claim[] = [{ part: 'boot-catalogue', endByte: atByte + SECTOR_BYTES }];
  const sector = await bytes(atByte, SECTOR_BYTES);
  if (sector.length < SECTOR_BYTES) return claims;
  const { entries, notes } = readCatalogue(sector);
  if (notes.some(({ code }) => code === 'catalogue-key' || code === 'catalogue-checksum')) return claims;
  for (const [index, entry] of entries.slice(0, MOST_IMAGES).entries())
    if (entry.bootable) claims.push(await imageClaim(bytes, entry, index + 1));
  return claims;
}

/** A file system in it says its size better than the count of sectors, which is 0, 1 or too small a number for some. */
async function imageClaim(bytes: ReadAt, entry: BootEntry, number: number): Promise<Claim> {
  const atByte = entry.imageLba * SECTOR_BYTES;
  const loadBytes = Math.max(1, entry.loadSectors) * VIRTUAL_SECTOR_BYTES;
  const head = await bytes(atByte, VIRTUAL_SECTOR_BYTES);
  const lengthBytes = FLOPPY_BYTES[entry.emulation] ?? fatSizeBytes(head) ?? loadBytes;
  return { part: 'boot-image', number, endByte: atByte + lengthBytes };
}
