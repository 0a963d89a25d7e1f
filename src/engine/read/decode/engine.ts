import type { BrotliDecompress, InflateRaw, ZstdDecompress } from 'node:zlib';
import { errnoOf } from '../../contract/failure/errno.ts';
import { asBytes } from '../../contract/ports/as-bytes.ts';
import type { Input } from './input.ts';

type Engine = InflateRaw | ZstdDecompress | BrotliDecompress;

/** What a decompressor gives at once: few and large pieces, because each one costs a turn of the event loop. */
export const ENGINE_OUTPUT_BYTES = 256 << 10;

/**
 * Feeds one of Node's decompressors (they work on the thread pool) and yields what it gives, until it says that its
 * stream is over. What it did not use goes back to `input`. The memory stays bounded: a piece goes in only when the one
 * before was used up, and output waits to be taken.
 *
 * `next` gives the bytes that may belong to the stream.
 *
 * @throws Failure `source-truncated`, `source-damaged`
 */
export async function* throughEngine(
  engine: Engine,
  input: Input,
  next: () => Promise<Uint8Array | undefined>,
): AsyncGenerator<Uint8Array, void, void> {
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close']) engine.once(event, () => resolve());
  });
  let last: Uint8Array = new Uint8Array(0);
  let fedBytes = 0;
  const feed = async (): Promise<void> => {
    // An engine that leaves something over is at the end of its stream; a write more would break it.
    while (engine.bytesWritten === fedBytes) {
      const piece = await next();
      if (!piece) return void engine.end();
      last = piece;
      fedBytes += piece.length;
      await Promise.race([written(engine, piece), ended]);
    }
  };
  const feeding = feed().catch((error) => void engine.destroy(error));
  try {
    for await (const bytes of engine) yield asBytes(bytes);
    await feeding;
    const unusedBytes = fedBytes - engine.bytesWritten;
    if (unusedBytes > 0) input.giveBack(last.subarray(last.length - unusedBytes));
  } catch (error) {
    throw asDamage(error, input);
  } finally {
    engine.destroy();
  }
}

function written(engine: Engine, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => engine.write(piece, () => resolve()));
}

/** zlib says Z_BUF_ERROR, and zstd ZSTD_error_srcSize_wrong, when the input ended too soon. */
function asDamage(error: unknown, input: Input): unknown {
  const code = errnoOf(error);
  if (code === 'Z_BUF_ERROR' || code === 'ZSTD_error_srcSize_wrong')
    return input.truncated('compressed-data');
  return code.startsWith('Z_') || code.startsWith('ZSTD_') || code === 'ERR_BUFFER_TOO_LARGE'
    ? input.damaged({ reason: 'unpacker-said', said: error instanceof Error ? error.message : code })
    : error;
}
