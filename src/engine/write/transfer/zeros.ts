import { alignedBytes } from '../../host/memory/aligned-memory.ts';

const zeros = alignedBytes(65_536);

/** True for bytes that are all zero, at the speed of a comparison. */
export function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += zeros.length) {
    const part = bytes.subarray(at, at + zeros.length);
    if (Buffer.compare(part, zeros.subarray(0, part.length)) !== 0) return false;
  }
  return true;
}
