import { createHash, type Hash } from 'node:crypto';
import { Failure } from '../ports/failure.ts';
import type { Check } from './check.ts';
import { ISO_MD5_AT, ISO_MD5_BYTES, type IsoMd5 } from './iso-md5.ts';

/** checkisomd5 looks at the fragments at the ends of its buffers only. */
const BUFFER_BYTES = 32 << 10;
const SPACE = 0x20;

/** The MD5 that implantisomd5 put into the image, and where it first goes wrong. */
export function isoMd5Check(path: string, { md5, hashedBytes, fragments }: IsoMd5): Check {
  const running = createHash('md5');
  const fragmentBytes = Math.floor(hashedBytes / (fragments.length + 1));
  let atByte = 0;
  let fragment = 0;
  let firstBadFragment: number | undefined;
  /** At most up to the end of a buffer. */
  const take = (bytes: Uint8Array): void => {
    running.update(blanked(bytes, atByte));
    atByte += bytes.length;
    const isBufferEnd = atByte % BUFFER_BYTES === 0 || atByte === hashedBytes;
    const reached = Math.floor(bufferBegin(atByte) / fragmentBytes);
    if (!isBufferEnd || reached === fragment) return;
    const sum = fragments[reached - 1];
    if (sum !== undefined && sum !== digitsOf(running, sum.length)) firstBadFragment ??= reached - 1;
    fragment = reached;
  };
  return {
    from: path,
    isWeak: true,
    update(bytes) {
      let left = bytes.subarray(0, Math.max(0, hashedBytes - atByte));
      while (left.length > 0) {
        const part = left.subarray(0, BUFFER_BYTES - (atByte % BUFFER_BYTES));
        take(part);
        left = left.subarray(part.length);
      }
    },
    settle() {
      if (atByte < hashedBytes)
        throw new Failure('source-truncated', { path, expectedBytes: hashedBytes, foundBytes: atByte });
      const isEqual = running.digest('hex') === md5;
      if (isEqual && firstBadFragment === undefined) return;
      const damagedAt = firstBadFragment === undefined ? {} : { atByte: firstBadFragment * fragmentBytes };
      const what =
        'it does not match the MD5 that was put into it when it was made; the first damage lies behind';
      throw new Failure('source-damaged', {
        path,
        what: damagedAt.atByte === undefined ? what.split(';')[0]! : what,
        ...damagedAt,
      });
    },
  };
}

function bufferBegin(endByte: number): number {
  return Math.floor((endByte - 1) / BUFFER_BYTES) * BUFFER_BYTES;
}

/** The first digit of each of the first bytes; bytes below 16 have only one. */
function digitsOf(running: Hash, count: number): string {
  const bytes = running.copy().digest().subarray(0, count);
  return Array.from(bytes, (byte) => byte.toString(16)[0]).join('');
}

function blanked(bytes: Uint8Array, atByte: number): Uint8Array {
  const from = Math.max(0, ISO_MD5_AT - atByte);
  const to = Math.min(bytes.length, ISO_MD5_AT + ISO_MD5_BYTES - atByte);
  if (from >= to) return bytes;
  return Uint8Array.from(bytes).fill(SPACE, from, to);
}
