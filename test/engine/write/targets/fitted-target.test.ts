import { expect, test } from 'vitest';
import type { DriveFit } from '../../../../src/engine/contract/ports/drive-fit.ts';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { fittedTarget } from '../../../../src/engine/write/targets/fitted-target.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const BLOCK = 4096;
const image = filled(4 * BLOCK, 1);
const fit: DriveFit = {
  patches: [
    { atByte: 512, image: image.subarray(512, 1024), drive: filled(512, 7) },
    { atByte: 3 * BLOCK, image: image.subarray(3 * BLOCK), drive: filled(BLOCK, 9) },
  ],
  tailByte: 3 * BLOCK,
};

function filled(lengthBytes: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: lengthBytes }, (_, i) => (i * seed + 1) % 251);
}

function aligned(bytes: Uint8Array) {
  const memory = alignedBytes(bytes.length);
  memory.set(bytes);
  return memory;
}

test('a drive gets its own bytes, its end where its end is, and reads back as the image', async () => {
  const drive = new FakeTarget({ capacityBytes: 10 * BLOCK, blockBytes: 512 });
  const target = fittedTarget(drive, fit, image.length);
  const given = aligned(image);
  await target.write(0, given);
  expect(Buffer.compare(given, image)).toBe(0);
  const found = alignedBytes(10 * BLOCK);
  await drive.read(0, found);
  expect(Buffer.compare(found.subarray(512, 1024), filled(512, 7))).toBe(0);
  expect(Buffer.compare(found.subarray(1024, 3 * BLOCK), image.subarray(1024, 3 * BLOCK))).toBe(0);
  expect(Buffer.compare(found.subarray(9 * BLOCK), filled(BLOCK, 9))).toBe(0);
  expect(found.subarray(3 * BLOCK, 9 * BLOCK).every((byte) => byte === 0xa5)).toBe(true);
  const back = alignedBytes(image.length);
  await target.read(0, back);
  expect(Buffer.compare(back, image)).toBe(0);
});

test('every byte that is another one on the drive reads as another one than the image has', async () => {
  for (let at = 0; at < image.length; at += 257) {
    const drive = new FakeTarget({ capacityBytes: 10 * BLOCK, blockBytes: 512, faults: {} });
    const target = fittedTarget(drive, fit, image.length);
    await target.write(0, aligned(image));
    const place = at < fit.tailByte ? at : 6 * BLOCK + at;
    const block = alignedBytes(512);
    await drive.read(place - (place % 512), block);
    block[place % 512] = (block[place % 512] ?? 0) ^ 0x10;
    await drive.write(place - (place % 512), block);
    const back = alignedBytes(image.length);
    await target.read(0, back);
    expect(back.findIndex((byte, i) => byte !== image[i])).toBe(at);
  }
});

test("the image's own bytes in place of the drive's are a difference", async () => {
  const drive = new FakeTarget({ capacityBytes: 10 * BLOCK, blockBytes: 512 });
  await drive.write(0, aligned(image.subarray(0, BLOCK)));
  const back = alignedBytes(BLOCK);
  await fittedTarget(drive, fit, image.length).read(0, back);
  expect(Buffer.compare(back, image.subarray(0, BLOCK))).not.toBe(0);
});

test('a beginning that is wiped is zeros, and reads as zeros', async () => {
  const drive = new FakeTarget({ capacityBytes: 10 * BLOCK, blockBytes: 512 });
  const target = fittedTarget(drive, fit, image.length);
  await target.write(0, alignedBytes(BLOCK));
  const found = alignedBytes(BLOCK);
  await drive.read(0, found);
  expect(found.every((byte) => byte === 0)).toBe(true);
  await target.read(0, found);
  expect(found.every((byte) => byte === 0)).toBe(true);
});

test('what fills up the last block of an image without a tail follows it, and nothing is written at the end', async () => {
  const drive = new FakeTarget({ capacityBytes: 10 * BLOCK, blockBytes: BLOCK });
  const lengthBytes = BLOCK + 512;
  const target = fittedTarget(
    drive,
    { patches: fit.patches.slice(0, 1), tailByte: lengthBytes },
    lengthBytes,
  );
  await target.write(0, alignedBytes(2 * BLOCK));
  const found = alignedBytes(10 * BLOCK);
  await drive.read(0, found);
  expect(found.subarray(0, 2 * BLOCK).every((byte) => byte === 0)).toBe(true);
  expect(found.subarray(2 * BLOCK).every((byte) => byte === 0xa5)).toBe(true);
});
