import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import type { Extent, Image } from '../../contract/ports/image.ts';
import type { MadeFileSystem } from './make-file-system.ts';

/** The beginning of a restored drive: table, zeros up to the partition, and the part of its file system that is used. */
export async function restoreImage(
  first: Uint8Array,
  startByte: number,
  { path, usedBytes }: MadeFileSystem,
): Promise<Image> {
  const file = await open(path, 'r');
  return {
    sizeBytes: startByte + usedBytes,
    *extents(): Generator<Extent> {
      yield { atByte: 0, lengthBytes: first.length, from: 'memory', name: 'partition-table' };
      yield { atByte: first.length, lengthBytes: startByte - first.length, from: 'zeros' };
      yield { atByte: startByte, lengthBytes: usedBytes, from: 'file', name: 'file-system' };
    },
    async read(atByte, into) {
      const headBytes = Math.max(0, Math.min(into.length, startByte - atByte));
      if (headBytes > 0) readHead(first, atByte, into.subarray(0, headBytes));
      if (headBytes < into.length)
        await readFully(file, path, atByte + headBytes - startByte, into.subarray(headBytes));
    },
    close: () => file.close(),
  };
}

function readHead(first: Uint8Array, atByte: number, into: Uint8Array): void {
  into.fill(0);
  into.set(first.subarray(Math.min(atByte, first.length), Math.min(atByte + into.length, first.length)));
}

async function readFully(file: FileHandle, path: string, atByte: number, into: Uint8Array): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, atByte + done);
    if (bytesRead === 0)
      throw new Failure('source-truncated', { path, expectedBytes: into.length, foundBytes: done });
    done += bytesRead;
  }
}
