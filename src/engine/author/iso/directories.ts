import type { RecordDate } from '../../bytes/formats/iso9660/dates.ts';
import {
  directoryRecord,
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
  PARENT_IDENTIFIER,
  recordBytes,
  SELF_IDENTIFIER,
  systemUseStart,
} from '../../bytes/formats/iso9660/directory-record.ts';
import { fileSection, fileSectionCount } from '../../bytes/formats/iso9660/file-sections.ts';
import { writeRecord } from '../../bytes/formats/iso9660/quick-record.ts';
import { SECTOR_BYTES, sectorsFor } from '../../bytes/formats/iso9660/sector.ts';
import { type Area, AreaPlacer, writeArea } from '../../bytes/formats/rockridge/system-use.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { Steps } from '../tree/cooperative.ts';
import { DirectoryRows, type Row } from './directory-rows.ts';
import type { Hierarchy } from './hierarchy.ts';
import { placeOrder } from './place-order.ts';
import { isNamed, isParent, type RockRidge } from './rock-ridge.ts';

/** Records between two pauses. */
const LOOK_EVERY = 1024;

/** What directories need to know of the rest of the image. */
export interface DirectoryContext {
  readonly hierarchy: Hierarchy;
  readonly rockRidge?: RockRidge | undefined;
  readonly dateOf: (node: number) => RecordDate;
  /** By node: first sector of its content from the start of the files. */
  readonly dataSector: Uint32Array;
}

/** First sectors of what directory records point at. */
export interface DirectoryPlaces {
  readonly directoriesLba: number;
  readonly filesLba: number;
}

/**
 * The directories of one hierarchy, in the order of the path table, each followed by its continuation areas.
 * A directory's size does not depend on any place. ECMA-119 §6.8, §9.1.
 */
export class Directories {
  /** By ordinal: from the start of the directories. */
  readonly firstSector: Uint32Array;
  /** By ordinal: length of the directory itself, whole sectors. ECMA-119 §6.8.1.3. */
  readonly lengthBytes: Float64Array;
  sectors = 0;
  /** Ordinals in the order they lie in. */
  readonly order: Uint32Array;
  readonly #sectorCount: Uint32Array;
  readonly #context: DirectoryContext;
  readonly #rows: DirectoryRows;

  /** The directories of a hierarchy, all measured. */
  static *planned(context: DirectoryContext): Steps<Directories> {
    const directories = new Directories(context);
    yield* directories.#measureAll();
    return directories;
  }

  private constructor(context: DirectoryContext) {
    this.#context = context;
    this.#rows = new DirectoryRows(context.hierarchy, context.rockRidge);
    const { tree } = context.hierarchy;
    this.order = placeOrder(context.hierarchy);
    this.#sectorCount = new Uint32Array(tree.folders.length);
    this.firstSector = new Uint32Array(tree.folders.length);
    this.lengthBytes = new Float64Array(tree.folders.length);
  }

  *#measureAll(): Steps<void> {
    for (const ordinal of this.order) {
      this.firstSector[ordinal] = this.sectors;
      this.#sectorCount[ordinal] = yield* this.#measure(ordinal);
      this.sectors += present(this.#sectorCount[ordinal]);
      yield;
    }
  }

  /** Sectors of a directory with its continuation areas. */
  sectorsOf(ordinal: number): number {
    return present(this.#sectorCount[ordinal]);
  }

  *#measure(ordinal: number): Steps<number> {
    const areas = new AreaPlacer();
    let at = 0;
    let rows = 0;
    for (const row of this.#rows.of(ordinal)) {
      if (++rows % LOOK_EVERY === 0) yield;
      const bytes = this.#rows.plainBytes(row) ?? this.#spreadRowBytes(row, areas);
      at = recordPlace(at, bytes) + bytes;
    }
    this.lengthBytes[ordinal] = sectorsFor(at) * SECTOR_BYTES;
    return sectorsFor(at) + sectorsFor(areas.usedBytes);
  }

  #spreadRowBytes(row: Row, placer: AreaPlacer): number {
    const [own, ...further] = this.#rows.areas(row);
    for (const { sizeBytes } of further) placer.place(sizeBytes);
    return recordBytes(this.#rows.identifierBytes(row), present(own).sizeBytes);
  }

