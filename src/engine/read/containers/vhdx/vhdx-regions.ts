import { crc32c } from '../../../bytes/codec/crc32c.ts';
import type { Struct } from '../../../bytes/codec/struct.ts';
import { latin1 } from '../../../bytes/codec/text.ts';
import {
  MOST_VHDX_ENTRIES,
  VHDX_BLOCK_TABLE,
  VHDX_HEADER_BYTES,
  VHDX_HEADERS_AT,
  VHDX_ITEMS,
  VHDX_METADATA,
  VHDX_REGION_TABLE_BYTES,
  VHDX_REGIONS_AT,
  VHDX_REQUIRED_ITEM,
  VHDX_SUM_AT,
  type VhdxHeader,
  type VhdxRegion,
  vhdxHeader,
  vhdxMetadataEntry,
  vhdxMetadataTable,
  vhdxRegion,
  vhdxRegionTable,
} from '../../../bytes/formats/vhdx/vhdx.ts';
import { sourceDamaged, sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { bytesIn, decoded, demand, fieldDamaged, type Suspect } from '../checked-bytes.ts';
import { FORMAT } from './format.ts';

/** Bytes with a signature and a CRC-32C that are right; nothing else counts. */
async function soundAt(
  file: Suspect,
  signature: string,
  atByte: number,
  lengthBytes: number,
): Promise<Uint8Array | undefined> {
  if (atByte + lengthBytes > file.sizeBytes) return undefined;
  const bytes = await bytesIn(file, atByte, lengthBytes);
  const sum = new DataView(bytes.buffer).getUint32(VHDX_SUM_AT, true);
  const isSound = latin1(bytes.subarray(0, 4)) === signature && crc32c(bytes, VHDX_SUM_AT) === sum;
  return isSound ? bytes : undefined;
}

const unsound = (file: Suspect, field: string) =>
  sourceDamaged(file.path, { reason: 'container-checksum', format: FORMAT, field });

/** The newer of the two headers that are right. §2.2.2 */
export async function vhdxHeaderOf(file: Suspect): Promise<VhdxHeader> {
  let newest: VhdxHeader | undefined;
  for (const atByte of VHDX_HEADERS_AT) {
    const bytes = await soundAt(file, 'head', atByte, VHDX_HEADER_BYTES);
    const header = bytes && decoded(file, vhdxHeader, FORMAT, bytes, atByte);
    if (header && header.sequence > (newest?.sequence ?? -1)) newest = header;
  }
  if (!newest) throw unsound(file, 'header');
  if (newest.version !== 1)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'version', version: String(newest.version) });
  return newest;
}

export interface VhdxRegions {
  readonly blockTable: VhdxRegion;
  readonly metadata: VhdxRegion;
}

/** §2.2.3. @throws Failure `source-unsupported` for a region that must be known */
export async function vhdxRegionsOf(file: Suspect): Promise<VhdxRegions> {
  const table = await regionTableOf(file);
  const { entries } = decoded(file, vhdxRegionTable, FORMAT, table, 0);
  const regions = rowsIn(file, vhdxRegion, table, vhdxRegionTable.sizeBytes, entries);
  const known: readonly string[] = [VHDX_BLOCK_TABLE, VHDX_METADATA];
  const strange = regions.find(({ id, required }) => (required & 1) !== 0 && !known.includes(id));
  if (strange) throw sourceUnsupported(file.path, FORMAT, { reason: 'features', bits: strange.id });
  const blockTable = regions.find(({ id }) => id === VHDX_BLOCK_TABLE);
  const metadata = regions.find(({ id }) => id === VHDX_METADATA);
  if (!blockTable || !metadata) throw fieldDamaged(file, FORMAT, 'regions', entries);
  return { blockTable, metadata };
}

async function regionTableOf(file: Suspect): Promise<Uint8Array> {
  for (const atByte of VHDX_REGIONS_AT) {
    const bytes = await soundAt(file, 'regi', atByte, VHDX_REGION_TABLE_BYTES);
    if (bytes) return bytes;
  }
  throw unsound(file, 'regionTable');
}

function rowsIn<V>(file: Suspect, row: Struct<V>, bytes: Uint8Array, at: number, count: number): V[] {
  demand(count <= MOST_VHDX_ENTRIES, file, FORMAT, 'entries', count);
  return Array.from({ length: count }, (_, index) => {
    const from = at + index * row.sizeBytes;
    return decoded(file, row, FORMAT, bytes.subarray(from, from + row.sizeBytes), from);
  });
}

/** Where each item is, by its identifier. §2.6.1 @throws Failure `source-unsupported` for an item that must be known */
export async function vhdxItemsOf(
  file: Suspect,
  { atByte }: VhdxRegion,
): Promise<(id: string, lengthBytes: number) => Promise<DataView>> {
  const table = await bytesIn(file, atByte, VHDX_REGION_TABLE_BYTES);
  const { entries } = decoded(file, vhdxMetadataTable, FORMAT, table, atByte);
  const items = rowsIn(file, vhdxMetadataEntry, table, vhdxMetadataTable.sizeBytes, entries);
  const known: readonly string[] = Object.values(VHDX_ITEMS);
  const strange = items.find(({ id, flags }) => (flags & VHDX_REQUIRED_ITEM) !== 0 && !known.includes(id));
  if (strange) throw sourceUnsupported(file.path, FORMAT, { reason: 'features', bits: strange.id });
  return async (id, lengthBytes) => {
    const item = items.find((one) => one.id === id);
    if (!item) throw fieldDamaged(file, FORMAT, 'metadata', id);
    return new DataView((await bytesIn(file, atByte + item.offset, lengthBytes)).buffer);
  };
}
