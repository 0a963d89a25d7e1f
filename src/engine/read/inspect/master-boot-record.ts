import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import {
  isHybridIsolinux,
  LOADER_BLOCK_AT_BYTE,
  loaderBlock,
  loaderBlockOf,
} from '../../bytes/formats/mbr/boot-code.ts';
import { ACTIVE, BLOCK_BYTES, masterBootRecord } from '../../bytes/formats/mbr/mbr.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { ElToritoFacts, MbrFacts } from '../../contract/events/inspection.ts';

/** The first sector, when it ends in the signature and is no FAT volume of its own. */
export async function findMbr(
  bytes: ReadAt,
  elTorito: readonly ElToritoFacts[],
): Promise<MbrFacts | undefined> {
  const sector = await bytes(0, BLOCK_BYTES);
  if (sector.length < BLOCK_BYTES || sector[510] !== 0x55 || sector[511] !== 0xaa) return undefined;
  const { bootCode, diskId, partitions } = masterBootRecord.decode(sector, { onNote: () => {} });
  return {
    diskId,
    code: await codeOf(bytes, bootCode, elTorito),
    partitions: partitions.flatMap(({ bootIndicator, type, startBlock, blocks }, i) =>
      blocks === 0 ? [] : [{ number: i + 1, active: bootIndicator === ACTIVE, type, startBlock, blocks }],
    ),
  };
}

/** Known by the place it jumps to: a boot image that the catalogue names too. */
async function codeOf(
  bytes: ReadAt,
  code: Uint8Array,
  elTorito: readonly ElToritoFacts[],
): Promise<MbrFacts['code']> {
  if (code.every((byte) => byte === 0)) return 'none';
  const { block } = loaderBlock.decode(code, { atByte: LOADER_BLOCK_AT_BYTE, onNote: () => {} });
  for (const { lba, loader, isBehind } of elTorito) {
    const isGrub = block === loaderBlockOf('grub', lba);
    const isIsolinux = block === loaderBlockOf('isolinux', lba);
    if (isBehind && (isGrub || isIsolinux)) return 'behind';
    if (isGrub) return loader === 'grub' ? 'grub' : 'boot-image';
    if (!isIsolinux) continue;
    if (isHybridIsolinux(await bytes(lba * SECTOR_BYTES, 128))) return 'isolinux';
  }
  return 'unknown';
}
