import { PRIMARY_HEADER_BLOCK } from '../../bytes/formats/gpt/table.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { within } from '../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { Sight } from './bounded-reader.ts';
import { foreignAt } from './foreign/find-foreign.ts';
import { copyAt } from './gpt.ts';
import { mbrRegions } from './reach/partitions.ts';

/** In which sectors an image counts. */
export interface ImageSectors {
  readonly sectorBytes: number;
  /** By a table: the drive's sectors must be just these. By a volume alone: none may be larger. */
  readonly by: 'table' | 'volume';
}

/** Logical blocks of drives with the advanced format. */
const LARGE_BLOCK_BYTES = 4096;
const ISO_AT_BYTE = 32 << 10;
const ISO_BLOCK_BYTES = 2048;

/**
 * The sectors that an image's partition table, else its volume, counts in; undefined when it does not say, or has a
 * table for both. UEFI 2.10 §5.3: a GPT's second block is that of the drive; §5.2.1: so are the units of an MBR.
 */
export async function sectorsOf(image: Readable<number | undefined>): Promise<ImageSectors | undefined> {
  const { bytes } = new Sight(image);
  const [small, large] = await Promise.all([isGpt(bytes, BLOCK_BYTES), isGpt(bytes, LARGE_BLOCK_BYTES)]);
  if (small && large) return undefined;
  if (small || large) return { by: 'table', sectorBytes: small ? BLOCK_BYTES : LARGE_BLOCK_BYTES };
  return (await mbrSectors(bytes, image.sizeBytes)) ?? volumeSectors(bytes);
}

/** Whether systems and firmware find their way on a drive with these sectors. */
export function fitsSectors({ by, sectorBytes }: ImageSectors, driveBytes: number): boolean {
  return by === 'table' ? sectorBytes === driveBytes : sectorBytes >= driveBytes;
}

async function isGpt(bytes: ReadAt, blockBytes: number): Promise<boolean> {
  return (await copyAt(bytes, PRIMARY_HEADER_BLOCK, blockBytes))?.valid ?? false;
}

/**
 * Counted in the drive's own blocks, whichever they were: what stands where the partitions begin tells. Partitions that would
 * end beyond the image count in small ones.
 */
async function mbrSectors(bytes: ReadAt, sizeBytes: number | undefined): Promise<ImageSectors | undefined> {
  const regions = (await mbrRegions(bytes)).filter(({ startByte }) => startByte > 0);
  if (regions.length === 0) return undefined;
  const factor = LARGE_BLOCK_BYTES / BLOCK_BYTES;
  const endByte = Math.max(...regions.map(({ startByte, lengthBytes }) => startByte + lengthBytes));
  if (sizeBytes !== undefined && endByte * factor > sizeBytes)
    return { by: 'table', sectorBytes: BLOCK_BYTES };
  const starts = regions.map(({ startByte }) => startByte);
  const [small, large] = await Promise.all([
    anyVolume(bytes, starts),
    anyVolume(
      bytes,
      starts.map((atByte) => atByte * factor),
    ),
  ]);
  return { by: 'table', sectorBytes: large && !small ? LARGE_BLOCK_BYTES : BLOCK_BYTES };
}

async function anyVolume(bytes: ReadAt, starts: readonly number[]): Promise<boolean> {
  const found = await Promise.all(starts.map((atByte) => isVolume(within(bytes, atByte))));
  return found.includes(true);
}

/** A boot sector, an ISO descriptor, or what other file systems begin with. */
async function isVolume(bytes: ReadAt): Promise<boolean> {
  const boot = await bytes(510, 2);
  if (boot[0] === 0x55 && boot[1] === 0xaa) return true;
  return (await isIso(bytes)) || (await foreignAt(bytes)) !== undefined;
}

async function volumeSectors(bytes: ReadAt): Promise<ImageSectors | undefined> {
  if (await isIso(bytes)) return { by: 'volume', sectorBytes: ISO_BLOCK_BYTES };
  const boot = await bytes(0, BLOCK_BYTES);
  const isFat = /^FAT(12|16|32)/.test(textAt(boot, 54, 5)) || textAt(boot, 82, 5) === 'FAT32';
  const sectorBytes = isFat ? new DataView(boot.buffer, boot.byteOffset).getUint16(11, true) : 0;
  return [512, 1024, 2048, 4096].includes(sectorBytes) ? { by: 'volume', sectorBytes } : undefined;
}

/**
 * ISO 9660, or a volume recognised like it (UDF). ECMA-119 §8.1, ECMA-167 2/9.1: a set of descriptors begins with a primary
 * one, or with none of ECMA-119; what follows in it begins no volume.
 */
async function isIso(bytes: ReadAt): Promise<boolean> {
  const descriptor = await bytes(ISO_AT_BYTE, 6);
  return ['\x01CD001', '\x00BEA01'].includes(textAt(descriptor, 0, 6));
}

function textAt(bytes: Uint8Array, atByte: number, lengthBytes: number): string {
  return String.fromCharCode(...bytes.subarray(atByte, atByte + lengthBytes));
}
