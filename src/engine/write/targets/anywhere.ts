import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';

/** Longest piece that goes through memory of our own. */
const PIECE_BYTES = 1 << 20;

/** Bytes of a target at any place and of any length. @throws Failure of the target's read */
export async function readAnywhere(target: Target, atByte: number, into: Uint8Array): Promise<void> {
  for (const { from, to, whole } of wholeBlocks(target, atByte, into.length)) {
    const bytes = await blocksAt(target, whole);
    into.set(bytes.subarray(from - whole.from, to - whole.from), from - atByte);
  }
}

/** The same the other way round: what shares a block with them stays. @throws Failure of the target */
export async function writeAnywhere(target: Target, atByte: number, bytes: Uint8Array): Promise<void> {
  for (const { from, to, whole } of wholeBlocks(target, atByte, bytes.length)) {
    const isPart = from !== whole.from || to !== whole.to;
    const blocks = isPart ? await blocksAt(target, whole) : alignedBytes(whole.to - whole.from);
    blocks.set(bytes.subarray(from - atByte, to - atByte), from - whole.from);
    await target.write(whole.from, blocks);
  }
}

/** @throws Failure of the target's write */
export async function zeroAnywhere(target: Target, atByte: number, endByte: number): Promise<void> {
  const zeros = new Uint8Array(Math.min(PIECE_BYTES, Math.max(0, endByte - atByte)));
  for (let at = atByte; at < endByte; at += PIECE_BYTES)
    await writeAnywhere(target, at, zeros.subarray(0, Math.min(PIECE_BYTES, endByte - at)));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

async function blocksAt(target: Target, { from, to }: Stretch): Promise<Uint8Array> {
  const bytes = alignedBytes(to - from);
  await target.read(from, bytes);
  return bytes;
}

function* wholeBlocks(
  { blockBytes: unit, capacityBytes }: Target,
  atByte: number,
  lengthBytes: number,
): Iterable<Stretch & { readonly whole: Stretch }> {
  const endByte = atByte + lengthBytes;
  for (let from = atByte; from < endByte; ) {
    const first = from - (from % unit);
    const to = Math.min(endByte, first + PIECE_BYTES);
    yield { from, to, whole: { from: first, to: Math.min(capacityBytes, Math.ceil(to / unit) * unit) } };
    from = to;
  }
}
