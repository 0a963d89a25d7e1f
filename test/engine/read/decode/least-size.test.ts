import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { leastGzipBytes, leastOf } from '../../../../src/engine/read/decode/least-size.ts';

const look = (bytes: Uint8Array) =>
  leastGzipBytes({
    sizeBytes: bytes.length,
    read: async (atByte, into) => into.set(bytes.subarray(atByte, atByte + into.length)),
  });

test('a gzip file says in its trailer how large its image is at least', async () => {
  expect(await look(gzipSync(new Uint8Array(10_000_000)))).toBe(10_000_000);
});

test('of several members one after the other the last one is no more than a part of it', async () => {
  const two = Buffer.concat([gzipSync(new Uint8Array(5_000_000)), gzipSync(new Uint8Array(3_000_000))]);
  expect(await look(two)).toBe(3_000_000);
});

test('what stands behind the end is not taken for a length that no such file has', async () => {
  const trailing = Buffer.concat([gzipSync(new Uint8Array(1000)), Buffer.alloc(4096, 0xee)]);
  expect(await look(trailing)).toBeLessThan(1001);
  expect(await look(Buffer.of(0x1f, 0x8b))).toBe(0);
});

test('what cannot be packed does not shrink, and a little is kept for what packing adds', () => {
  expect(leastOf(8_000_000_000)).toBeGreaterThan(7_800_000_000);
  expect(leastOf(8_000_000_000)).toBeLessThan(7_900_000_000);
  expect(leastOf(1000)).toBe(0);
});
