import { latin1 } from '../../../bytes/codec/text.ts';
import { be16, be32, labelAt, le32, le64, letters } from './fields.ts';
import type { ForeignVolume, Probe } from './foreign.ts';

const HEADER_AT = 1024;
const HFS = 0x4244;
const HFS_PLUS = [0x482b, 0x4858];
const BLOCK_BYTES = 512;

/** Inside Macintosh: Files, "Master Directory Blocks": allocation blocks, and two blocks behind them. */
function hfs(head: Uint8Array): ForeignVolume | undefined {
  const at = HEADER_AT;
  if (be16(head, at) !== HFS) return undefined;
  // A wrapper around HFS+ says so.
  if (HFS_PLUS.includes(be16(head, at + 124))) return { name: 'hfs+' };
  const sizeBytes = (be16(head, at + 28) + 2) * BLOCK_BYTES + be16(head, at + 18) * be32(head, at + 20);
  const nameBytes = Math.min(head[at + 36] ?? 0, 27);
  return { name: 'hfs', label: latin1(head.subarray(at + 37, at + 37 + nameBytes)), sizeBytes };
}

/** TN1150, "Volume Header": blockSize, totalBlocks. */
function hfsPlus(head: Uint8Array): ForeignVolume | undefined {
  if (!HFS_PLUS.includes(be16(head, HEADER_AT))) return undefined;
  return { name: 'hfs+', sizeBytes: be32(head, HEADER_AT + 40) * be32(head, HEADER_AT + 44) };
}

/** Apple File System Reference, nx_superblock_t. */
function apfs(head: Uint8Array): ForeignVolume | undefined {
  if (letters(head, 32, 4) !== 'NXSB') return undefined;
  return { name: 'apfs', sizeBytes: le32(head, 36) * le64(head, 40) };
}

/** What Macs keep files in. Two of them stand beside ISO 9660 in hybrid images. */
export const appleProbes: readonly Probe[] = [
  { needsBytes: 2048, look: hfs },
  { needsBytes: 2048, look: hfsPlus },
  { needsBytes: 512, look: apfs },
];

/** A partition of an Apple partition map. */
export interface ApplePartition {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly startByte: number;
  readonly lengthBytes: number;
}

const DRIVER_DESCRIPTOR = 0x4552;
const PARTITION = 0x504d;
const MOST_PARTITIONS = 64;
/** Hybrid images for CD count in sectors, others in blocks. */
const STRIDES = [512, 2048];

/** Inside Macintosh: Devices, "Partition Map"; the beginning of the image is enough. None when there is no map. */
export function applePartitions(head: Uint8Array): ApplePartition[] {
  if (head.length < 512 || be16(head, 0) !== DRIVER_DESCRIPTOR) return [];
  const stride = STRIDES.find((bytes) => head.length >= bytes + 512 && be16(head, bytes) === PARTITION);
  if (stride === undefined) return [];
  const count = Math.min(be32(head, stride + 4), MOST_PARTITIONS);
  const found: ApplePartition[] = [];
  for (let number = 1; number <= count; number++) {
    const at = number * stride;
    if (at + 512 > head.length || be16(head, at) !== PARTITION) break;
    found.push({
      number,
      name: labelAt(head, at + 16, 32),
      type: labelAt(head, at + 48, 32),
      startByte: be32(head, at + 8) * stride,
      lengthBytes: be32(head, at + 12) * stride,
    });
  }
  return found;
}
