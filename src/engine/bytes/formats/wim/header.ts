import { raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { resourceHeader } from './resource.ts';

/** WIMHEADER_V1_PACKED. Windows Imaging File Format (WIM), "WIM Header". */
export const wimHeader = struct('wimHeader', 208, [
  field('magic', raw(8), 'ImageTag'),
  field('headerBytes', u32le, 'cbSize'),
  field('version', u32le, 'dwVersion'),
  field('flags', u32le, 'dwFlags'),
  field('chunkBytes', u32le, 'dwCompressionSize'),
  field('guid', raw(16), 'gWIMGuid'),
  field('part', u16le, 'usPartNumber'),
  field('parts', u16le, 'usTotalParts'),
  field('images', u32le, 'dwImageCount'),
  field('blobTable', resourceHeader, 'rhOffsetTable'),
  field('xml', resourceHeader, 'rhXmlData'),
  field('bootMetadata', resourceHeader, 'rhBootMetadata'),
  field('bootIndex', u32le, 'dwBootIndex'),
  field('integrity', resourceHeader, 'rhIntegrity'),
  field('unused', raw(60), 'bUnused'),
]);

export type WimHeader = ValueOf<typeof wimHeader>;

export const WIM_VERSION = 0x10d00;
/** ESD: resources are packed together. */
export const WIM_SOLID_VERSION = 0xe00;

const IS_PACKED = 0x2;
const XPRESS = 0x2_0000;
const LZX = 0x4_0000;

export type WimPacking = 'none' | 'xpress' | 'lzx' | 'other';

export function wimPacking({ flags }: WimHeader): WimPacking {
  if (!(flags & IS_PACKED)) return 'none';
  if (flags & XPRESS) return 'xpress';
  return flags & LZX ? 'lzx' : 'other';
}

/** What nothing else was said of. */
export const USUAL_CHUNK_BYTES = 32_768;
const LEAST_CHUNK_BYTES: Readonly<Record<WimPacking, number>> = {
  none: 0,
  xpress: 4096,
  lzx: 32_768,
  other: 0,
};
const MOST_CHUNK_BYTES: Readonly<Record<WimPacking, number>> = {
  none: 0xffffffff,
  xpress: 65_536,
  lzx: 2 << 20,
  other: 0xffffffff,
};

/** A power of two, within what its way of packing has. */
export function isChunkSize(chunkBytes: number, packing: WimPacking): boolean {
  if (packing === 'none' || packing === 'other') return true;
  const isInside = chunkBytes >= LEAST_CHUNK_BYTES[packing] && chunkBytes <= MOST_CHUNK_BYTES[packing];
  return isInside && Number.isInteger(Math.log2(chunkBytes));
}

/** `MSWIM`, or the form that can be read from a pipe. */
export function wimKind(head: Uint8Array): 'wim' | 'pipable' | undefined {
  const magic = String.fromCharCode(...head.subarray(0, 8));
  if (head.length < wimHeader.sizeBytes) return undefined;
  if (magic === 'MSWIM\0\0\0') return 'wim';
  return magic === 'WLPWM\0\0\0' ? 'pipable' : undefined;
}
