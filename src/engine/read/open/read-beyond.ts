import type { ByteStream } from '../../contract/ports/image.ts';

const CHUNK_BYTES = 1 << 20;
/** Enough for a few gigabytes; then what the file says of itself is believed. */
const LIMIT_MS = 10_000;

/**
 * Unpacks a stream that says it is longer than `mostBytes`, and throws the bytes away: the length at the end of a gzip file
 * that was cut off is any number. Ends when more came than that, at the end, or after some time.
 *
 * @throws Failure what is wrong with the stream: `source-damaged`, `source-truncated`
 */
export async function readBeyond(
  stream: ByteStream,
  mostBytes: number,
  limitMs: number = LIMIT_MS,
): Promise<void> {
  const into = new Uint8Array(CHUNK_BYTES);
  const untilMs = performance.now() + limitMs;
  let haveBytes = 0;
  while (haveBytes <= mostBytes && performance.now() < untilMs) {
    const count = await stream.readNext(into);
    if (count === 0) return stream.settle?.();
    haveBytes += count;
  }
}
