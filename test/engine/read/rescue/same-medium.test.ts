import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Readable } from '../../../../src/engine/contract/ports/image.ts';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { isSameMedium } from '../../../../src/engine/read/rescue/same-medium.ts';

const SIZE = 1 << 20;

function view(bytes: Buffer, bad: readonly number[] = []): Readable {
  return {
    sizeBytes: bytes.length,
    read: async (at, into) => {
      if (bad.some((place) => place >= at && place < at + into.length)) throw new Error('EIO');
      into.set(bytes.subarray(at, at + into.length));
    },
  };
}

function read(...ranges: readonly (readonly [number, number])[]): RescueMap {
  const map = new RescueMap(SIZE);
  for (const [from, to] of ranges) map.set(from, to, '+');
  return map;
}

const one = randomBytes(SIZE);

test('the medium that was read is the same, also when some of it cannot be read any more', async () => {
  const map = read([0, SIZE / 2]);
  expect(await isSameMedium(map, view(one), view(one))).toBe(true);
  expect(await isSameMedium(map, view(one, [0, 200_000]), view(one))).toBe(true);
});

test('a stick of the same serial and size that was written to since is another, though most of it agrees', async () => {
  const used = Buffer.from(one);
  used.fill(7, 0, 4096);
  expect(await isSameMedium(read([0, SIZE / 2]), view(used), view(one))).toBe(false);
  const half = Buffer.concat([one.subarray(0, SIZE / 2), randomBytes(SIZE / 2)]);
  expect(await isSameMedium(read([0, SIZE]), view(half), view(one))).toBe(false);
  // What was not read of it is nobody's matter.
  expect(await isSameMedium(read([0, SIZE / 2]), view(half), view(one))).toBe(true);
});

test('another medium of the same size is another, wherever it was read', async () => {
  const other = randomBytes(SIZE);
  for (const map of [read([0, SIZE]), read([SIZE - 512, SIZE]), read([4096, 8192], [SIZE / 2, SIZE])])
    expect(await isSameMedium(map, view(other), view(one))).toBe(false);
});

test('zeros say nothing, and what was not read is not looked at', async () => {
  const zeros = Buffer.alloc(SIZE);
  expect(await isSameMedium(read([0, SIZE]), view(zeros), view(zeros))).toBe(true);
  expect(await isSameMedium(read(), view(randomBytes(SIZE)), view(one))).toBe(true);
});
