import { present } from '../../contract/failure/present.ts';
import { Bits } from './bzip2-bits.ts';
import { type Bzip2Block, readBlock } from './bzip2-block.ts';
import { type RunState, unpackRuns } from './bzip2-runs.ts';
import { type DecodeAround, leaveOutRest } from './decoder.ts';
import type { Input } from './input.ts';
import { findProgram, throughProgram } from './program.ts';

const BLOCK_MAGIC = [0x314159, 0x265359] as const;
const END_MAGIC = [0x177245, 0x385090] as const;
/** More than a block of 900,000 bytes can take when nothing in it can be packed. */
const PACKED_BLOCK_BYTES = 1 << 20;

/**
 * bzip2 streams one after the other: through the program when installed, which is faster. Not through lbzip2, which is faster
 * still: it says nothing of bytes behind the last stream, even when they begin a stream that was cut off.
 */
export async function* bunzip2(input: Input, around: DecodeAround): AsyncGenerator<Uint8Array, void, void> {
  const program = await findProgram(['bzip2']);
  if (program === undefined) return yield* bunzip2Ourselves(input, around);
  const onSaid = (said: string): void => {
    if (/trailing garbage/i.test(said)) around.onTrailing(undefined);
  };
  yield* throughProgram(program, ['-d', '-c'], input, { signal: around.signal, onSaid });
}

/** The same without a program. */
export async function* bunzip2Ourselves(
  input: Input,
  around: DecodeAround,
): AsyncGenerator<Uint8Array, void, void> {
  do yield* stream(input);
  while (startsStream(await input.peek(3)));
  await leaveOutRest(input, around);
}

/** The beginning of a magic at the end is a stream that was cut off. */
function startsStream(next: Uint8Array): boolean {
  return next.length > 0 && next.every((value, index) => value === 'BZh'.charCodeAt(index));
}

async function* stream(input: Input): AsyncGenerator<Uint8Array, void, void> {
  const header = await input.take(4, 'bzip2-header');
  const level = present(header[3]) - 0x30;
  if (level < 1 || level > 9) throw input.damaged('no-bzip2-header', input.atByte - 4);
  const bits = new Bits(input);
  let streamCrc = 0;
  for (;;) {
    await bits.ready(PACKED_BLOCK_BYTES);
    const { atByte } = bits;
    const magic = [bits.read(24), bits.read(24)];
    const crc = ((bits.read(16) << 16) | bits.read(16)) >>> 0;
    if (same(magic, END_MAGIC)) {
      if (crc !== streamCrc) throw input.damaged('bzip2-stream-checksum', atByte);
      break;
    }
    if (!same(magic, BLOCK_MAGIC)) throw input.damaged('no-bzip2-block', atByte);
    yield* content(readBlock(bits, level * 100_000), crc, input, atByte);
    streamCrc = (((streamCrc << 1) | (streamCrc >>> 31)) ^ crc) >>> 0;
  }
  bits.giveBack();
}

function* content(
  block: Bzip2Block | undefined,
  crc: number,
  input: Input,
  atByte: number,
): Generator<Uint8Array, void, void> {
  if (!block) throw input.damaged('bzip2-block', atByte);
  const state: RunState = { crc: 0xffffffff };
  yield* unpackRuns(block, state);
  if (~state.crc >>> 0 !== crc) throw input.damaged('bzip2-block-checksum', atByte);
}

function same(found: readonly number[], wanted: readonly number[]): boolean {
  return found.every((value, index) => value === wanted[index]);
}
