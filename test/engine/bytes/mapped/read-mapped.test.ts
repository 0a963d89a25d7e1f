import { expect, test } from 'vitest';
import { crc32c } from '../../../../src/engine/bytes/codec/crc32c.ts';
import { KeptBlocks } from '../../../../src/engine/bytes/mapped/kept-blocks.ts';
import { readMapped } from '../../../../src/engine/bytes/mapped/read-mapped.ts';
import type { Mapped, Run } from '../../../../src/engine/bytes/mapped/runs.ts';

const file = Buffer.from('abcdefghijklmnop');

/** Pieces of four bytes, each from where it is said. */
function fourByFour(pieces: readonly Run[], reads: number[] = []): Mapped {
  const from = {
    sizeBytes: file.length,
    async read(atByte: number, into: Uint8Array) {
      reads.push(into.length);
      into.set(file.subarray(atByte, atByte + into.length));
    },
  };
  return {
    sizeBytes: pieces.length * 4,
    runAt(atByte, mostBytes) {
      const skip = atByte % 4;
      const run = pieces[Math.floor(atByte / 4)]!;
      const lengthBytes = Math.min(mostBytes, 4 - skip);
      return run.kind === 'stored'
        ? { ...run, from, lengthBytes, atByte: run.atByte + skip }
        : run.kind === 'zeros'
          ? { ...run, lengthBytes }
          : { ...run, lengthBytes, skipBytes: run.skipBytes + skip };
    },
  };
}

const stored = (atByte: number): Run => ({
  kind: 'stored',
  lengthBytes: 4,
  from: { sizeBytes: 0, read: async () => {} },
  atByte,
});
const zeros: Run = { kind: 'zeros', lengthBytes: 4 };

async function textOf(mapped: Mapped, from = 0, to = mapped.sizeBytes): Promise<string> {
  const into = Buffer.alloc(to - from, '?');
  await readMapped(mapped).read(from, into);
  return into.toString('latin1').replaceAll('\0', '.');
}

test('neighbours in the file become one read', async () => {
  const reads: number[] = [];
  expect(await textOf(fourByFour([stored(0), stored(4), stored(12)], reads))).toBe('abcdefghmnop');
  expect(reads).toEqual([8, 4]);
});

test('neighbours in the file with something else between them in the answer are two reads', async () => {
  const reads: number[] = [];
  expect(await textOf(fourByFour([stored(0), zeros, stored(4)], reads))).toBe('abcd....efgh');
  expect(reads).toEqual([4, 4]);
});

test('a pattern goes on where a read begins in its middle', async () => {
  const filled: Run = { kind: 'filled', lengthBytes: 4, pattern: Buffer.from('xyz'), skipBytes: 0 };
  expect(await textOf(fourByFour([stored(8), filled]), 3, 7)).toBe('lxyz');
});

test('a block that two ask for at once is unpacked once, and again after it failed', async () => {
  const kept = new KeptBlocks(8);
  let times = 0;
  const unpack = async (): Promise<Uint8Array> => {
    times += 1;
    if (times === 1) throw new Error('broken');
    return Buffer.alloc(4);
  };
  await expect(kept.get(1, unpack)).rejects.toThrow('broken');
  await Promise.all([kept.get(1, unpack), kept.get(1, unpack)]);
  expect(times).toBe(2);
  for (const block of [2, 3]) await kept.get(block, unpack);
  await kept.get(1, unpack);
  expect(times, 'the oldest is forgotten').toBe(5);
});

test('CRC-32C is that of the standard', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(Buffer.from([1, 2, 3, 4, 5]), 1)).toBe(crc32c(Buffer.from([1, 0, 0, 0, 0])));
});
