import { latin1 } from '../../../bytes/codec/text.ts';
import {
  MOST_VHD_GEOMETRY_SECTORS,
  VHD_DIFFERENCING,
  VHD_DYNAMIC,
  VHD_FIXED,
  VHD_FOOTER_SUM_AT,
  VHD_SECTOR_BYTES,
  type VhdFooter,
  vhdChecksum,
  vhdDynamicHeader,
  vhdFooter,
} from '../../../bytes/formats/vhd/vhd.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { sourceDamaged, sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { bytesIn, decoded, demand, demandPower, structIn, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';

const FORMAT = 'VHD';
const NOT_STORED = 0xffffffff;
/** Virtual PC and QEMU, as they called themselves, kept the true size in the geometry. */
const BY_GEOMETRY: readonly string[] = ['vpc ', 'vs  ', 'qemu'];
/** Before Virtual PC 2004 a footer had 511 bytes. */
const FOOTER_PLACES = [VHD_SECTOR_BYTES, VHD_SECTOR_BYTES - 1];

/** A virtual hard disk of Microsoft's, of fixed size or growing. "Virtual Hard Disk Image Format Specification" 1.0. */
export async function openVhd(file: ContainerFile): Promise<Content> {
  const { footer, footerByte, isCopy } = await footerOf(file);
  const { diskType } = footer;
  if (diskType === VHD_DIFFERENCING) throw sourceUnsupported(file.path, FORMAT, { reason: 'backing-file' });
  demand(diskType === VHD_FIXED || diskType === VHD_DYNAMIC, file, FORMAT, 'diskType', diskType);
  const sizeBytes = sizeOf(footer);
  const about = { format: FORMAT, sizeBytes, notes: isCopy ? [{ state: 'footer-copy' as const }] : [] };
  if (diskType === VHD_DYNAMIC) return { ...about, runAt: await dynamicRuns(file, footer, sizeBytes) };
  if (footerByte < sizeBytes)
    throw new Failure('source-truncated', {
      path: file.path,
      expectedBytes: sizeBytes + VHD_SECTOR_BYTES,
      foundBytes: file.sizeBytes,
    });
  return { ...about, runAt: (atByte, lengthBytes) => ({ kind: 'stored', lengthBytes, from: file, atByte }) };
}

/** The footer, or what stands in for it at the beginning of a dynamic disk. @throws Failure `source-damaged` */
async function footerOf(file: ContainerFile) {
  for (const lengthBytes of FOOTER_PLACES) {
    const footerByte = file.sizeBytes - lengthBytes;
    if (footerByte < 0) continue;
    const bytes = new Uint8Array(VHD_SECTOR_BYTES);
    bytes.set(await bytesIn(file, footerByte, lengthBytes));
    if (isFooter(bytes)) return { footer: footerIn(file, bytes), footerByte, isCopy: false };
  }
  const first = await bytesIn(file, 0, VHD_SECTOR_BYTES);
  if (!isFooter(first))
    throw sourceDamaged(file.path, { reason: 'container-checksum', format: FORMAT, field: 'footer' });
  return { footer: footerIn(file, first), footerByte: file.sizeBytes, isCopy: true };
}

const footerIn = (file: ContainerFile, bytes: Uint8Array) => decoded(file, vhdFooter, FORMAT, bytes, 0);

function isFooter(bytes: Uint8Array): boolean {
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(VHD_FOOTER_SUM_AT);
  return latin1(bytes.subarray(0, 8)) === 'conectix' && vhdChecksum(bytes, VHD_FOOTER_SUM_AT) === sum;
}

function sizeOf({ creator, cylinders, heads, sectorsPerTrack, currentBytes }: VhdFooter): number {
  const sectors = cylinders * heads * sectorsPerTrack;
  const isByGeometry = BY_GEOMETRY.includes(latin1(creator)) && sectors < MOST_VHD_GEOMETRY_SECTORS;
  return isByGeometry ? sectors * VHD_SECTOR_BYTES : currentBytes;
}

async function dynamicRuns(
  file: ContainerFile,
  { dataOffset }: VhdFooter,
  sizeBytes: number,
): Promise<Content['runAt']> {
  const headerByte = Number(Buffer.from(dataOffset).readBigUInt64BE());
  const { blockBytes, tableByte, tableEntries } = await structIn(file, vhdDynamicHeader, FORMAT, headerByte);
  demandPower(file, FORMAT, 'blockBytes', blockBytes, [VHD_SECTOR_BYTES, 256 << 20]);
  const blocks = Math.ceil(sizeBytes / blockBytes);
  demand(tableEntries >= blocks, file, FORMAT, 'tableEntries', tableEntries);
  const table = await tableIn(file, tableByte, blocks * 4);
  // A bit a sector stands before each block; sectors without one hold zeros.
  const bitmapBytes = Math.ceil(blockBytes / VHD_SECTOR_BYTES / 8 / VHD_SECTOR_BYTES) * VHD_SECTOR_BYTES;
  return (atByte, mostBytes) => {
    const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes, sizeBytes });
    const sector = table.getUint32(Math.floor(atByte / blockBytes) * 4);
    if (sector === NOT_STORED) return { kind: 'zeros', lengthBytes };
    const place = sector * VHD_SECTOR_BYTES + bitmapBytes + (atByte % blockBytes);
    return { kind: 'stored', lengthBytes, from: file, atByte: place };
  };
}
