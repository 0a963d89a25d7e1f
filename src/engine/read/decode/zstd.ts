import { constants, createZstdDecompress } from 'node:zlib';
import { le32 } from '../../bytes/codec/little.ts';
import type { DecodeAround } from './decoder.ts';
import { ENGINE_OUTPUT_BYTES, throughEngine } from './engine.ts';
import type { Input } from './input.ts';
import { FRAME_MAGIC, frameHeader, isSkippable, parseBlockHeader, WINDOW_LOG_MAX } from './zstd-frame.ts';

const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const PIECE_BYTES = 128 << 10;

/** RFC 8878 §3: frames one after the other, as pzstd and seekable files have them, with skippable frames between. */
export async function* unzstd(input: Input, _around: DecodeAround): AsyncGenerator<Uint8Array, void, void> {
  for (let start = await input.peek(4); start.length > 0; start = await input.peek(4)) {
    const magic = start.length === 4 ? le32(start, 0) : undefined;
    if (magic === undefined) throw input.truncated('zstd-frame');
    if (isSkippable(magic)) await skipFrame(input);
    else if (magic === FRAME_MAGIC) yield* frame(input);
    else throw input.damaged('no-zstd-frame');
  }
}

async function skipFrame(input: Input): Promise<void> {
  const header = await input.take(8, 'skippable-zstd-frame');
  await input.skip(le32(header, 4), 'skippable-zstd-frame');
}

/**
 * One engine a frame, fed exactly that frame: Node's stops without a word after the first frame it meets
 * (nodejs/node#64741).
 */
async function* frame(input: Input): AsyncGenerator<Uint8Array, void, void> {
  const atByte = input.atByte;
  const { contentBytes } = await frameHeader(input);
  const engine = createZstdDecompress({
    chunkSize: ENGINE_OUTPUT_BYTES,
    params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
  });
  const pieces = framePieces(input);
  let lengthBytes = 0;
  for await (const bytes of throughEngine(
    engine,
    input,
    async () => (await pieces.next()).value || undefined,
  )) {
    lengthBytes += bytes.length;
    yield bytes;
  }
  if (contentBytes !== undefined && contentBytes !== lengthBytes)
    throw input.damaged(
      { reason: 'zstd-frame-length', foundBytes: lengthBytes, saidBytes: contentBytes },
      atByte,
    );
  // The engine must have wanted all of it: a rest would be silence about bytes that are missing.
  if (!(await pieces.next()).done) throw input.damaged('zstd-frame-early', atByte);
}

/** RFC 8878 §3.1.1: header, blocks up to the last one, checksum; several blocks at once. */
async function* framePieces(input: Input): AsyncGenerator<Uint8Array, void, void> {
  const { headerBytes, hasChecksum } = await frameHeader(input);
  let pieceBytes = headerBytes;
  for (let last = false; !last; ) {
    const bytes = await input.peek(pieceBytes + BLOCK_HEADER_BYTES);
    if (bytes.length < pieceBytes + BLOCK_HEADER_BYTES) throw input.truncated('zstd-frame');
    const block = parseBlockHeader(bytes.subarray(pieceBytes));
    if (!block) throw input.damaged('zstd-block-kind', input.atByte + pieceBytes);
    last = block.last;
    pieceBytes += BLOCK_HEADER_BYTES + block.storedBytes + (last && hasChecksum ? CHECKSUM_BYTES : 0);
    if (pieceBytes < PIECE_BYTES && !last) continue;
    yield await input.take(pieceBytes, 'zstd-frame');
    pieceBytes = 0;
  }
}
