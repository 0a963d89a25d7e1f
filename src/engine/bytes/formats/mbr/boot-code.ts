import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** Where hybrid boot code has the place of the loader it jumps to: isohdpfx.bin and boot_hybrid.img both have it here. */
export const LOADER_BLOCK_AT_BYTE = 432;

export const loaderBlock = struct('loaderBlock', 8, [field('block', u64le, 'hybrid-boot-code')]);

/** isohdpfx.bin and its variants jump to an image that carries this at byte 64. */
export const ISOLINUX_SIGNATURE_AT_BYTE = 64;
export const ISOLINUX_SIGNATURE = Uint8Array.of(0xfb, 0xc0, 0x78, 0x70);

export function isHybridIsolinux(image: Uint8Array): boolean {
  return ISOLINUX_SIGNATURE.every((byte, i) => image[ISOLINUX_SIGNATURE_AT_BYTE + i] === byte);
}

/** isolinux is started at its first block, GRUB at its second sector of 2048 bytes. */
export function loaderBlockOf(style: 'isolinux' | 'grub', imageLba: number): number {
  return style === 'isolinux' ? imageLba * 4 : imageLba * 4 + 4;
}
