import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { Image } from '../../contract/ports/image.ts';
import { readAt } from '../../host/files/positional-io.ts';

/** An open file as an image. */
export function fileImage(path: string, handle: FileHandle, before: BigIntStats): Image {
  const sizeBytes = Number(before.size);
  return {
    path,
    sizeBytes,
    async read(atByte, into) {
      const count = await readAt(handle.fd, into, atByte).catch((error: unknown) => {
        throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte }, { cause: error });
      });
      if (count < into.length) {
        throw new Failure('source-truncated', { path, expectedBytes: sizeBytes, foundBytes: atByte + count });
      }
    },
    settle: () => refuseChanged(path, handle, before),
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    close: () => handle.close(),
  };
}

/** Times can be put back, but not the time of the change itself; what no time tells, the transfer's digests do. */
export async function refuseChanged(path: string, handle: FileHandle, before: BigIntStats): Promise<void> {
  const after = await handle.stat({ bigint: true });
  if (after.size !== before.size) throw sourceChanged(path, { reason: 'resized' });
  if (after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs)
    throw sourceChanged(path, { reason: 'written-to' });
}
