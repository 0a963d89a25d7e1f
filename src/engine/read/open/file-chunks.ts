import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { readAt } from '../../host/files/positional-io.ts';

const CHUNK_BYTES = 256 << 10;

/** A file from its first byte to its last; the next piece is read while the one before is worked on. */
export async function* fileChunks(path: string, handle: FileHandle): AsyncGenerator<Uint8Array, void, void> {
  let atByte = 0;
  let ahead = read(path, handle, atByte);
  for (let chunk = await ahead; chunk.length > 0; chunk = await ahead) {
    atByte += chunk.length;
    ahead = read(path, handle, atByte);
    ahead.catch(() => undefined);
    yield chunk;
  }
}

/** @throws Failure `source-unreadable` */
async function read(path: string, { fd }: FileHandle, atByte: number): Promise<Uint8Array> {
  const into = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  try {
    return into.subarray(0, await readAt(fd, into, atByte));
  } catch (error) {
    throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte }, { cause: error });
  }
}
