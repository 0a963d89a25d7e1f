import type { ByteRange } from '../../contract/ports/byte-range.ts';

const KIB = 1 << 10;
const MIB = 1 << 20;
const GIB = 2 ** 30;

/**
 * Where file systems, volume managers and RAIDs keep what they are known by, from the beginning of a partition or a
 * drive: the places every prober looks at. Sizes are generous; reading a few pages more costs nothing.
 */
const FROM_BEGINNING: readonly ByteRange[] = [
  // FAT, exFAT, NTFS, XFS, ext2/3/4, LVM, LUKS 1 and 2, swap, HFS+, ISO 9660, UDF, JFS, reiserfs, btrfs: all below.
  { atByte: 0, lengthBytes: 128 * KIB },
  // The UDF anchor of 512- and 2048-byte sectors.
  { atByte: 256 * 512, lengthBytes: 4 * KIB },
  { atByte: 256 * 2048, lengthBytes: 4 * KIB },
  // Second LUKS 2 header of the sizes cryptsetup makes; the second ZFS label.
  { atByte: 256 * KIB, lengthBytes: 256 * KIB },
  // Copies of ext2/3/4: block group 1 for blocks of 1, 2 and 4 KiB.
  { atByte: 8193 * KIB, lengthBytes: 8 * KIB },
  { atByte: 32 * MIB, lengthBytes: 8 * KIB },
  { atByte: 128 * MIB, lengthBytes: 8 * KIB },
  // Second and third btrfs superblock.
  { atByte: 64 * MIB, lengthBytes: 8 * KIB },
  { atByte: 256 * GIB, lengthBytes: 8 * KIB },
];

/** What lies at the end: NTFS's and exFAT's spare boot sector, md 0.90 and 1.0, ZFS labels, NILFS, the GPT backup. */
const END_BYTES = 512 * KIB;

/** Places of a partition (or whole drive) that tell what it is. */
export function superblockPlaces({ atByte, lengthBytes }: ByteRange): ByteRange[] {
  const inside = FROM_BEGINNING.filter((place) => place.atByte < lengthBytes).map((place) => ({
    atByte: atByte + place.atByte,
    lengthBytes: Math.min(place.lengthBytes, lengthBytes - place.atByte),
  }));
  const endBytes = Math.min(END_BYTES, lengthBytes);
  return [...inside, { atByte: atByte + lengthBytes - endBytes, lengthBytes: endBytes }];
}
