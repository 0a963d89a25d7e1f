import { present } from '../../../contract/failure/present.ts';
import { le32 } from '../../codec/little.ts';
import {
  RESOURCE_IS_METADATA,
  RESOURCE_IS_SOLID,
  RESOURCE_IS_SPANNED,
  resourceHeader,
  type WimResource,
} from './resource.ts';

/** A row of the table: resource, part number, references, SHA-1. Windows Imaging File Format (WIM), "Lookup Table". */
export const BLOB_ROW_BYTES = 50;
const PART_AT = 24;
const FLAGS_AT = 7;
const PLACE_AT = 8;
const TWO_32 = 2 ** 32;

/** The table of a WIM as it is stored, in columns where it is sorted: a large one has hundreds of thousands of rows. */
export class BlobRows {
  readonly count: number;
  readonly #table: Uint8Array;

  constructor(table: Uint8Array) {
    this.#table = table;
    this.count = Math.floor(table.length / BLOB_ROW_BYTES);
  }

  storedBytes(row: number): number {
    const at = row * BLOB_ROW_BYTES;
    return le32(this.#table, at) + (le32(this.#table, at + 4) & 0xffffff) * TWO_32;
  }

  atByte(row: number): number {
    const at = row * BLOB_ROW_BYTES + PLACE_AT;
    return le32(this.#table, at) + le32(this.#table, at + 4) * TWO_32;
  }

  isTree(row: number): boolean {
    return (this.#flags(row) & RESOURCE_IS_METADATA) !== 0;
  }

  /** Of several that are packed together, or of one that is in several files. */
  isShared(row: number): boolean {
    return (this.#flags(row) & (RESOURCE_IS_SOLID | RESOURCE_IS_SPANNED)) !== 0;
  }

  /** Trees in the order of their images, then contents in the order in which they are stored. */
  order(): Uint32Array {
    const places = Float64Array.from({ length: this.count }, (_, row) => this.atByte(row));
    const rows = Uint32Array.from({ length: this.count }, (_, row) => row);
    const trees = rows.filter((row) => this.isTree(row));
    const contents = rows.filter((row) => !this.isTree(row));
    contents.sort((a, b) => present(places[a]) - present(places[b]));
    const order = new Uint32Array(this.count);
    order.set(trees);
    order.set(contents, trees.length);
    return order;
  }

  /** Puts a row into a table of a part, in which its resource has another place. */
  put(
    row: number,
    into: Uint8Array,
    index: number,
    { part, atByte }: { part: number; atByte: number },
  ): void {
    const from = row * BLOB_ROW_BYTES;
    const at = index * BLOB_ROW_BYTES;
    into.set(this.#table.subarray(from, from + BLOB_ROW_BYTES), at);
    const resource = resourceHeader.read(into, at, () => {});
    resourceHeader.write(into, at, { ...resource, atByte } satisfies WimResource);
    into[at + PART_AT] = part & 0xff;
    into[at + PART_AT + 1] = part >>> 8;
  }

  #flags(row: number): number {
    return present(this.#table[row * BLOB_ROW_BYTES + FLAGS_AT]);
  }
}
