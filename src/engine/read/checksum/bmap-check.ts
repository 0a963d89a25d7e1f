import { createHash } from 'node:crypto';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { BlockMap, BlockRange } from './bmap.ts';
import type { Check } from './check.ts';

/** The ranges of a block map, each against its hash. What is not mapped may hold anything. */
export function bmapCheck(
  path: string,
  from: string,
  { imageBytes, algorithm, ranges }: BlockMap,
  isOpenToAll?: boolean,
): Check {
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
    isWeak: algorithm === 'sha1' || isOpenToAll === true,
    isOpenToAll,
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
      if (firstBad) {
        const { lengthBytes } = firstBad;
        throw sourceDamaged(path, { reason: 'map-differs', lengthBytes, map: from }, firstBad.atByte);
      }
      if (atByte > imageBytes)
        throw sourceDamaged(path, { reason: 'longer-than-map', mapBytes: imageBytes, map: from }, imageBytes);
    },
  };
}