  /** A directory and its continuation areas as bytes. */
  render(ordinal: number, places: DirectoryPlaces): Uint8Array {
    const bytes = new Uint8Array(this.sectorsOf(ordinal) * SECTOR_BYTES);
    const areas = new AreaPlacer();
    const areasAtByte = present(this.lengthBytes[ordinal]);
    const areasLba = places.directoriesLba + present(this.firstSector[ordinal]) + areasAtByte / SECTOR_BYTES;
    let at = 0;
    for (const row of this.#rows.of(ordinal)) {
      const plainBytes = this.#rows.plainBytes(row);
      if (plainBytes !== undefined) {
        at = recordPlace(at, plainBytes);
        this.#writePlain(bytes, at, row, plainBytes, places);
        at += plainBytes;
        continue;
      }
      const spread = this.#rows.areas(row, (folder) => this.#lbaOf(folder, places));
      const identifierBytes = this.#rows.identifierBytes(row);
      const length = recordBytes(identifierBytes, present(spread[0]).sizeBytes);
      at = recordPlace(at, length);
      this.#writeRecord(bytes, at, row, length, identifierBytes, places);
      writeSpread(bytes, at + systemUseStart(identifierBytes), spread, { areas, areasAtByte, areasLba });
      at += length;
    }
    if (
      sectorsFor(at) * SECTOR_BYTES !== areasAtByte ||
      areasAtByte + sectorsFor(areas.usedBytes) * SECTOR_BYTES !== bytes.length
    )
      throw new Failure('internal', { problem: `folder-not-as-planned ${ordinal}` });
    return bytes;
  }

  #writePlain(bytes: Uint8Array, at: number, row: Row, length: number, places: DirectoryPlaces): void {
    const identifierBytes = this.#rows.identifierBytes(row);
    this.#writeRecord(bytes, at, row, length, identifierBytes, places);
    this.#context.rockRidge?.writePlain(bytes, at + systemUseStart(identifierBytes), row.node, row.role);
  }

  #writeRecord(
    bytes: Uint8Array,
    at: number,
    row: Row,
    length: number,
    identifierBytes: number,
    places: DirectoryPlaces,
  ): void {
    const { node, role } = row;
    const recordedAt = this.#context.dateOf(node);
    const { extentLba, dataBytes, flags } = this.#extent(row, places);
    writeRecord(bytes, at, { recordBytes: length, recordedAt, identifierBytes, extentLba, dataBytes, flags });
    const identifierAt = at + directoryRecord.sizeBytes;
    const { hierarchy } = this.#context;
    if (role === 'placeholder') present(hierarchy.placeholders).writeIdentifier(bytes, identifierAt, node);
    else if (isNamed(role)) hierarchy.writeIdentifier(bytes, identifierAt, node);
    else bytes[identifierAt] = isParent(role) ? PARENT_IDENTIFIER : SELF_IDENTIFIER;
  }

  #lbaOf(folder: number, { directoriesLba }: DirectoryPlaces): number {
    return directoriesLba + present(this.firstSector[this.#context.hierarchy.tree.ordinalOf(folder)]);
  }

  /** Folders: their directory. Files: their sectors; empty ones point at the first file, inside the volume. */
  #extent({ node, role, section }: Row, places: DirectoryPlaces) {
    const { tree } = this.#context.hierarchy;
    if (role === 'placeholder') return { extentLba: places.filesLba, dataBytes: 0, flags: 0 };
    if (tree.isFolder(node)) {
      const ordinal = tree.ordinalOf(node);
      const extentLba = this.#lbaOf(node, places);
      return { extentLba, dataBytes: present(this.lengthBytes[ordinal]), flags: FLAG_DIRECTORY };
    }
    const sizeBytes = tree.storedBytes(node);
    const { offsetSectors, lengthBytes } = fileSection(sizeBytes, section);
    const isLast = section === fileSectionCount(sizeBytes) - 1;
    return {
      extentLba: places.filesLba + present(this.#context.dataSector[node]) + offsetSectors,
      dataBytes: lengthBytes,
      flags: isLast ? 0 : FLAG_MULTI_EXTENT,
    };
  }
}

/** A record does not cross a sector. ECMA-119 §6.8.1.1. */
function recordPlace(at: number, lengthBytes: number): number {
  const left = SECTOR_BYTES - (at % SECTOR_BYTES);
  return lengthBytes > left ? at + left : at;
}

interface AreaContext {
  readonly areas: AreaPlacer;
  readonly areasAtByte: number;
  readonly areasLba: number;
}

/** Writes the record's own area and the ones it continues in. */
function writeSpread(bytes: Uint8Array, at: number, spread: readonly Area[], context: AreaContext): void {
  const offsets = spread.map((area, i) => (i === 0 ? 0 : context.areas.place(area.sizeBytes)));
  spread.forEach((area, i) => {
    const next = spread[i + 1] && {
      lba: context.areasLba + Math.floor(present(offsets[i + 1]) / SECTOR_BYTES),
      atByte: present(offsets[i + 1]) % SECTOR_BYTES,
      areaBytes: present(spread[i + 1]).sizeBytes,
    };
    writeArea(bytes, i === 0 ? at : context.areasAtByte + present(offsets[i]), area, next);
  });
}
