import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import { errnoOf, readAt } from '../targets/positional-io.ts';
import { refuseOther } from './not-an-image.ts';

/**
 * An image file as it is.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `source-not-an-image`, `source-truncated`
 */
export async function openImageFile(path: string, expectedBytes?: number): Promise<Image> {
  const handle = await openSource(path);
  try {
    const before = await handle.stat({ bigint: true });
    const sizeBytes = Number(before.size);
    await refuseOther(path, before, handle);
    if (expectedBytes !== undefined && expectedBytes !== sizeBytes) {
      throw new Failure('source-changed', {
        path,
        what: `it had ${expectedBytes} bytes and has ${sizeBytes}`,
      });
    }
    return imageOf(path, handle, before);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openSource(path: string): Promise<FileHandle> {
  try {
    // A named pipe must not hang the open.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR')
      throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}

function imageOf(path: string, handle: FileHandle, before: BigIntStats): Image {
  const sizeBytes = Number(before.size);
  return {
    sizeBytes,
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    async read(atByte, into) {
      const count = await readAt(handle.fd, into, atByte).catch((error: unknown) => {
        throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte }, { cause: error });
      });
      if (count < into.length) {
        throw new Failure('source-truncated', { path, expectedBytes: sizeBytes, foundBytes: atByte + count });
      }
    },
    async settle() {
      const after = await handle.stat({ bigint: true });
      if (after.size !== before.size) throw new Failure('source-changed', { path, what: 'its size changed' });
      if (after.mtimeNs !== before.mtimeNs)
        throw new Failure('source-changed', { path, what: 'it was written to' });
    },
    close: () => handle.close(),
  };
}
