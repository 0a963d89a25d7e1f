import { ignored, literal } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

const SECTION = 'VDIHEADER1PLUS';

/** Text, signature and header of VirtualBox, version 1.1 (VDICore.h, and QEMU's block/vdi.c, which describes it). */
export const vdiHeader = struct('vdiHeader', 512, [
  field('text', ignored(64), 'VDIPREHEADER'),
  field('signature', literal(0x7f, 0x10, 0xda, 0xbe), 'VDIPREHEADER'),
  field('version', u32le, 'VDIPREHEADER'),
  field('headerBytes', u32le, SECTION),
  field('imageType', u32le, SECTION),
  field('imageFlags', u32le, SECTION),
  field('comment', ignored(256), SECTION),
  field('tableByte', u32le, SECTION),
  field('dataByte', u32le, SECTION),
  field('geometry', ignored(16), SECTION),
  field('unused', ignored(4), SECTION),
  field('sizeBytes', u64le, SECTION),
  field('blockBytes', u32le, SECTION),
  field('blockExtraBytes', u32le, SECTION),
  field('blocks', u32le, SECTION),
  field('blocksAllocated', u32le, SECTION),
  field('ids', ignored(64), SECTION),
  field('rest', ignored(56), SECTION),
]);
export type VdiHeader = ValueOf<typeof vdiHeader>;

export const VDI_MAJOR_VERSION = 1;
export const VDI_DYNAMIC = 1;
export const VDI_FIXED = 2;
/** From this number on a block is not stored: never written (all ones), or discarded (one less). */
export const VDI_LEAST_UNSTORED = 0xffff_fffe;
