import { present } from '../../../contract/failure/present.ts';
import { BLOB_ROW_BYTES, BlobRows } from './blob-rows.ts';
import { type WimHeader, wimHeader } from './header.ts';
import type { WimResource } from './resource.ts';

/** A WIM that is to be split: its header, and its table and description as they unpack. */
export interface SplittableWim {
  readonly header: WimHeader;
  readonly table: Uint8Array;
  readonly xml: Uint8Array;
  readonly sizeBytes: number;
}

/** One of the files (SWM) that a WIM is split into: `head`, then stretches of the WIM, then `tail`. */
export interface WimPart {
  readonly sizeBytes: number;
  readonly head: Uint8Array;
  /** Where in the WIM each stretch begins. */
  readonly fromByte: Float64Array;
  /** Where in the part each stretch begins, and at the end where the last one ends. */
  readonly atByte: Float64Array;
  /** Table of the part and description of the WIM. */
  readonly tail: Uint8Array;
}

/** Why a WIM cannot be split; `bytes`: of a part that would be larger than any may be. */
export type NoSplit =
  | { readonly why: 'solid' | 'damaged' }
  | { readonly why: 'resource'; readonly bytes: number };

/** FLAG_HEADER_SPANNED. Windows Imaging File Format (WIM), "WIM Header". */
const IS_SPANNED = 0x8;
const MOST_PARTS = 0xffff;
const NO_RESOURCE: WimResource = { storedBytes: 0, flags: 0, atByte: 0, sizeBytes: 0 };

/**
 * Splits a WIM into parts of at most so many bytes: no resource is unpacked or changed, only moved. All trees are in the
 * first part, as in Microsoft's own. A table of checksums (`rhIntegrity`) is not taken along: it is of the whole file, and
 * every resource has a SHA-1 of its own.
 */
export function splitWim(wim: SplittableWim, mostBytes: number): WimPart[] | NoSplit {
  const rows = new BlobRows(wim.table);
  const order = rows.order();
  const trouble = troubleIn(rows, order, wim);
  if (trouble) return { why: trouble };
  const fixedBytes = wimHeader.sizeBytes + wim.xml.length;
  const groups: Uint32Array[] = [];
  for (let first = 0; first < order.length || groups.length === 0; ) {
    const end = groupEnd(rows, order, first, mostBytes - fixedBytes);
    if (typeof end !== 'number') return { why: 'resource', bytes: end.bytes + fixedBytes };
    groups.push(order.subarray(first, end));
    first = end;
  }
  if (groups.length > MOST_PARTS) return { why: 'damaged' };
  return groups.map((group, index) => partOf(wim, rows, group, { part: index + 1, parts: groups.length }));
}

/** Resources are inside the file, and none lies over another: else the parts could be larger than the whole. */
function troubleIn(rows: BlobRows, order: Uint32Array, { sizeBytes }: SplittableWim) {
  let end = 0;
  for (const row of order) {
    if (rows.isShared(row)) return 'solid';
    const atByte = rows.atByte(row);
    const after = atByte + rows.storedBytes(row);
    if (!(after <= sizeBytes)) return 'damaged';
    if (rows.isTree(row)) continue;
    if (atByte < end) return 'damaged';
    end = after;
  }
  return undefined;
}

/** Where the next part ends: all trees belong to the first. */
function groupEnd(rows: BlobRows, order: Uint32Array, first: number, roomBytes: number) {
  let usedBytes = 0;
  let end = first;
  for (; end < order.length; end++) {
    const row = present(order[end]);
    const bytes = rows.storedBytes(row) + BLOB_ROW_BYTES;
    if (usedBytes + bytes > roomBytes) {
      if (end === first || rows.isTree(row)) return { bytes: usedBytes + bytes };
      break;
    }
    usedBytes += bytes;
  }
  return end;
}

interface PartNumber {
  readonly part: number;
  readonly parts: number;
}

function partOf(
  { header, xml }: SplittableWim,
  rows: BlobRows,
  group: Uint32Array,
  number: PartNumber,
): WimPart {
  const table = new Uint8Array(group.length * BLOB_ROW_BYTES);
  const stretches = new Stretches(group.length);
  let bootMetadata = NO_RESOURCE;
  for (const [index, row] of group.entries()) {
    const atByte = stretches.endByte;
    rows.put(row, table, index, { part: number.part, atByte });
    const isBoot = rows.isTree(row) && header.bootMetadata.storedBytes > 0;
    if (isBoot && rows.atByte(row) === header.bootMetadata.atByte)
      bootMetadata = { ...header.bootMetadata, atByte };
    stretches.add(rows.atByte(row), rows.storedBytes(row));
  }
  const { endByte } = stretches;
  const tail = new Uint8Array(table.length + xml.length);
  tail.set(table);
  tail.set(xml, table.length);
  const head = wimHeader.encode({
    ...header,
    ...number,
    flags: header.flags | IS_SPANNED,
    blobTable: plainResource(endByte, table.length, header.blobTable),
    xml: plainResource(endByte + table.length, xml.length, header.xml),
    bootMetadata,
    integrity: NO_RESOURCE,
  });
  return { sizeBytes: endByte + tail.length, head, ...stretches.columns(), tail };
}

const IS_PACKED = 0x4;

function plainResource(atByte: number, sizeBytes: number, { flags }: WimResource): WimResource {
  return { storedBytes: sizeBytes, flags: flags & ~IS_PACKED, atByte, sizeBytes };
}

/** Stretches of a WIM behind each other; those that follow each other there too are one. */
class Stretches {
  endByte = wimHeader.sizeBytes;
  readonly #from: Float64Array;
  readonly #at: Float64Array;
  #count = 0;
  #nextFrom = -1;

  constructor(most: number) {
    this.#from = new Float64Array(most);
    this.#at = new Float64Array(most + 1);
  }

  add(fromByte: number, lengthBytes: number): void {
    if (lengthBytes === 0) return;
    if (fromByte !== this.#nextFrom) {
      this.#from[this.#count] = fromByte;
      this.#at[this.#count++] = this.endByte;
    }
    this.#nextFrom = fromByte + lengthBytes;
    this.endByte += lengthBytes;
  }

  columns(): { readonly fromByte: Float64Array; readonly atByte: Float64Array } {
    this.#at[this.#count] = this.endByte;
    return { fromByte: this.#from.slice(0, this.#count), atByte: this.#at.slice(0, this.#count + 1) };
  }
}
