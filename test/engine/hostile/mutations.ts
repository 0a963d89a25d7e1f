import { sealTag } from '../../../src/engine/bytes/formats/udf/tag.ts';

/** A repeatable row of numbers below 1. */
export function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const BLOCK = 2048;
/** Lengths and places that break careless sums. */
const EDGES = [
  0, 1, 2, 7, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0x3fffffff, 0xc0000001, 0xfffffffe,
  0xffffffff,
];

/**
 * Spoils an image in a way that depends on the seed alone: bytes, numbers, blocks in the place of others, a cut. Every second
 * one gets tags of UDF that are right again, so that what is behind them is read.
 */
export function spoiled(sound: Uint8Array, seed: number): Uint8Array {
  const next = numbers(seed);
  const spoil = new Spoil(sound, next);
  for (let i = 1 + Math.floor(next() * 8); i > 0; i--) spoil.once();
  if (seed % 2 === 0) resealed(spoil.bytes, spoil.blocks);
  return next() < 0.05 ? spoil.bytes.subarray(0, Math.floor(next() * sound.length)) : spoil.bytes;
}

class Spoil {
  readonly bytes: Uint8Array;
  /** Those with structures in them. */
  readonly blocks: readonly number[];
  readonly #view: DataView;
  readonly #next: () => number;

  constructor(sound: Uint8Array, next: () => number) {
    this.bytes = sound.slice();
    this.blocks = structuredBlocks(sound);
    this.#view = new DataView(this.bytes.buffer);
    this.#next = next;
  }

  once(): void {
    const at = this.#block() * BLOCK + this.#below(this.#next() < 0.7 ? 512 : BLOCK);
    const kinds = [
      () => this.bytes.fill(this.#below(256), at, at + 1),
      () => this.#u32(at, EDGES[this.#below(EDGES.length)]!),
      () => this.#u32(at, this.#block()),
      () => this.#u16(at, EDGES[this.#below(EDGES.length)]! & 0xffff),
      () => this.#copyBlock(Math.floor(at / BLOCK)),
      () => this.bytes.fill(this.#next() < 0.5 ? 0 : 0xff, at, at + this.#below(BLOCK)),
    ];
    kinds[Math.floor(this.#next() ** 1.5 * kinds.length)]!();
  }

  #u32(at: number, value: number): void {
    this.#view.setUint32(Math.min(at & ~3, this.bytes.length - 4), value, this.#next() < 0.8);
  }

  #u16(at: number, value: number): void {
    this.#view.setUint16(Math.min(at & ~1, this.bytes.length - 2), value, this.#next() < 0.8);
  }

  #copyBlock(from: number): void {
    this.bytes.copyWithin(this.#block() * BLOCK, from * BLOCK, (from + 1) * BLOCK);
  }

  #block(): number {
    return this.blocks[this.#below(this.blocks.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }
}

/** Not the content of files: that has no zeros to speak of, and nothing else. */
function structuredBlocks(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let block = 0; (block + 1) * BLOCK <= bytes.length; block++) {
    let zeros = 0;
    for (let at = block * BLOCK; at < (block + 1) * BLOCK; at++) if (bytes[at] === 0) zeros++;
    if (zeros > BLOCK / 5 && zeros < BLOCK) found.push(block);
  }
  return found;
}

function resealed(bytes: Uint8Array, blocks: readonly number[]): void {
  const view = new DataView(bytes.buffer);
  for (const block of blocks) {
    const at = block * BLOCK;
    const identifier = view.getUint16(at, true);
    if (!(identifier <= 9 || (identifier >= 256 && identifier <= 266)) || at + BLOCK > bytes.length) continue;
    const lengthBytes = Math.min(16 + view.getUint16(at + 10, true), BLOCK);
    sealTag(bytes, at, { identifier, location: view.getUint32(at + 12, true), lengthBytes });
  }
}
