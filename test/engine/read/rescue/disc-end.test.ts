import { expect, test } from 'vitest';
import type { Medium } from '../../../../src/engine/contract/ports/medium.ts';
import { gapsBetween, keptPart } from '../../../../src/engine/read/rescue/disc-end.ts';
import type { Hand, HandAnswer } from '../../../../src/engine/read/rescue/hand.ts';
import { IllMedium } from './ill-medium.ts';

const SECTOR = 2048;
const SECTORS = 4000;
const SIZE = SECTORS * SECTOR;

/** A hand over bytes in memory, of which some sectors are bad. */
function handOver(bytes: Buffer, badSectors: readonly number[]): Hand {
  let tell: (answer: HandAnswer | undefined) => void = () => undefined;
  return {
    onAnswer: (listener) => {
      tell = listener;
    },
    send: (order) => {
      if (order.do === 'output') throw new Error('nothing is written');
      const { id, atByte, lengthBytes } = order;
      const isBad = badSectors.some(
        (sector) => sector * SECTOR >= atByte && sector * SECTOR < atByte + lengthBytes,
      );
      const part = bytes.subarray(atByte, atByte + lengthBytes).toString('base64');
      queueMicrotask(() => tell({ id, tookMs: 1, ...(isBad ? { errno: 'EIO' } : { bytes: part }) }));
    },
    leave: () => undefined,
  };
}

const of = (kind: Medium['kind']): Medium => ({ ...new IllMedium(SIZE).medium, kind, sectorBytes: SECTOR });
const end = async (bad: readonly number[], kind: Medium['kind'] = 'disc'): Promise<number> =>
  (await keptPart(of(kind), handOver(Buffer.alloc(SIZE, 0x5a), bad))).endByte;

test('two sectors that cannot be read at the very end of a disc are its run-out', async () => {
  expect(await end([SECTORS - 2, SECTORS - 1])).toBe(SIZE - 2 * SECTOR);
  expect(await end([])).toBe(SIZE);
});

test('one bad sector there, or three, or two of a stick, are damage', async () => {
  expect(await end([SECTORS - 1])).toBe(SIZE);
  expect(await end([SECTORS - 2])).toBe(SIZE);
  expect(await end([SECTORS - 3, SECTORS - 2, SECTORS - 1])).toBe(SIZE);
  expect(await end([SECTORS - 2, SECTORS - 1], 'device')).toBe(SIZE);
});

/** A primary descriptor of a session that counts from the beginning of the disc. ECMA-119 §8.4. */
function putVolume(disc: Buffer, atSector: number, sectors: number): void {
  const at = (atSector + 16) * SECTOR;
  disc[at] = 1;
  disc.write('CD001\x01', at + 1, 'latin1');
  disc.writeUInt32LE(sectors, at + 80);
  disc.writeUInt32BE(sectors, at + 84);
  disc.writeUInt16LE(SECTOR, at + 128);
  disc.writeUInt16BE(SECTOR, at + 130);
  disc[at + 156] = 34;
  disc.writeUInt32LE(atSector + 20, at + 158);
  disc.writeUInt32BE(atSector + 20, at + 162);
  disc.write('\xffCD001\x01', at + SECTOR, 'latin1');
}

test('a disc is wanted up to the end of its last session, without the gap before it; a stick as its first volume says', async () => {
  const disc = Buffer.alloc(SIZE);
  putVolume(disc, 0, 100);
  putVolume(disc, 600, 900);
  const kept = await keptPart(of('disc'), handOver(disc, []));
  expect(kept).toEqual({
    endByte: 900 * SECTOR,
    gaps: [{ atByte: 100 * SECTOR, lengthBytes: 500 * SECTOR }],
  });
  expect((await keptPart(of('file'), handOver(disc, []))).endByte).toBe(900 * SECTOR);
  const { endByte } = await keptPart(of('device'), handOver(disc, []));
  expect(endByte).toBeLessThan(600 * SECTOR);
});

test('sessions that lie over each other have no gap', () => {
  const sessions = [
    { startByte: 0, endByte: 10 * SECTOR },
    { startByte: 8 * SECTOR, endByte: 20 * SECTOR },
  ];
  expect(gapsBetween(sessions)).toEqual([{ atByte: 8 * SECTOR, lengthBytes: 0 }]);
});
