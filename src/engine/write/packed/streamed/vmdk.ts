import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import {
  VMDK_AT_END,
  VMDK_COMPRESSED,
  VMDK_DEFLATE,
  VMDK_DIRECTORY,
  VMDK_END,
  VMDK_FOOTER,
  VMDK_LINE_ENDS,
  VMDK_MARKERS,
  VMDK_SECTOR_BYTES,
  VMDK_TABLE,
  vmdkGrainMarker,
  vmdkHeader,
  vmdkMarker,
} from '../../../bytes/formats/vmdk/vmdk.ts';
import { inOnePart } from '../in-one-part.ts';
import type { PackedOne, StreamedForm } from './stream-pieces.ts';

const GRAIN_BYTES = 64 << 10;
const GRAIN_SECTORS = GRAIN_BYTES / VMDK_SECTOR_BYTES;
const ENTRIES_A_TABLE = 512;
const TABLE_BYTES = ENTRIES_A_TABLE * 4;
const VERSION = 3;
const DESCRIPTOR_SECTORS = 20;
const OVERHEAD_SECTORS = 128;
/** Of a disk as the descriptor says it: 255 heads, 63 sectors a track. */
const CYLINDER_SECTORS = 255 * 63;
const MOST_CYLINDERS = 65_535;

const sectorsUp = (bytes: number): number => Math.ceil(bytes / VMDK_SECTOR_BYTES) * VMDK_SECTOR_BYTES;
const packed = promisify(deflate);

/** A stream of packed grains, each behind a marker of its place; tables follow their grains. "Stream-Optimized Compressed Sparse Extents" */
export class StreamedVmdk implements StreamedForm {
  readonly pieceBytes = GRAIN_BYTES;
  readonly #sectors: number;
  readonly #name: string;
  readonly #directory: number[] = [];
  #table = new DataView(new ArrayBuffer(TABLE_BYTES));
  #isTableUsed = false;

  /** @param name of the file, which its descriptor says */
  constructor(sizeBytes: number, name: string) {
    this.#sectors = Math.ceil(sizeBytes / VMDK_SECTOR_BYTES);
    this.#name = name;
  }

  begin(): Uint8Array {
    const front = Buffer.alloc(OVERHEAD_SECTORS * VMDK_SECTOR_BYTES);
    front.set(this.#header(undefined));
    front.write(descriptorOf(this.#sectors, this.#name), VMDK_SECTOR_BYTES, 'latin1');
    return front;
  }

  pack(piece: Uint8Array): Promise<Uint8Array> {
    return packed(piece, inOnePart(piece.length));
  }

  add(index: number, piece: PackedOne | undefined, atByte: number): readonly Uint8Array[] {
    const grain = piece && grainOf(index, piece.packed);
    const entry = index % ENTRIES_A_TABLE;
    if (grain) {
      this.#table.setUint32(entry * 4, atByte / VMDK_SECTOR_BYTES, true);
      this.#isTableUsed = true;
    }
    const table = entry === ENTRIES_A_TABLE - 1 ? this.#endTable(atByte + (grain?.length ?? 0)) : [];
    return grain ? [grain, ...table] : table;
  }

  end(atByte: number) {
    const tables = Math.ceil(this.#sectors / GRAIN_SECTORS / ENTRIES_A_TABLE);
    const table = this.#directory.length < tables ? this.#endTable(atByte) : [];
    const directory = Buffer.alloc(sectorsUp(tables * 4));
    for (const [index, sector] of this.#directory.entries()) directory.writeUInt32LE(sector, index * 4);
    const directoryByte = table.reduce((sum, { length }) => sum + length, atByte) + VMDK_SECTOR_BYTES;
    const tail = [
      ...table,
      markerOf(directory.length / VMDK_SECTOR_BYTES, VMDK_DIRECTORY),
      directory,
      markerOf(1, VMDK_FOOTER),
      this.#header(directoryByte / VMDK_SECTOR_BYTES),
      markerOf(0, VMDK_END),
    ];
    return { tail, patches: [] };
  }

  #endTable(atByte: number): Uint8Array[] {
    const table = new Uint8Array(this.#table.buffer);
    const isUsed = this.#isTableUsed;
    this.#directory.push(isUsed ? atByte / VMDK_SECTOR_BYTES + 1 : 0);
    this.#table = new DataView(new ArrayBuffer(TABLE_BYTES));
    this.#isTableUsed = false;
    return isUsed ? [markerOf(TABLE_BYTES / VMDK_SECTOR_BYTES, VMDK_TABLE), table] : [];
  }

  #header(directorySector: number | undefined): Uint8Array {
    return vmdkHeader.encode({
      version: VERSION,
      flags: VMDK_LINE_ENDS | VMDK_COMPRESSED | VMDK_MARKERS,
      capacitySectors: this.#sectors,
      grainSectors: GRAIN_SECTORS,
      descriptorSector: 1,
      descriptorSectors: DESCRIPTOR_SECTORS,
      entriesPerTable: ENTRIES_A_TABLE,
      directorySector: directorySector === undefined ? VMDK_AT_END : directorySector % 2 ** 32,
      directorySectorHigh:
        directorySector === undefined ? VMDK_AT_END : Math.floor(directorySector / 2 ** 32),
      overheadSectors: OVERHEAD_SECTORS,
      isUnclean: 0,
      compression: VMDK_DEFLATE,
    });
  }
}

function grainOf(index: number, packedBytes: Uint8Array): Uint8Array {
  const grain = new Uint8Array(sectorsUp(vmdkGrainMarker.sizeBytes + packedBytes.length));
  vmdkGrainMarker.write(grain, 0, { sector: index * GRAIN_SECTORS, packedBytes: packedBytes.length });
  grain.set(packedBytes, vmdkGrainMarker.sizeBytes);
  return grain;
}

const markerOf = (sectors: number, type: number): Uint8Array => vmdkMarker.encode({ sectors, type });

/** Nothing is random: the identifier of the content is a hash of name and size. */
function descriptorOf(sectors: number, name: string): string {
  const contentId = createHash('sha256').update(`${name}-${sectors}`).digest('hex').slice(0, 8);
  const cylinders = Math.min(MOST_CYLINDERS, Math.max(1, Math.floor(sectors / CYLINDER_SECTORS)));
  return [
    '# Disk DescriptorFile',
    'version=1',
    `CID=${contentId}`,
    'parentCID=ffffffff',
    'createType="streamOptimized"',
    '',
    `RW ${sectors} SPARSE "${safeName(name)}"`,
    '',
    'ddb.virtualHWVersion = "4"',
    `ddb.geometry.cylinders = "${cylinders}"`,
    'ddb.geometry.heads = "255"',
    'ddb.geometry.sectors = "63"',
    'ddb.adapterType = "lsilogic"',
    '',
  ].join('\n');
}

/** What no quoted name of one line holds. */
function safeName(name: string): string {
  return name.replace(/[^\x20-\x7e]|"/g, '_');
}
