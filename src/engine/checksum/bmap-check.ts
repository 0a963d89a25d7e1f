import { createHash } from 'node:crypto';
import { Failure } from '../ports/failure.ts';
import type { BlockMap, BlockRange } from './bmap.ts';
import type { Check } from './check.ts';

/** The ranges of a block map, each against its hash. What is not mapped may hold anything. */
export function bmapCheck(path: string, from: string, { imageBytes, algorithm, ranges }: BlockMap): Check {
  let atByte = 0;
  let index = 0;
  let running = createHash(algorithm);
  let firstBad: BlockRange | undefined;
  const take = (bytes: Uint8Array, range: BlockRange): number => {
    const skipBytes = Math.max(0, range.atByte - atByte);
    const part = bytes.subarray(skipBytes, range.atByte + range.lengthBytes - atByte);
    running.update(part);
    if (atByte + skipBytes + part.length === range.atByte + range.lengthBytes) {
      if (running.digest('hex') !== range.hash) firstBad ??= range;
      running = createHash(algorithm);
      index++;
    }
    return skipBytes + part.length;
  };
  return {
    from,
    isWeak: algorithm === 'sha1',
    update(bytes) {
      for (let left = bytes; left.length > 0; ) {
        const range = ranges[index];
        const usedBytes = range ? Math.min(take(left, range), left.length) : left.length;
        atByte += usedBytes;
        left = left.subarray(usedBytes);
      }
    },
    settle() {
      if (atByte < imageBytes)
        throw new Failure('source-truncated', { path, expectedBytes: imageBytes, foundBytes: atByte });
      const what = firstBad
        ? `${firstBad.lengthBytes} bytes do not match the block map ${from}`
        : atByte > imageBytes
          ? `it holds more than the ${imageBytes} bytes of the block map ${from}`
          : undefined;
      if (what) throw new Failure('source-damaged', { path, what, atByte: firstBad?.atByte ?? imageBytes });
    },
  };
}
