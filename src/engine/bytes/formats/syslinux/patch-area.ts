import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';

// What the installer of syslinux writes into its loader: places as `libinstaller/syslxint.h` names them.

/** The magic number that the patch area begins with, and that all dwords add up to. */
const MAGIC = 0x3eb202fe;
const LOOK_BYTES = 4096;
/** A sector pointer of the installer: 64 bits of place, 16 of length. */
const EXTENT_BYTES = 10;

/** `struct patch_area`. */
const patchArea = struct('syslinuxPatchArea', 24, [
  field('magic', u32le, 'magic'),
  field('instance', u32le, 'instance'),
  field('dataSectors', u16le, 'data_sectors'),
  field('advSectors', u16le, 'adv_sectors'),
  field('dwords', u32le, 'dwords'),
  field('checksum', u32le, 'checksum'),
  field('maxTransfer', u16le, 'maxtransfer'),
  field('extendedAt', u16le, 'epaoffset'),
]);

/** `struct ext_patch_area`: where in the loader, or in the boot sector, things stand. */
const extendedArea = struct('syslinuxExtendedArea', 18, [
  field('advAt', u16le, 'advptroffset'),
  field('folderAt', u16le, 'diroffset'),
  field('folderBytes', u16le, 'dirlen'),
  field('subvolumeAt', u16le, 'subvoloffset'),
  field('subvolumeBytes', u16le, 'subvollen'),
  field('extentsAt', u16le, 'secptroffset'),
  field('extents', u16le, 'secptrcnt'),
  field('sectorLowAt', u16le, 'sect1ptr0'),
  field('sectorHighAt', u16le, 'sect1ptr1'),
]);

export interface Syslinux {
  /** `ldlinux.sys`, as it was installed somewhere. */
  readonly loader: Uint8Array;
  /** The boot sector that starts it. */
  readonly bootSector: Uint8Array;
  /** Where the loader lies there, in sectors from the start of the disk as the BIOS sees it. */
  readonly firstSector: number;
}

/**
 * The same loader for another place, in one run of sectors, and its boot sector.
 *
 * @throws RangeError when the bytes are no loader of syslinux 4.02 or later
 */
export function movedSyslinux(
  { loader, bootSector, firstSector }: Syslinux,
  toSector: number,
): { readonly loader: Uint8Array; readonly bootSector: Uint8Array } {
  const moved = loader.slice();
  const view = new DataView(moved.buffer);
  const at = areaAt(view);
  const { dwords, extendedAt } = patchArea.decode(moved, { atByte: at });
  if (extendedAt + extendedArea.sizeBytes > moved.length || dwords * 4 > moved.length)
    throw new RangeError('syslinux');
  const extended = extendedArea.decode(moved, { atByte: extendedAt });
  const shift = BigInt(toSector - firstSector);
  moveExtents(view, extended, shift);
  for (const place of [extended.advAt, extended.advAt + 8]) moveSector(view, place, shift);
  view.setUint32(at + CHECKSUM_AT, 0, true);
  view.setUint32(at + CHECKSUM_AT, (MAGIC - sumOf(view, dwords)) >>> 0, true);
  return { loader: moved, bootSector: pointed(bootSector, extended, toSector) };
}

const CHECKSUM_AT = 16;

/** @throws RangeError */
function areaAt(view: DataView): number {
  for (let at = 0; at + patchArea.sizeBytes <= Math.min(LOOK_BYTES, view.byteLength); at += 4)
    if (view.getUint32(at, true) === MAGIC) return at;
  throw new RangeError('syslinux');
}

function moveExtents(
  view: DataView,
  { extentsAt, extents }: { readonly extentsAt: number; readonly extents: number },
  shift: bigint,
): void {
  for (let i = 0; i < extents; i++) {
    const at = extentsAt + i * EXTENT_BYTES;
    if (view.getUint16(at + 8, true) === 0) return;
    moveSector(view, at, shift);
  }
}

function moveSector(view: DataView, at: number, shift: bigint): void {
  const sector = view.getBigUint64(at, true);
  if (sector !== 0n) view.setBigUint64(at, sector + shift, true);
}

function sumOf(view: DataView, dwords: number): number {
  let sum = 0;
  for (let i = 0; i < dwords; i++) sum = (sum + view.getUint32(i * 4, true)) >>> 0;
  return sum;
}

function pointed(
  bootSector: Uint8Array,
  { sectorLowAt, sectorHighAt }: { readonly sectorLowAt: number; readonly sectorHighAt: number },
  sector: number,
): Uint8Array {
  const bytes = bootSector.slice();
  const view = new DataView(bytes.buffer);
  view.setUint32(sectorLowAt, sector % 2 ** 32, true);
  view.setUint32(sectorHighAt, Math.floor(sector / 2 ** 32), true);
  return bytes;
}

const versions = {
  ISOLINUX: /ISOLINUX (\d+\.\d+[\w~.-]*(?: [\w-]{0,8}\d{6,8})?)/g,
  SYSLINUX: /SYSLINUX (\d+\.\d+[\w~.-]*(?: [\w-]{0,8}\d{6,8})?)/g,
} as const;

/** `6.04 20200816` behind a name that the loaders carry: the longest, others are cut short. Undefined when there is none. */
export function syslinuxVersion(loader: Uint8Array, name: keyof typeof versions): string | undefined {
  const found = new TextDecoder('latin1').decode(loader).matchAll(versions[name]);
  return [...found].map(([, version]) => version ?? '').sort((a, b) => b.length - a.length)[0];
}

/** A boot sector that syslinux wrote calls itself so, where the parameters of a volume have the name of its maker. */
export function isSyslinuxBootSector(sector: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(sector.subarray(3, 11)) === 'SYSLINUX';
}
