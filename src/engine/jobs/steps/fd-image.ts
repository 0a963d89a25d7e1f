import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Image } from '../../contract/ports/image.ts';
import { readAt } from '../../host/files/positional-io.ts';

/** A file that is open, as an image. Closing it is for whoever opened the file. */
export function fdImage(fd: number, path: string, sizeBytes: number): Image {
  return {
    path,
    sizeBytes,
    async read(atByte, into) {
      const got = await readAt(fd, into, atByte).catch((error: unknown) => {
        throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte }, { cause: error });
      });
      if (got < into.length)
        throw new Failure('source-truncated', { path, expectedBytes: sizeBytes, foundBytes: atByte + got });
    },
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    close: async () => undefined,
  };
}
