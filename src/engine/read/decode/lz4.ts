import { le32 } from '../../bytes/codec/little.ts';
import { BEFORE_ALL, unpackLz4Block } from '../../bytes/formats/lz4/block.ts';
import type { DecodeAround } from './decoder.ts';
import type { Input } from './input.ts';
import { type Lz4Frame, lz4FrameHeader } from './lz4-frame.ts';
import { Xxh32, xxh32 } from './xxh32.ts';
import { isSkippable } from './zstd-frame.ts';

export const LZ4_MAGIC = 0x184d2204;
/** What `lz4 -l` and the Linux kernel's build make: blocks of 8 MiB without any checksum. */
export const LZ4_LEGACY_MAGIC = 0x184c2102;
const LEGACY_BLOCK_BYTES = 8 << 20;
const HISTORY_BYTES = 64 << 10;
const STORED = 0x80000000;

/** LZ4 frame format 1.6.4: frames one after the other, skippable ones between. */
export async function* unlz4(input: Input, _around: DecodeAround): AsyncGenerator<Uint8Array, void, void> {
  while ((await input.peek(1)).length > 0) {
    const magic = le32(await input.take(4, 'lz4-frame'), 0);
    if (magic === LZ4_MAGIC) yield* frame(input, await lz4FrameHeader(input));
    else if (magic === LZ4_LEGACY_MAGIC) yield* legacyFrame(input);
    else if (isSkippable(magic)) await input.skip(le32(await input.take(4, 'lz4-frame'), 0), 'lz4-frame');
    else throw input.damaged('no-lz4-frame', input.atByte - 4);
  }
}

async function* frame(input: Input, head: Lz4Frame): AsyncGenerator<Uint8Array, void, void> {
  const atByte = input.atByte;
  const hash = new Xxh32();
  let contentBytes = 0;
  let history: Uint8Array = new Uint8Array(0);
  for (let size = await blockSize(input); size !== 0; size = await blockSize(input)) {
    const bytes = await block(input, size, head, history);
    if (head.isLinked) history = bytes.withHistory.slice(-HISTORY_BYTES);
    contentBytes += bytes.content.length;
    if (head.hasContentChecksum) hash.update(bytes.content);
    yield bytes.content;
  }
  if (head.hasContentChecksum && le32(await input.take(4, 'lz4-frame'), 0) !== hash.digest())
    throw input.damaged('lz4-frame-checksum', atByte);
  if (head.contentBytes !== undefined && head.contentBytes !== contentBytes)
    throw input.damaged(
      { reason: 'lz4-frame-length', foundBytes: contentBytes, saidBytes: head.contentBytes },
      atByte,
    );
}

async function blockSize(input: Input): Promise<number> {
  return le32(await input.take(4, 'lz4-frame'), 0);
}

async function block(input: Input, size: number, head: Lz4Frame, history: Uint8Array) {
  const storedBytes = size % STORED;
  if (storedBytes > head.blockBytes) throw input.damaged('lz4-block-too-large');
  const stored = await input.take(storedBytes, 'lz4-frame');
  if (head.hasBlockChecksum && le32(await input.take(4, 'lz4-frame'), 0) !== xxh32(stored))
    throw input.damaged('lz4-block-checksum', input.atByte - storedBytes);
  const withHistory: Uint8Array = Buffer.allocUnsafeSlow(
    history.length + (size >= STORED ? storedBytes : head.blockBytes),
  );
  withHistory.set(history);
  if (size >= STORED) withHistory.set(stored, history.length);
  const end = size >= STORED ? withHistory.length : unpackLz4Block(stored, withHistory, history.length);
  // The program names no dictionary in the frame: it can only be told by what is missing.
  if (end === BEFORE_ALL) throw input.unsupported({ reason: 'lz4-dictionary' });
  if (end < 0) throw input.damaged('lz4-block', input.atByte - storedBytes);
  return { withHistory: withHistory.subarray(0, end), content: withHistory.subarray(history.length, end) };
}

/** Ends with the input or where another frame begins: a number that is no possible length. */
async function* legacyFrame(input: Input): AsyncGenerator<Uint8Array, void, void> {
  for (let next = await input.peek(4); next.length > 0; next = await input.peek(4)) {
    const storedBytes = next.length === 4 ? le32(next, 0) : 0;
    if ([LZ4_MAGIC, LZ4_LEGACY_MAGIC].includes(storedBytes) || isSkippable(storedBytes)) return;
    if (next.length < 4) throw input.truncated('lz4-frame');
    if (storedBytes > LEGACY_BLOCK_BYTES + LEGACY_BLOCK_BYTES / 255 + 16)
      throw input.damaged('lz4-block-too-large');
    await input.skip(4, 'lz4-frame');
    const out = new Uint8Array(LEGACY_BLOCK_BYTES);
    const end = unpackLz4Block(await input.take(storedBytes, 'lz4-frame'), out, 0);
    if (end < 0) throw input.damaged('lz4-block', input.atByte - storedBytes);
    yield out.subarray(0, end);
  }
}
