import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { asBytes } from '../../contract/ports/as-bytes.ts';

/** A file from its beginning to its end. @throws Failure `source-missing`, `source-unreadable` */
export async function* chunksOfFile(path: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 << 10 })) yield asBytes(chunk);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno: errnoOf(error) }, { cause: error });
  }
}

/** The same bytes; at their end they are held against what was said of them. @throws Failure `checksum-wrong` */
export async function* checkedChunks(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  { sha256, saidBy }: { readonly sha256: string; readonly saidBy: string },
): AsyncGenerator<Uint8Array, void, void> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  const found = hash.digest('hex');
  if (found === sha256) return;
  throw new Failure('checksum-wrong', { path, expected: sha256, found, checksumFile: saidBy });
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOfFile(path)) hash.update(chunk);
  return hash.digest('hex');
}
