import { createHash } from 'node:crypto';
import { ISOMD5_AT_BYTE, ISOMD5_BYTES } from '../../bytes/formats/isomd5/field.ts';
import { fragmentAt, fragmentDigits, ISOMD5_STEP_BYTES } from '../../bytes/formats/isomd5/fragments.ts';
import type { Implanted } from '../../bytes/formats/isomd5/implanted.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { Check } from './check.ts';

const SPACE = 0x20;

/** The MD5 that implantisomd5 put into the image, and where it first goes wrong. */
export function isoMd5Check(path: string, implanted: Implanted): Check {
  const { sum, hashedBytes, fragmentSums, fragments } = implanted;
  const running = createHash('md5');
  const fragmentBytes = Math.floor(hashedBytes / (fragments + 1));
  const digits = fragments === 0 ? 0 : Math.floor(fragmentSums.length / fragments);
  let atByte = 0;
  let fragment = 0;
  let firstBadFragment: number | undefined;
  /** At most up to the end of a step. */
  const take = (bytes: Uint8Array): void => {
    running.update(blanked(bytes, atByte));
    atByte += bytes.length;
    const isStepEnd = atByte % ISOMD5_STEP_BYTES === 0 || atByte === hashedBytes;
    const reached = fragmentAt(stepBegin(atByte), hashedBytes, fragments);
    if (!isStepEnd || reached === fragment) return;
    const expected = fragmentSums.slice((reached - 1) * digits, reached * digits);
    if (expected !== '' && expected !== fragmentDigits(running.copy().digest(), digits))
      firstBadFragment ??= reached - 1;
    fragment = reached;
  };
  return {
    from: path,
    isWeak: true,
    update(bytes) {
      let left = bytes.subarray(0, Math.max(0, hashedBytes - atByte));
      while (left.length > 0) {
        const part = left.subarray(0, ISOMD5_STEP_BYTES - (atByte % ISOMD5_STEP_BYTES));
        take(part);
        left = left.subarray(part.length);
      }
    },
    settle() {
      if (atByte < hashedBytes)
        throw new Failure('source-truncated', { path, expectedBytes: hashedBytes, foundBytes: atByte });
      const isEqual = running.digest('hex') === sum;
      if (isEqual && firstBadFragment === undefined) return;
      if (firstBadFragment === undefined) throw sourceDamaged(path, 'implanted-md5');
      throw sourceDamaged(path, 'implanted-md5-behind', firstBadFragment * fragmentBytes);
    },
  };
}

function stepBegin(endByte: number): number {
  return Math.floor((endByte - 1) / ISOMD5_STEP_BYTES) * ISOMD5_STEP_BYTES;
}

/** The field itself is hashed as the blanks it was while the checksum was made. */
function blanked(bytes: Uint8Array, atByte: number): Uint8Array {
  const from = Math.max(0, ISOMD5_AT_BYTE - atByte);
  const to = Math.min(bytes.length, ISOMD5_AT_BYTE + ISOMD5_BYTES - atByte);
  if (from >= to) return bytes;
  return Uint8Array.from(bytes).fill(SPACE, from, to);
}
