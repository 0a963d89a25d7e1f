import { latin1 } from '../../../bytes/codec/text.ts';
import {
  VMDK_AT_END,
  VMDK_COMPRESSED,
  VMDK_DEFLATE,
  VMDK_MARKERS,
  VMDK_SECTOR_BYTES,
  VMDK_ZERO_GRAINS,
  type VmdkHeader,
  vmdkGrainMarker,
  vmdkHeader,
} from '../../../bytes/formats/vmdk/vmdk.ts';
import type { Mapped, Run } from '../../../bytes/mapped/runs.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import {
  bytesIn,
  demand,
  demandPower,
  fieldDamaged,
  type Suspect,
  structIn,
  tableIn,
} from '../checked-bytes.ts';
import { KeptTables } from '../kept-tables.ts';
import { unpackBlock } from '../unpack-block.ts';

export const FORMAT = 'VMDK';
/** The footer, and the marker of the end behind it. */
const FOOTER_FROM_END = 1024;
const MOST_DESCRIPTOR_BYTES = 1 << 20;
const ZERO_GRAIN = 1;

export interface SparseExtent extends Mapped {
  /** The text in it that describes the disk, when there is one. */
  readonly descriptor?: string | undefined;
  readonly isUnclean: boolean;
}

/** An extent of grains that are stored where there are any, packed or not. @throws Failure */
export async function openSparse(file: Suspect): Promise<SparseExtent> {
  const first = await structIn(file, vmdkHeader, FORMAT, 0);
  const { version } = first;
  if (version < 1 || version > 3)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'version', version: String(version) });
  const isAtEnd = first.directorySector === VMDK_AT_END && first.directorySectorHigh === VMDK_AT_END;
  const header = isAtEnd ? await structIn(file, vmdkHeader, FORMAT, file.sizeBytes - FOOTER_FROM_END) : first;
  const isPacked = (header.flags & VMDK_COMPRESSED) !== 0;
  if (isPacked && header.compression !== VMDK_DEFLATE)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'packed-with', method: String(header.compression) });
  const descriptor = await descriptorIn(file, first);
  const isUnclean = first.isUnclean !== 0;
  return { ...(await grainsOf(file, header, isPacked)), descriptor, isUnclean };
}

async function descriptorIn(file: Suspect, header: VmdkHeader): Promise<string | undefined> {
  const lengthBytes = header.descriptorSectors * VMDK_SECTOR_BYTES;
  if (header.descriptorSector === 0 || lengthBytes > MOST_DESCRIPTOR_BYTES) return undefined;
  const text = latin1(await bytesIn(file, header.descriptorSector * VMDK_SECTOR_BYTES, lengthBytes));
  return text.split('\0', 1)[0];
}

async function grainsOf(file: Suspect, header: VmdkHeader, isPacked: boolean): Promise<Mapped> {
  const { entriesPerTable, directorySector, directorySectorHigh } = header;
  const sizeBytes = header.capacitySectors * VMDK_SECTOR_BYTES;
  const grainBytes = header.grainSectors * VMDK_SECTOR_BYTES;
  demand(Number.isSafeInteger(sizeBytes), file, FORMAT, 'capacitySectors', header.capacitySectors);
  demandPower(file, FORMAT, 'grainSectors', grainBytes, [4096, 64 << 20]);
  demand(entriesPerTable >= 1 && entriesPerTable <= 8192, file, FORMAT, 'entriesPerTable', entriesPerTable);
  const tableCovers = grainBytes * entriesPerTable;
  const directoryByte = (directorySectorHigh * 2 ** 32 + directorySector) * VMDK_SECTOR_BYTES;
  const directory = await tableIn(file, directoryByte, Math.ceil(sizeBytes / tableCovers) * 4);
  const tables = new KeptTables(file, entriesPerTable * 4);
  const grains = { file, sizeBytes, grainBytes, flags: header.flags, entriesPerTable, isPacked };
  return {
    sizeBytes,
    runAt(atByte, mostBytes) {
      const tableByte = directory.getUint32(Math.floor(atByte / tableCovers) * 4, true) * VMDK_SECTOR_BYTES;
      if (tableByte !== 0)
        return tables.with(tableByte, (table) => grainRun(grains, table, atByte, mostBytes));
      return {
        kind: 'zeros',
        lengthBytes: lengthIn(atByte, mostBytes, { blockBytes: tableCovers, sizeBytes }),
      };
    },
  };
}

interface Grains {
  readonly file: Suspect;
  readonly sizeBytes: number;
  readonly grainBytes: number;
  readonly flags: number;
  readonly entriesPerTable: number;
  readonly isPacked: boolean;
}

function grainRun(grains: Grains, table: DataView, atByte: number, mostBytes: number): Run {
  const { file, sizeBytes, grainBytes, flags, entriesPerTable, isPacked } = grains;
  const grain = Math.floor(atByte / grainBytes);
  const skipBytes = atByte % grainBytes;
  const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes: grainBytes, sizeBytes });
  const sector = table.getUint32((grain % entriesPerTable) * 4, true);
  const isZero = sector === 0 || (sector === ZERO_GRAIN && (flags & VMDK_ZERO_GRAINS) !== 0);
  if (isZero) return { kind: 'zeros', lengthBytes };
  const place = sector * VMDK_SECTOR_BYTES;
  if (!isPacked) return { kind: 'stored', lengthBytes, from: file, atByte: place + skipBytes };
  return {
    kind: 'packed',
    lengthBytes,
    block: grain,
    skipBytes,
    unpack: () => unpackGrain(grains, grain, place),
  };
}

/** A marker says which grain it is. */
async function unpackGrain(
  { file, sizeBytes, grainBytes, flags }: Grains,
  grain: number,
  place: number,
): Promise<Uint8Array> {
  const hasMarker = (flags & VMDK_MARKERS) !== 0;
  const headBytes = hasMarker ? vmdkGrainMarker.sizeBytes : 4;
  const marker = hasMarker ? await structIn(file, vmdkGrainMarker, FORMAT, place) : undefined;
  if (marker && marker.sector !== (grain * grainBytes) / VMDK_SECTOR_BYTES)
    throw fieldDamaged(file, FORMAT, 'grainMarker.sector', marker.sector, place);
  const packedBytes = marker?.packedBytes ?? (await tableIn(file, place, headBytes)).getUint32(0, true);
  demand(packedBytes <= 2 * grainBytes + 4096, file, FORMAT, 'packedBytes', packedBytes);
  const leastBytes = Math.min(grainBytes, sizeBytes - grain * grainBytes);
  const block = { packing: 'zlib', atByte: place + headBytes, packedBytes, blockBytes: grainBytes } as const;
  return unpackBlock(file, FORMAT, { ...block, leastBytes });
}
