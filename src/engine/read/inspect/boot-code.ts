import { PASS_ON } from '../../bytes/formats/fat/boot-sector.ts';
import { coreBlockIn, isGrubBootCode, isGrubCore } from '../../bytes/formats/grub/boot-image.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import {
  isHybridIsolinux,
  LOADER_BLOCK_AT_BYTE,
  loaderBlock,
  loaderBlockOf,
} from '../../bytes/formats/mbr/boot-code.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import { isSyslinuxBootSector } from '../../bytes/formats/syslinux/patch-area.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { ElToritoFacts, MbrFacts } from '../../contract/events/inspection.ts';

export type BootCode = MbrFacts['code'];

const CODE_BYTES = 440;
const SIGNATURE_AT_BYTE = 510;

/** What a BIOS runs of a stick, whatever is on it: the first sector, when it ends in the signature. */
export async function bootCodeOf(
  bytes: ReadAt,
  elTorito: readonly ElToritoFacts[],
): Promise<BootCode | undefined> {
  const sector = await bytes(0, BLOCK_BYTES);
  if (!hasSignature(sector)) return undefined;
  const code = sector.subarray(0, CODE_BYTES);
  if (code.every((byte) => byte === 0)) return 'none';
  return (await jumpOf(bytes, code, elTorito)) ?? (await grubOf(bytes, sector)) ?? byItsWords(sector);
}

export function hasSignature(sector: Uint8Array): boolean {
  return (
    sector.length >= BLOCK_BYTES &&
    sector[SIGNATURE_AT_BYTE] === 0x55 &&
    sector[SIGNATURE_AT_BYTE + 1] === 0xaa
  );
}

/** Known by the place it jumps to: a boot image that the catalogue names too. */
async function jumpOf(
  bytes: ReadAt,
  code: Uint8Array,
  elTorito: readonly ElToritoFacts[],
): Promise<BootCode | undefined> {
  const { block } = loaderBlock.decode(code, { atByte: LOADER_BLOCK_AT_BYTE, onNote: () => {} });
  for (const { lba, loader, isBehind } of elTorito) {
    const isGrub = block === loaderBlockOf('grub', lba);
    const isIsolinux = block === loaderBlockOf('isolinux', lba);
    if (isBehind && (isGrub || isIsolinux)) return 'behind';
    if (isGrub) return loader === 'grub' ? 'grub' : 'boot-image';
    if (!isIsolinux) continue;
    if (isHybridIsolinux(await bytes(lba * SECTOR_BYTES, 128))) return 'isolinux';
  }
  return undefined;
}

/** GRUB, when its core is where the sector says. */
async function grubOf(bytes: ReadAt, sector: Uint8Array): Promise<BootCode | undefined> {
  if (!isGrubBootCode(sector)) return undefined;
  const core = await bytes(coreBlockIn(sector) * BLOCK_BYTES, BLOCK_BYTES);
  return isGrubCore(core) ? 'grub' : undefined;
}

/** At the beginning of a partition table, or behind the parameters of a FAT volume. fatgen103 "Boot sector and BPB". */
const FAT_CODE_AT_BYTES = [0, 62, 90];

/** What formatting leaves says that it is no program; the code that starts the active partition says when it finds none. */
function byItsWords(sector: Uint8Array): BootCode {
  const text = Buffer.from(sector.buffer, sector.byteOffset, CODE_BYTES).toString('latin1');
  if (/not a bootable disk/i.test(text) || FAT_CODE_AT_BYTES.some((at) => startsWith(sector, at, PASS_ON)))
    return 'idle';
  return /Missing operating system/i.test(text) ? 'active-partition' : 'unknown';
}

function startsWith(bytes: Uint8Array, atByte: number, begin: Uint8Array): boolean {
  return begin.every((byte, i) => bytes[atByte + i] === byte);
}

export type ActivePartition = 'none' | 'blank' | 'there' | 'syslinux';

/** Whether there is a partition for the code that starts the active one: just one is active, and its first sector is a program. */
export async function activePartition(
  bytes: ReadAt,
  { partitions }: Pick<MbrFacts, 'partitions'>,
): Promise<ActivePartition> {
  const [first, ...more] = partitions.filter(({ active }) => active);
  if (!first || more.length > 0) return 'none';
  const sector = await bytes(first.startBlock * BLOCK_BYTES, BLOCK_BYTES);
  if (!hasSignature(sector)) return 'blank';
  return isSyslinuxBootSector(sector) ? 'syslinux' : 'there';
}
