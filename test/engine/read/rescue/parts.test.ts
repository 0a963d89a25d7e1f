import { expect, test } from 'vitest';
import { bytesOf } from '../../../../src/engine/bytes/ranges/bytes-of.ts';
import { partsOf } from '../../../../src/engine/read/rescue/parts.ts';
import { gptImage } from '../inspect/gpt-image.ts';

const partsIn = (disk: Buffer) =>
  partsOf(
    bytesOf({
      sizeBytes: disk.length,
      read: async (atByte, into) => void into.set(disk.subarray(atByte, atByte + into.length)),
    }),
    disk.length,
  );

test('partitions are found by the second copy of a GPT when the first one is damaged', async () => {
  const content = Buffer.alloc(512 * 64);
  const sound = await partsIn(gptImage(content));
  expect(sound).toMatchObject([{ number: 1, startByte: 2048 * 512, lengthBytes: content.length }]);
  expect(await partsIn(gptImage(content, { damaged: 1 }))).toEqual(sound);
  expect(await partsIn(gptImage(content, { damaged: 2 }))).toEqual([]);
});
