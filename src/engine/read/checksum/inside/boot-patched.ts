import { createHash } from 'node:crypto';
import {
  BOOT_INFO_AT_BYTE,
  bootInfoChecksum,
  bootInfoTable,
  GRUB_INFO_AT_BYTE,
  grubInfo,
  grubInfoBlock,
} from '../../../bytes/formats/eltorito/boot-info.ts';
import { readCatalogue } from '../../../bytes/formats/eltorito/read-catalogue.ts';
import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../../bytes/formats/iso9660/volume-descriptor.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { contentOf } from '../../browse/content.ts';
import { type Damaged, damageOf } from '../../browse/iso/damage.ts';
import { findVolumes } from '../../inspect/volumes.ts';
import type { Algorithm } from '../algorithms.ts';
import type { NamedFile } from './named-file.ts';

/** Boot loaders are much smaller. */
const LARGEST_BYTES = 8 << 20;
const LEAST_BYTES = BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes;
/** What programs write of the table; they leave the rest as it was, or make it zeros. */
const WRITTEN_BYTES = 16;
/** What isolinux has where the table will be. */
const BEEF = [0xef, 0xbe, 0xad, 0xde];
/** What grub-mkimage puts where a boot image is told its place. */
const GRUB_BLOCK_BEFORE = 2;

type Bytes = Readable;

/** Where the boot images that an El Torito catalogue names begin, in bytes. */
async function bootImagePlaces(image: Bytes): Promise<ReadonlySet<number>> {
  const bytes = bytesOf(image);
  const { catalogueLba } = await findVolumes(bytes);
  if (catalogueLba === undefined) return new Set();
  const sector = await bytes(catalogueLba * SECTOR_BYTES, SECTOR_BYTES);
  if (sector.length < SECTOR_BYTES) return new Set();
  return new Set(readCatalogue(sector).entries.map(({ imageLba }) => imageLba * SECTOR_BYTES));
}

/**
 * The checksums that a boot image had before it was told its place on the medium (boot info table of mkisofs, GRUB's block):
 * with what loaders are known to have there. None when it does not carry exactly what it is told. Whatever else differs is a
 * difference.
 */
async function checksumsBefore(
  image: Bytes,
  { entry }: NamedFile,
  algorithm: Algorithm,
  damaged: Damaged,
): Promise<ReadonlySet<string>> {
  const { atByte = 0 } = entry.runs[0] ?? {};
  if (entry.sizeBytes > LARGEST_BYTES || entry.sizeBytes < LEAST_BYTES) return new Set();
  const found = new Uint8Array(entry.sizeBytes);
  await contentOf(image, entry, damaged).read(0, found);
  const before = originals(found, atByte / SECTOR_BYTES);
  return new Set(before.map((original) => createHash(algorithm).update(original).digest('hex')));
}

/** What the file may have been, when it carries exactly what it is told of its place. */
function originals(found: Uint8Array, imageLba: number): Uint8Array[] {
  const blocks = hasGrubBlock(found, imageLba) ? [found, withGrubBlock(found)] : [found];
  const [unpatched = found] = blocks.slice(-1);
  if (!isTable(found, imageLba, blocks.map(bootInfoChecksum))) return [unpatched];
  return blocks.flatMap((before) =>
    tablesBefore(before).map((table) => {
      const original = before.slice();
      original.set(table, BOOT_INFO_AT_BYTE);
      return original;
    }),
  );
}

/** The sum may count what GRUB is told, or what stood there before. */
function isTable(found: Uint8Array, imageLba: number, checksums: readonly number[]): boolean {
  const table = tableIn(found);
  const isMeant = checksums.some((checksum) => {
    const meant = encoded(found, imageLba, checksum);
    return meant.every((byte, index) => index >= WRITTEN_BYTES || byte === table[index]);
  });
  const rest = table.subarray(WRITTEN_BYTES);
  return isMeant && [filled(0), filled(...BEEF)].some((known) => isSame(rest, known.subarray(WRITTEN_BYTES)));
}

/** Zeros (GRUB), 0xdeadbeef (isolinux), or isolinux' own beginning of a table, which has no place yet. */
function tablesBefore(before: Uint8Array): Uint8Array[] {
  const head = encoded(before, 0, bootInfoChecksum(before)).subarray(0, WRITTEN_BYTES);
  const heads = [filled(0), filled(...BEEF), head].map((bytes) => bytes.subarray(0, WRITTEN_BYTES));
  const rests = [filled(0), filled(...BEEF)].map((bytes) => bytes.subarray(WRITTEN_BYTES));
  return heads.flatMap((first) => rests.map((rest) => Uint8Array.of(...first, ...rest)));
}

function encoded(file: Uint8Array, imageLba: number, checksum: number): Uint8Array {
  return bootInfoTable.encode({
    primaryVolumeLba: FIRST_DESCRIPTOR_LBA,
    imageLba,
    imageBytes: file.length,
    checksum,
  });
}

function filled(...pattern: number[]): Uint8Array {
  return Uint8Array.from({ length: bootInfoTable.sizeBytes }, (_, index) =>
    present(pattern[index % pattern.length]),
  );
}

function tableIn(file: Uint8Array): Uint8Array {
  return file.subarray(BOOT_INFO_AT_BYTE, BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes);
}

function hasGrubBlock(file: Uint8Array, imageLba: number): boolean {
  const block = grubInfo.encode({ firstBlock: grubInfoBlock(imageLba) });
  return isSame(file.subarray(GRUB_INFO_AT_BYTE, GRUB_INFO_AT_BYTE + block.length), block);
}

function withGrubBlock(file: Uint8Array): Uint8Array {
  const before = file.slice();
  before.set(grubInfo.encode({ firstBlock: GRUB_BLOCK_BEFORE }), GRUB_INFO_AT_BYTE);
  return before;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Answers whether a file that differs is a boot image that was told its place; each is read once for each way to hash. */
export function patchJudge(
  image: Bytes,
  imagePath: string,
): (file: NamedFile, line: { readonly algorithm: Algorithm; readonly hash: string }) => Promise<boolean> {
  const damaged = damageOf(imagePath);
  let places: Promise<ReadonlySet<number>> | undefined;
  const known = new Map<NamedFile, Map<Algorithm, Promise<ReadonlySet<string>>>>();
  return async (file, { algorithm, hash }) => {
    places ??= bootImagePlaces(image);
    const { atByte } = file.entry.runs[0] ?? {};
    if (atByte === undefined || !(await places).has(atByte)) return false;
    const ofFile = known.get(file) ?? new Map();
    known.set(file, ofFile);
    const before = ofFile.get(algorithm) ?? checksumsBefore(image, file, algorithm, damaged);
    ofFile.set(algorithm, before);
    return (await before).has(hash);
  };
}
