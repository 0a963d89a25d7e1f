import { expect, test } from 'vitest';
import { UnpackedBlocks } from '../../../../src/engine/read/browse/unpacked-blocks.ts';

/** Blocks of 10 bytes, and which were unpacked. */
function blocks(mostBytes: number) {
  const kept = new UnpackedBlocks<{ readonly bytes: Uint8Array }>(mostBytes);
  const made: number[] = [];
  const get = (key: number) =>
    kept.get(key, async () => {
      made.push(key);
      return { bytes: new Uint8Array(10).fill(key) };
    });
  return { get, made };
}

test('what was asked for last is kept, the oldest is given up, one at a time', async () => {
  const { get, made } = blocks(30);
  for (const key of [1, 2, 3]) await get(key);
  await get(1);
  await get(4);
  expect(made).toEqual([1, 2, 3, 4]);
  for (const key of [1, 3, 4]) await get(key);
  expect(made).toEqual([1, 2, 3, 4]);
  await get(2);
  expect(made).toEqual([1, 2, 3, 4, 2]);
});

test('asked for twice at once, a block is unpacked once', async () => {
  const { get, made } = blocks(30);
  const [first, second] = await Promise.all([get(7), get(7)]);
  expect(first).toBe(second);
  expect(made).toEqual([7]);
});

test('a block that fails fails again without another try, and one larger than all room is given out', async () => {
  const kept = new UnpackedBlocks<{ readonly bytes: Uint8Array }>(10);
  let tries = 0;
  const broken = async () => {
    tries++;
    throw new Error('broken');
  };
  await expect(kept.get(1, broken)).rejects.toThrow('broken');
  await expect(kept.get(1, broken)).rejects.toThrow('broken');
  expect(tries).toBe(1);
  expect((await kept.get(2, async () => ({ bytes: new Uint8Array(99) }))).bytes.length).toBe(99);
});
