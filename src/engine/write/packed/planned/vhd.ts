import { createHash } from 'node:crypto';
import {
  VHD_DYNAMIC,
  VHD_FIXED,
  VHD_FOOTER_SUM_AT,
  VHD_HEADER_SUM_AT,
  VHD_SECTOR_BYTES,
  vhdChecksum,
  vhdDynamicHeader,
  vhdFooter,
  vhdGeometry,
} from '../../../bytes/formats/vhd/vhd.ts';
import type { Mapped } from '../../../bytes/mapped/runs.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { mappedPieces, type Piece } from './pieces.ts';
import type { BlockRun } from './zero-scan.ts';

export const VHD_BLOCK_BYTES = 2 << 20;
/** Where the tables of a dynamic disk end in all programs that read them. */
const MOST_DYNAMIC_BYTES = 2040 * 2 ** 30;
const HEADER_AT = VHD_SECTOR_BYTES;
const TABLE_AT = HEADER_AT + vhdDynamicHeader.sizeBytes;
const NONE = new Uint8Array(8).fill(0xff);
const VERSION = 0x10000;
/** The bit that must be set. "Features". */
const RESERVED_FEATURE = 2;
/** Windows. */
const CREATOR = Buffer.from('win ');
const CREATOR_HOST = Buffer.from('Wi2k');
const CREATOR_VERSION = 0xa0000;

const sectorsUp = (bytes: number): number => Math.ceil(bytes / VHD_SECTOR_BYTES) * VHD_SECTOR_BYTES;

/** The content with a footer behind it. */
export function planFixedVhd(content: Readable): Mapped {
  const sizeBytes = sectorsUp(content.sizeBytes);
  return mappedPieces(content, [
    { lengthBytes: sizeBytes, contentByte: 0 },
    { lengthBytes: VHD_SECTOR_BYTES, bytes: footerOf(sizeBytes, VHD_FIXED) },
  ]);
}

/** Only blocks that hold something, each behind a bitmap of its sectors. @throws Failure `output-too-large` */
export function planDynamicVhd(content: Readable, runs: readonly BlockRun[], path: string): Mapped {
  const sizeBytes = sectorsUp(content.sizeBytes);
  if (sizeBytes > MOST_DYNAMIC_BYTES)
    throw new Failure('output-too-large', { path, needBytes: sizeBytes, mostBytes: MOST_DYNAMIC_BYTES });
  const footer = footerOf(sizeBytes, VHD_DYNAMIC);
  const entries = Math.ceil(sizeBytes / VHD_BLOCK_BYTES);
  const table = Buffer.alloc(sectorsUp(entries * 4), 0xff);
  const pieces: Piece[] = [
    { lengthBytes: footer.length, bytes: footer },
    { lengthBytes: vhdDynamicHeader.sizeBytes, bytes: headerOf(entries) },
    { lengthBytes: table.length, bytes: table },
  ];
  const bitmap = new Uint8Array(VHD_SECTOR_BYTES).fill(0xff);
  let atByte = TABLE_AT + table.length;
  for (const { firstBlock, blocks } of runs)
    for (let block = firstBlock; block < firstBlock + blocks; block++) {
      table.writeUInt32BE(atByte / VHD_SECTOR_BYTES, block * 4);
      pieces.push({ lengthBytes: bitmap.length, bytes: bitmap });
      pieces.push({ lengthBytes: VHD_BLOCK_BYTES, contentByte: block * VHD_BLOCK_BYTES });
      atByte += bitmap.length + VHD_BLOCK_BYTES;
    }
  return mappedPieces(content, [...pieces, { lengthBytes: footer.length, bytes: footer }]);
}

/** Nothing is random: the identifier is a hash of the size and the kind. */
function footerOf(sizeBytes: number, diskType: number): Uint8Array {
  const uniqueId = createHash('sha256').update(`vhd-${sizeBytes}-${diskType}`).digest().subarray(0, 16);
  const dataOffset = new Uint8Array(8);
  dataOffset[6] = HEADER_AT >> 8;
  const footer = vhdFooter.encode({
    features: RESERVED_FEATURE,
    version: VERSION,
    dataOffset: diskType === VHD_DYNAMIC ? dataOffset : NONE,
    timeStamp: 0,
    creator: CREATOR,
    creatorVersion: CREATOR_VERSION,
    creatorHost: CREATOR_HOST,
    originalBytes: sizeBytes,
    currentBytes: sizeBytes,
    ...vhdGeometry(sizeBytes),
    diskType,
    checksum: 0,
    uniqueId,
    savedState: 0,
  });
  return withChecksum(footer, VHD_FOOTER_SUM_AT);
}

function headerOf(tableEntries: number): Uint8Array {
  const header = vhdDynamicHeader.encode({
    dataOffset: NONE,
    tableByte: TABLE_AT,
    version: VERSION,
    tableEntries,
    blockBytes: VHD_BLOCK_BYTES,
    checksum: 0,
  });
  return withChecksum(header, VHD_HEADER_SUM_AT);
}

function withChecksum(bytes: Uint8Array, sumAt: number): Uint8Array {
  new DataView(bytes.buffer).setUint32(sumAt, vhdChecksum(bytes, sumAt));
  return bytes;
}
