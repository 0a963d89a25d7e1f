import { expect, test } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { openListed } from '../../../../src/engine/read/open/not-listed.ts';
import { remedy } from '../../../../src/words/remedies.ts';

/** An MBR whose first partition holds nothing that anybody recognises. */
function disk(): Buffer {
  const bytes = Buffer.alloc(70_144);
  bytes.set([0, 0, 2, 0, 0x83, 0, 0, 0], 446);
  bytes.writeUInt32LE(8, 454);
  bytes.writeUInt32LE(129, 458);
  bytes.writeUInt16LE(0xaa55, 510);
  return bytes;
}

async function refusal(bytes: Buffer, partition?: number) {
  const image = {
    sizeBytes: bytes.length,
    read: async (atByte: number, into: Uint8Array) =>
      void into.set(bytes.subarray(atByte, atByte + into.length)),
  };
  const error: unknown = await openListed(image, '/d.img', partition).catch((thrown: unknown) => thrown);
  return remedy(asFailure(error));
}

test('of a partition without a file system, the partition is named and not the disk', async () => {
  expect((await refusal(disk(), 1)).happened).toContain('/d.img@1 is not an image whose files');
});

test('ls no longer advises --raw, which it does not have', async () => {
  const { next } = await refusal(Buffer.alloc(70_144, 7));
  expect(next).toEqual(['To see what it is: isowright inspect IMAGE']);
});
