import { expect, test } from 'vitest';
import { nearReads } from '../../../../src/engine/bytes/ranges/near-reads.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

const all = seededBytes(4 << 20);

/** Reads that are counted; nothing behind `goodBytes` can be read. */
function medium(goodBytes = all.length) {
  const reads: number[] = [];
  const near = nearReads(async (atByte, lengthBytes) => {
    reads.push(lengthBytes);
    if (atByte + lengthBytes > goodBytes && atByte + lengthBytes <= all.length) throw new Error('bad sector');
    return all.subarray(atByte, atByte + lengthBytes);
  });
  return { near, reads };
}

test('what is asked for in order takes a few long reads, and is what stands there', async () => {
  const { near, reads } = medium();
  for (let atByte = 0; atByte < 2 << 20; atByte += 2048)
    expect(Buffer.compare(await near(atByte, 2048), all.subarray(atByte, atByte + 2048))).toBe(0);
  expect(reads.length).toBeLessThan(10);
});

test('what is asked for here and there is read as it is asked for', async () => {
  const { near, reads } = medium();
  for (const atByte of [3 << 20, 1 << 20, 2 << 20, 0]) await near(atByte, 4096);
  expect(reads).toEqual([4096, 4096, 4096, 4096]);
});

test('a bad sector further on keeps nothing away that stands before it', async () => {
  const goodBytes = 100 * 2048;
  const { near } = medium(goodBytes);
  for (let atByte = 0; atByte < goodBytes; atByte += 2048)
    expect(Buffer.compare(await near(atByte, 2048), all.subarray(atByte, atByte + 2048))).toBe(0);
  await expect(near(goodBytes, 2048)).rejects.toThrow('bad sector');
});

test('behind the end there is nothing', async () => {
  const { near } = medium();
  expect((await near(all.length - 100, 2048)).length).toBe(100);
});
