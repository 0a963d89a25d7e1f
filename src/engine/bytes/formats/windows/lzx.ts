import { present } from '../../../contract/failure/present.ts';
import { copyMatch, type HuffmanTable, huffmanTable } from './huffman.ts';
import { LzxBits, threeNumbers } from './lzx-bits.ts';
import { untranslateCalls } from './lzx-calls.ts';
import { CodeLengths } from './lzx-lengths.ts';

const LETTERS = 256;
const LENGTH_SYMBOLS = 249;
const ALIGNED_SYMBOLS = 8;
/** Lengths of more than this go on in a code of their own. */
const LENGTH_MASK = 7;
const SHORTEST_MATCH_BYTES = 2;
const DEFAULT_BLOCK_BYTES = 32_768;

/** How many bits follow a slot of distances, and where each begins. [MS-PATCH] §2.4.2. */
const extraBits = Array.from({ length: 51 }, (_, slot) => (slot < 4 ? 0 : Math.min(17, (slot >> 1) - 1)));
const slotBases: readonly number[] = extraBits.map((_, slot) =>
  extraBits.slice(0, slot).reduce((sum, bits) => sum + 2 ** bits, 0),
);

const blockTypes = { verbatim: 1, aligned: 2, uncompressed: 3 } as const;

/** What stays from block to block. */
interface State {
  readonly bits: LzxBits;
  readonly out: Uint8Array;
  to: number;
  /** The last three distances. */
  readonly recent: [number, number, number];
  readonly windowBytes: number;
  readonly mainLengths: CodeLengths;
  readonly lengthLengths: CodeLengths;
}

/** The codes of a block. */
interface Codes {
  readonly main: HuffmanTable;
  readonly length: HuffmanTable;
  /** Of the lowest three bits of long distances. */
  readonly aligned: HuffmanTable | undefined;
}

/**
 * Unpacks a chunk of LZX as WIM has it: each for itself, addresses of calls translated. [MS-PATCH] §2; what differs is told by the
 * documentation of wimlib.
 *
 * @param out as long as what was packed
 * @param windowBytes of all chunks: a power of two from 2^15 to 2^21
 * @returns false for a broken one
 */
export function unpackLzx(packed: Uint8Array, out: Uint8Array, windowBytes: number): boolean {
  const slots = slotBases.findIndex((base) => base >= windowBytes);
  if (slots < 0) return false;
  const state: State = {
    bits: new LzxBits(packed),
    out,
    to: 0,
    recent: [1, 1, 1],
    windowBytes,
    mainLengths: new CodeLengths(LETTERS + 8 * slots, [LETTERS]),
    lengthLengths: new CodeLengths(LENGTH_SYMBOLS, []),
  };
  while (state.to < out.length) if (!block(state)) return false;
  untranslateCalls(out);
  return true;
}

function block(state: State): boolean {
  const { bits, out, to } = state;
  const type = bits.take(3);
  const lengthBytes = bits.take(1) ? DEFAULT_BLOCK_BYTES : blockBytes(state);
  const end = Math.min(out.length, to + lengthBytes);
  if (lengthBytes === 0 || bits.isBehind) return false;
  if (type === blockTypes.uncompressed) return uncompressed(state, end);
  const codes =
    type === blockTypes.verbatim || type === blockTypes.aligned ? codesOf(state, type) : undefined;
  return codes !== undefined && packedBlock(state, codes, end);
}

function blockBytes({ bits, windowBytes }: State): number {
  return windowBytes < 65_536 ? bits.take(16) : bits.take(16) * 256 + bits.take(8);
}

function uncompressed(state: State, end: number): boolean {
  const { bits, out, to, recent } = state;
  const distances = bits.alignedBytes(12);
  const bytes = distances && bits.moreBytes(end - to);
  if (!bytes) return false;
  recent.splice(0, 3, ...threeNumbers(distances));
  out.set(bytes, to);
  state.to = end;
  return true;
}

function codesOf({ bits, mainLengths, lengthLengths }: State, type: number): Codes | undefined {
  let aligned: HuffmanTable | undefined;
  if (type === blockTypes.aligned) {
    aligned = huffmanTable(
      Uint8Array.from({ length: ALIGNED_SYMBOLS }, () => bits.take(3)),
      7,
    );
    if (!aligned) return undefined;
  }
  const main = mainLengths.read(bits);
  const length = main && lengthLengths.read(bits);
  return length && { main, length, aligned };
}

function packedBlock(state: State, codes: Codes, end: number): boolean {
  const { bits, out } = state;
  while (state.to < end) {
    const symbol = bits.symbol(codes.main);
    if (symbol < 0 || bits.isBehind) return false;
    if (symbol < LETTERS) {
      out[state.to++] = symbol;
      continue;
    }
    const told = (symbol - LETTERS) & LENGTH_MASK;
    const more = told === LENGTH_MASK ? bits.symbol(codes.length) : 0;
    const distance = distanceOf(state, codes, (symbol - LETTERS) >> 3);
    const lengthBytes = told + more + SHORTEST_MATCH_BYTES;
    const to =
      more < 0 || state.to + lengthBytes > end ? -1 : copyMatch(out, state.to, distance, lengthBytes);
    if (to < 0) return false;
    state.to = to;
  }
  return true;
}

/** Of the last three distances one comes to the front again; a new one pushes the oldest out. 0 for a broken one. */
function distanceOf({ bits, recent }: State, { aligned }: Codes, slot: number): number {
  if (slot < 3) {
    const distance = present(recent[slot]);
    recent[slot] = recent[0];
    recent[0] = distance;
    return distance;
  }
  const extra = present(extraBits[slot]);
  const base = present(slotBases[slot]) - 2;
  let distance: number;
  if (aligned && extra >= 3) {
    const high = bits.take(extra - 3) * 8;
    const low = bits.symbol(aligned);
    if (low < 0) return 0;
    distance = base + high + low;
  } else distance = base + bits.take(extra);
  recent[2] = recent[1];
  recent[1] = recent[0];
  recent[0] = distance;
  return distance;
}
