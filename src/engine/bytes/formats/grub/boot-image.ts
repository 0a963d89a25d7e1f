import { literal, raw } from '../../codec/fixed.ts';
import { u8, u16le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { BLOCK_BYTES } from '../mbr/mbr.ts';

/** Of a first sector, what belongs to boot code. UEFI 2.10 §5.2.1. */
export const BOOT_CODE_BYTES = 440;
/** The drive that the BIOS started from. */
const STARTED_FROM = 0xff;
/** Two NOPs: the code believes the BIOS, as it is right for hard disks and sticks. */
const BELIEVES_BIOS = 0x9090;

/** The first sector of GRUB for BIOS: where the rest begins, and on which drive. Places as GRUB's `boot/i386/pc/boot.h` names them. */
export const grubBootImage = struct('grubBootImage', BLOCK_BYTES, [
  field('before', raw(0x5c), 'boot.h'),
  field('coreBlock', u64le, 'GRUB_BOOT_MACHINE_KERNEL_SECTOR'),
  field('drive', u8, 'GRUB_BOOT_MACHINE_BOOT_DRIVE'),
  field('between', raw(1), 'boot.h'),
  field('driveCheck', u16le, 'GRUB_BOOT_MACHINE_DRIVE_CHECK'),
  field('behind', raw(BLOCK_BYTES - 0x68 - 2), 'boot.h'),
  field('signature', literal(0x55, 0xaa), 'GRUB_BOOT_MACHINE_SIGNATURE'),
]);

/** The first sector of the core loads the others: one list, which stands at the sector's end. */
const coreHead = struct('grubCoreHead', BLOCK_BYTES, [
  field('code', raw(BLOCK_BYTES - 12), 'boot.h'),
  field('nextBlock', u64le, 'GRUB_BOOT_MACHINE_LIST_SIZE'),
  field('blocks', u16le, 'GRUB_BOOT_MACHINE_LIST_SIZE'),
  field('segment', u16le, 'GRUB_BOOT_MACHINE_LIST_SIZE'),
]);

const lenient = { onNote: () => {} };

/** Boot code for a drive whose core begins at a block: 440 bytes, without the partition table behind them. */
export function grubBootCode(bootImage: Uint8Array, coreBlock: number): Uint8Array {
  const values = grubBootImage.decode(bootImage, lenient);
  const placed = { ...values, coreBlock, drive: STARTED_FROM, driveCheck: BELIEVES_BIOS };
  return grubBootImage.encode(placed).slice(0, BOOT_CODE_BYTES);
}

/** A core of `grub-mkimage`, in whole blocks, that finds its own rest behind it. */
export function placedCore(core: Uint8Array, coreBlock: number): Uint8Array {
  const blocks = Math.ceil(core.length / BLOCK_BYTES);
  const placed = new Uint8Array(blocks * BLOCK_BYTES);
  placed.set(core);
  const head = coreHead.decode(placed, lenient);
  placed.set(coreHead.encode({ ...head, nextBlock: coreBlock + 1, blocks: blocks - 1 }));
  return placed;
}

/** Words of GRUB's sectors, for whoever meets them on a drive. */
const BOOT_WORDS = ['GRUB \0', 'Geom\0'] as const;
const CORE_WORDS = ['loading', 'Geom\0'] as const;

export const isGrubBootCode = (sector: Uint8Array): boolean => has(sector, BOOT_WORDS);
export const isGrubCore = (sector: Uint8Array): boolean => has(sector, CORE_WORDS);

/** Where the boot code of a drive says that the core begins. */
export function coreBlockIn(sector: Uint8Array): number {
  return grubBootImage.decode(sector, lenient).coreBlock;
}

function has(sector: Uint8Array, words: readonly string[]): boolean {
  const text = Array.from(sector, (byte) => String.fromCharCode(byte)).join('');
  return words.every((word) => text.includes(word));
}
