import { execFile } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { promisify } from 'node:util';

const MIB = 1 << 20;
const POOL_BYTES = 64 * MIB;

let pool: Uint8Array | undefined;

/** Bytes that follow no rule, the same at the same place. */
export function randomBytes(atByte: number, lengthBytes: number): Uint8Array {
  pool ??= createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
    new Uint8Array(POOL_BYTES),
  );
  const from = atByte % (POOL_BYTES - lengthBytes);
  return Uint8Array.from(pool.subarray(from, from + lengthBytes));
}

const run = promisify(execFile);

/** SHA-256 of the first bytes of a file, by the system's own program. Undefined when it cannot be read so far. */
export async function sha256Of(path: string, lengthBytes?: number): Promise<string | undefined> {
  const script = 'head -c "$2" -- "$1" | sha256sum';
  const length = String(lengthBytes ?? Number.MAX_SAFE_INTEGER);
  try {
    return (await run('sh', ['-c', script, 'sh', path, length])).stdout.slice(0, 64);
  } catch {
    return undefined;
  }
}

/** The polynomial of CRC-32, its highest power first. */
const POLYNOMIAL = 0x1_04c1_1db7n;
const POLYNOMIAL_BITS = 33;

/**
 * Changes five bytes so that the CRC-32 of every stretch around them stays what it was: the polynomial is added, and a
 * multiple of it leaves no remainder. Bits of a byte come lowest first.
 */
export function collide(bytes: Uint8Array, atByte: number): void {
  for (let bit = 0; bit < POLYNOMIAL_BITS; bit++) {
    const isSet = (POLYNOMIAL >> BigInt(POLYNOMIAL_BITS - 1 - bit)) & 1n;
    if (isSet) bytes[atByte + (bit >> 3)] = (bytes[atByte + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
  }
}
