import { present } from '../../../contract/failure/present.ts';
import { SECTOR_BYTES } from '../iso9660/sector.ts';
import { continuationArea } from './fields.ts';

/** Fields that stand together: in a record (the first area) or in a continuation area. */
export interface Area {
  readonly fields: readonly Uint8Array[];
  /** With the CE field that leads to the next area. */
  readonly sizeBytes: number;
}

/**
 * Spreads fields over the record and as many continuation areas as needed. Fields are never split, keep their order,
 * and CE is the last of its area. A continuation area is at most a sector. SUSP §5.1.
 *
 * @param recordRoomBytes what the directory record has left for system use
 */
export function spreadFields(fields: readonly Uint8Array[], recordRoomBytes: number): Area[] {
  const areas: Area[] = [];
  let rest = fields;
  do {
    const area = fill(rest, areas.length === 0 ? recordRoomBytes : SECTOR_BYTES);
    areas.push(area);
    rest = rest.slice(area.fields.length);
  } while (rest.length > 0);
  return areas;
}

function fill(fields: readonly Uint8Array[], roomBytes: number): Area {
  const all = sum(fields);
  if (all <= roomBytes) return { fields, sizeBytes: all };
  let count = 0;
  let bytes = continuationArea.sizeBytes;
  while (bytes + present(fields[count]).length <= roomBytes) bytes += present(fields[count++]).length;
  return { fields: fields.slice(0, count), sizeBytes: bytes };
}

/** Where one area goes. */
export interface AreaPlace {
  readonly lba: number;
  /** From the start of the sector. */
  readonly atByte: number;
  readonly areaBytes: number;
}

/** Writes an area at `at`; `next` is where its CE field leads, when there is one. */
export function writeArea(bytes: Uint8Array, at: number, area: Area, next: AreaPlace | undefined): void {
  let place = at;
  for (const field of area.fields) {
    bytes.set(field, place);
    place += field.length;
  }
  if (next) continuationArea.write(bytes, place, next);
}

/** Gives areas their places one after the other, each inside one sector. */
export class AreaPlacer {
  /** Bytes used so far from the start of the continuation sectors. */
  usedBytes = 0;

  place(sizeBytes: number): number {
    const left = SECTOR_BYTES - (this.usedBytes % SECTOR_BYTES);
    if (sizeBytes > left) this.usedBytes += left;
    const at = this.usedBytes;
    this.usedBytes += sizeBytes;
    return at;
  }
}

function sum(fields: readonly Uint8Array[]): number {
  return fields.reduce((total, field) => total + field.length, 0);
}
