import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { readAt } from '../../host/files/positional-io.ts';

/** What a look may cost: a disk that turns finds so many places in about a second. */
const MOST_READS = 400;
const MOST_BYTES = 16 << 20;

/** Fails when the look was called off, or has cost too much: whoever looks takes that for a place that cannot be read. */
export function boundedImage(
  path: string,
  file: FileHandle,
  sizeBytes: number,
  signal: AbortSignal,
): Readable {
  let reads = 0;
  let doneBytes = 0;
  return {
    sizeBytes,
    async read(atByte, into) {
      reads += 1;
      doneBytes += into.length;
      if (signal.aborted || reads > MOST_READS || doneBytes > MOST_BYTES)
        throw new Failure('source-unreadable', { path, errno: 'ECANCELED', atByte });
      const count = await readAt(file.fd, into, atByte);
      if (count < into.length) throw new Failure('source-unreadable', { path, errno: 'EIO', atByte });
    },
  };
}
