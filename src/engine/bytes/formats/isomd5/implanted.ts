import { latin1 } from '../../codec/text.ts';
import { SECTOR_BYTES } from '../iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA, primaryVolume } from '../iso9660/volume-descriptor.ts';
import { ISOMD5_AT_BYTE, ISOMD5_BYTES, type IsoMd5, readIsoMd5 } from './field.ts';

/** A checksum that stands in an image, and what it is of. */
export interface Implanted extends IsoMd5 {
  /** Bytes from the beginning that are hashed; the end is left out. */
  readonly hashedBytes: number;
}

const DESCRIPTOR_AT_BYTE = FIRST_DESCRIPTOR_LBA * SECTOR_BYTES;
const NEEDED_BYTES = DESCRIPTOR_AT_BYTE + SECTOR_BYTES;

/** Reads the checksum from the first bytes of an image; nothing when there is none. */
export function findImplanted(first: Uint8Array): Implanted | undefined {
  const descriptor = first.subarray(DESCRIPTOR_AT_BYTE, NEEDED_BYTES);
  const isPrimary = latin1(descriptor.subarray(0, 6)) === '\u0001CD001';
  if (descriptor.length < SECTOR_BYTES || !isPrimary) return undefined;
  const said = readIsoMd5(first.subarray(ISOMD5_AT_BYTE, ISOMD5_AT_BYTE + ISOMD5_BYTES));
  if (!said) return undefined;
  const { volumeBlocks } = primaryVolume.decode(descriptor, { onNote: () => {} });
  const hashedBytes = (volumeBlocks - said.skipSectors) * SECTOR_BYTES;
  return hashedBytes > NEEDED_BYTES ? { ...said, hashedBytes } : undefined;
}
