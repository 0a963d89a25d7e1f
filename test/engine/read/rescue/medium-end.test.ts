import { expect, test } from 'vitest';
import type { Medium } from '../../../../src/engine/contract/ports/medium.ts';
import type { Hand, HandAnswer } from '../../../../src/engine/read/rescue/hand.ts';
import { mediumEnd } from '../../../../src/engine/read/rescue/medium-end.ts';
import { IllMedium } from './ill-medium.ts';

const MIB = 1 << 20;
const SIZE = 32 * MIB;

/** A hand over bytes in memory, of which some places are bad. */
function handOver(bytes: Buffer, bad: readonly number[] = []): Hand {
  let tell: (answer: HandAnswer | undefined) => void = () => undefined;
  return {
    onAnswer: (listener) => {
      tell = listener;
    },
    send: (order) => {
      if (order.do === 'output') return;
      const { id, atByte, lengthBytes } = order;
      const isBad = bad.some((place) => place >= atByte && place < atByte + lengthBytes);
      const part = bytes.subarray(atByte, atByte + lengthBytes).toString('base64');
      queueMicrotask(() => tell({ id, tookMs: 1, ...(isBad ? { errno: 'EIO' } : { bytes: part }) }));
    },
    leave: () => undefined,
  };
}

const medium: Medium = new IllMedium(SIZE).medium;
const end = (bytes: Buffer, bad?: readonly number[], of = medium) => mediumEnd(of, handOver(bytes, bad));

/** An MBR with one partition. */
function partitioned(startBlock: number, blocks: number): Buffer {
  const bytes = Buffer.alloc(SIZE);
  bytes[450] = 0x83;
  bytes.writeUInt32LE(startBlock, 454);
  bytes.writeUInt32LE(blocks, 458);
  bytes.writeUInt16LE(0xaa55, 510);
  return bytes;
}

/** The first descriptor of a volume of so many sectors. ECMA-119 §8.4. */
function disc(sectors: number): Buffer {
  const bytes = Buffer.alloc(SIZE);
  const at = 16 * 2048;
  bytes[at] = 1;
  bytes.write('CD001\x01', at + 1, 'latin1');
  bytes.writeUInt32LE(sectors, at + 80);
  bytes.writeUInt32BE(sectors, at + 84);
  bytes.writeUInt16LE(2048, at + 128);
  bytes.writeUInt16BE(2048, at + 130);
  bytes[at + 156] = 34;
  bytes.write('\xffCD001\x01', at + 2048, 'latin1');
  return bytes;
}

test('nothing says how far it is used: all of it is wanted', async () => {
  expect(await end(Buffer.alloc(SIZE))).toBe(SIZE);
  expect(await end(Buffer.alloc(SIZE, 0x5a))).toBe(SIZE);
});

test('a disc is wanted up to the end of its volume: what follows is run-out', async () => {
  expect(await end(disc(1000))).toBe(1000 * 2048);
});

test('a bad sector in front of the volume hides nothing', async () => {
  expect(await end(disc(1000), [512])).toBe(1000 * 2048);
});

test('a drive is wanted up to the end of its last partition, and a little behind it', async () => {
  const found = await end(partitioned(2048, 8192));
  expect(found).toBeGreaterThanOrEqual((2048 + 8192) * 512);
  expect(found).toBeLessThan((2048 + 8192) * 512 + MIB);
});

test('a small rest behind the last partition is kept: something may stand there', async () => {
  expect(await end(partitioned(2048, (SIZE - 3 * MIB) / 512))).toBe(SIZE);
});

test('a table that reaches behind the end of the drive says nothing', async () => {
  expect(await end(partitioned(2048, SIZE))).toBe(SIZE);
});

test('a table of a drive of 4096-byte sectors counts in those: nothing of its partition is left out', async () => {
  const large: Medium = { ...medium, sectorBytes: 4096 };
  const found = await end(partitioned(256, 4096), [], large);
  expect(found).toBeGreaterThanOrEqual((256 + 4096) * 4096);
  expect(found).toBeLessThan(SIZE);
});

test('a boot sector of a small FAT that was there before hides no partition', async () => {
  const bytes = partitioned(2048, 16_384);
  // A FAT of 4 MiB, as its boot sector tells it.
  bytes.set([0xeb, 0x3c, 0x90]);
  bytes.writeUInt16LE(512, 11);
  bytes[13] = 4;
  bytes.writeUInt16LE(1, 14);
  bytes[16] = 2;
  bytes.writeUInt16LE(512, 17);
  bytes.writeUInt16LE(8192, 19);
  bytes.writeUInt16LE(8, 22);
  expect(await end(bytes)).toBeGreaterThanOrEqual((2048 + 16_384) * 512);
});

test('a drive that answers no look is looked at for a moment only, and then all of it is wanted', async () => {
  let asked = 0;
  const mute: Hand = { onAnswer: () => undefined, send: () => void asked++, leave: () => undefined };
  expect(await mediumEnd(medium, mute, 30)).toBe(SIZE);
  expect(asked).toBeLessThan(5);
});
