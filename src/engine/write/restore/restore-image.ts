import type { Extent, Image } from '../../contract/ports/image.ts';

/** An empty file system, up to where only free space comes. */
export interface UsedVolume {
  readonly usedBytes: number;
  read(atByte: number, into: Uint8Array): Promise<void>;
}

/** The beginning of a restored drive: table, zeros up to the partition, and the part of its file system that is used. */
export function restoreImage(first: Uint8Array, startByte: number, volume: UsedVolume): Image {
  const { usedBytes } = volume;
  return {
    sizeBytes: startByte + usedBytes,
    *extents(): Generator<Extent> {
      yield { atByte: 0, lengthBytes: first.length, from: 'memory', name: 'partition-table' };
      yield { atByte: first.length, lengthBytes: startByte - first.length, from: 'zeros' };
      yield { atByte: startByte, lengthBytes: usedBytes, from: 'memory', name: 'file-system' };
    },
    async read(atByte, into) {
      const headBytes = Math.max(0, Math.min(into.length, startByte - atByte));
      if (headBytes > 0) readHead(first, atByte, into.subarray(0, headBytes));
      if (headBytes < into.length)
        await volume.read(atByte + headBytes - startByte, into.subarray(headBytes));
    },
    close: async () => {},
  };
}

function readHead(first: Uint8Array, atByte: number, into: Uint8Array): void {
  into.fill(0);
  into.set(first.subarray(Math.min(atByte, first.length), Math.min(atByte + into.length, first.length)));
}
