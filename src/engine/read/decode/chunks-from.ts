import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../contract/ports/image.ts';

const CHUNK_BYTES = 64 << 10;

/** Everything from a place on, in order: of a compressed file that was looked into before it is unpacked. */
export async function* chunksFrom(file: Readable, atByte: number): AsyncGenerator<Uint8Array, void, void> {
  const bytesAt = bytesOf(file);
  for (let at = atByte; at < file.sizeBytes; ) {
    const bytes = await bytesAt(at, CHUNK_BYTES);
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}
