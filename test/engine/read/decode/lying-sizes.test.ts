import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Readable } from '../../../../src/engine/contract/ports/image.ts';
import { xzContentBytes } from '../../../../src/engine/read/decode/xz-index.ts';
import { zstdContentBytes } from '../../../../src/engine/read/decode/zstd-size.ts';
import { testWith } from '../../../fakes/rigs.ts';

// What a packed file says of its size is looked for before a word is said: a look must end, whatever stands there.

const GIB = 2 ** 30;

/** A file of any length that is made where it is read. */
function made(
  sizeBytes: number,
  fill: (atByte: number, into: Uint8Array) => void,
): Readable & { reads: number } {
  return {
    sizeBytes,
    reads: 0,
    async read(atByte, into) {
      this.reads++;
      fill(atByte, into);
    },
  };
}

/** These bytes, and zeros behind them. */
function zerosBehind(bytes: Uint8Array, sizeBytes: number) {
  return made(sizeBytes, (atByte, into) => into.fill(0).set(bytes.subarray(atByte, atByte + into.length)));
}

const xzOf = (content: Uint8Array): Uint8Array =>
  execFileSync('xz', ['-c'], { input: content, timeout: 60_000 });

testWith('tool:xz')(
  'a download that was given its length before its bytes came does not keep anybody waiting for hours',
  async () => {
    const xz = xzOf(Buffer.alloc(100_000, 7));
    const file = zerosBehind(xz.subarray(0, 40), 8 * GIB);
    expect(await xzContentBytes(file)).toBeUndefined();
    expect(file.reads).toBeLessThan(1000);
  },
);

testWith('tool:xz')(
  'padding of zeros in fours, between streams and behind them, is none of the size',
  async () => {
    const xz = xzOf(Buffer.alloc(100_000, 7));
    for (const padding of [0, 4, 4092, 4096, 4100, 50_000]) {
      const two = Buffer.concat([xz, Buffer.alloc(padding), xz]);
      expect(await xzContentBytes(zerosBehind(two, two.length + padding))).toBe(200_000);
      expect(await xzContentBytes(zerosBehind(two, two.length + padding + 1))).toBeUndefined();
    }
  },
);

test('a file of nothing but frames that zstd skips is not counted to its end', async () => {
  const frame = Buffer.of(0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0);
  const file = made(GIB, (atByte, into) => {
    for (let at = 0; at < into.length; at++) into[at] = frame[(atByte + at) % 8] ?? 0;
  });
  expect(await zstdContentBytes(file)).toBeUndefined();
  expect(file.reads).toBeLessThan(70_000);
});
