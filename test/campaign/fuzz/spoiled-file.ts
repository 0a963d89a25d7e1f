import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { sealTag } from '../../../src/engine/bytes/formats/udf/tag.ts';
import { numbers } from '../../engine/hostile/mutations.ts';

const SECTOR = 512;
const BLOCK = 2048;
/** Lengths and places that break careless sums. */
const EDGES = [
  0, 1, 2, 7, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0x3fffffff, 0xc0000001, 0xfffffffe,
  0xffffffff,
];
const MOST_PLACES = 8;
/** Of its inputs, those that are cut off somewhere. */
const CUT_SHARE = 0.05;
/** Of the places that are spoiled, those anywhere: the others are in structures. */
const ANYWHERE_SHARE = 0.15;
/** Where nearly all formats begin and end with tables. */
const EDGE_SECTORS = 8;

/** A file that is spoiled in place in a way that depends on a seed alone, and made sound again. */
export class SpoiledFile {
  readonly #fd: number;
  readonly #sizeBytes: number;
  /** Sectors with structures in them. */
  readonly #structured: readonly number[];
  readonly #before: { readonly atByte: number; readonly bytes: Buffer }[] = [];

  constructor(path: string) {
    this.#fd = openSync(path, 'r+');
    this.#sizeBytes = fstatSync(this.#fd).size;
    this.#structured = this.#structuredSectors();
  }

  spoil(seed: number): void {
    const next = numbers(seed);
    for (let count = 1 + Math.floor(next() * MOST_PLACES); count > 0; count--) this.#once(next, seed);
    if (next() < CUT_SHARE) this.#cut(Math.floor(next() * this.#sizeBytes));
  }

  mend(): void {
    for (let last = this.#before.pop(); last; last = this.#before.pop())
      writeSync(this.#fd, last.bytes, 0, last.bytes.length, last.atByte);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #once(next: () => number, seed: number): void {
    const below = (limit: number): number => Math.floor(next() * limit);
    const isAnywhere = next() < ANYWHERE_SHARE;
    const sector = isAnywhere ? below(this.#sizeBytes / SECTOR) : this.#sector(below);
    const atByte = sector * SECTOR + below(next() < 0.5 ? 128 : SECTOR);
    const kind = below(6);
    if (kind === 0) this.#put(atByte, Buffer.from([below(256)]));
    else if (kind === 1) this.#put(atByte & ~3, number(EDGES[below(EDGES.length)] ?? 0, next() < 0.7));
    else if (kind === 2)
      this.#put(atByte & ~3, number(this.#sector(below) / (next() < 0.5 ? 1 : 4), next() < 0.7));
    else if (kind === 3) this.#put(atByte, Buffer.alloc(1 + below(16), next() < 0.5 ? 0 : 0xff));
    else if (kind === 4) this.#put(atByte & ~1, number(EDGES[below(EDGES.length)] ?? 0, true).subarray(0, 2));
    else this.#put(sector * SECTOR, this.#read(this.#sector(below) * SECTOR, SECTOR));
    if (seed % 2 === 0) this.#reseal(Math.floor(atByte / BLOCK) * BLOCK);
  }

  #sector(below: (limit: number) => number): number {
    return this.#structured[below(this.#structured.length)] ?? 0;
  }

  #put(atByte: number, bytes: Buffer): void {
    const kept = bytes.subarray(0, Math.max(0, this.#sizeBytes - atByte));
    if (kept.length === 0) return;
    this.#before.push({ atByte, bytes: this.#read(atByte, kept.length) });
    writeSync(this.#fd, kept, 0, kept.length, atByte);
  }

  #cut(sizeBytes: number): void {
    this.#before.push({ atByte: sizeBytes, bytes: this.#read(sizeBytes, this.#sizeBytes - sizeBytes) });
    ftruncateSync(this.#fd, sizeBytes);
  }

  /** A tag of UDF is right again: otherwise nobody would read what it stands for. ECMA-167 3/7.2 */
  #reseal(atByte: number): void {
    if (atByte + BLOCK > this.#sizeBytes) return;
    const block = this.#read(atByte, BLOCK);
    const identifier = block.readUInt16LE(0);
    if (!((identifier > 0 && identifier <= 9) || (identifier >= 256 && identifier <= 266))) return;
    const lengthBytes = Math.min(16 + block.readUInt16LE(10), BLOCK);
    sealTag(block, 0, { identifier, location: block.readUInt32LE(12), lengthBytes });
    this.#put(atByte, block);
  }

  #read(atByte: number, lengthBytes: number): Buffer {
    const bytes = Buffer.alloc(lengthBytes);
    const foundBytes = readSync(this.#fd, bytes, 0, lengthBytes, atByte);
    return bytes.subarray(0, foundBytes);
  }

  /** Those that are neither empty nor the noise of a file's content, and those at both ends. */
  #structuredSectors(): number[] {
    const sectors = Math.floor(this.#sizeBytes / SECTOR);
    const found: number[] = [];
    for (let sector = 0; sector < sectors; sector++) {
      const zeros = this.#read(sector * SECTOR, SECTOR).reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
      const isAtEdge = sector < EDGE_SECTORS || sector >= sectors - EDGE_SECTORS;
      if ((isAtEdge && zeros < SECTOR) || (zeros > 20 && zeros < SECTOR)) found.push(sector);
    }
    return found;
  }
}

function number(value: number, isLittle: boolean): Buffer {
  const bytes = Buffer.alloc(4);
  if (isLittle) bytes.writeUInt32LE(Math.floor(value) >>> 0);
  else bytes.writeUInt32BE(Math.floor(value) >>> 0);
  return bytes;
}
