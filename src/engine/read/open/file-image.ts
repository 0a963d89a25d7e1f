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
        throw await endedEarly(handle, { path, expectedBytes: Math.max(sizeBytes, atByte + into.length) });
      }
    },
    settle: () => refuseChanged(path, handle, before),
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    close: () => handle.close(),
  };
}

/** Its size now: whoever was asked for what lies far behind the end has not seen that end. */
async function endedEarly(
  handle: FileHandle,
  facts: { readonly path: string; readonly expectedBytes: number },
): Promise<Failure> {
  const { size: foundBytes } = await handle.stat();
  return new Failure('source-truncated', { ...facts, foundBytes });
}

/** Times can be put back, but not the time of the change itself; what no time tells, the transfer's digests do. */
export async function refuseChanged(path: string, handle: FileHandle, before: BigIntStats): Promise<void> {
  const after = await handle.stat({ bigint: true });
  if (after.size !== before.size) throw sourceChanged(path, { reason: 'resized' });
  if (after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs)
    throw sourceChanged(path, { reason: 'written-to' });
}
