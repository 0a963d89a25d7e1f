import { expect, test } from 'vitest';
import type { Readable } from '../../../../src/engine/contract/ports/image.ts';
import { type AwaitedFile, readTogether } from '../../../../src/engine/read/browse/together.ts';
import { type ContentRun, isPlaced, type PlacedEntry } from '../../../../src/engine/read/browse/volume.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';

const bytes = seededBytes(8 << 20);

function fileAt(index: number, runs: readonly ContentRun[], more: Partial<PlacedEntry> = {}): AwaitedFile {
  const sizeBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  const entry: PlacedEntry = { name: `${index}`, type: 'file', sizeBytes, identity: '', runs, ...more };
  return { walked: { path: `/${index}`, entry }, like: undefined, index };
}

/** Reads that are counted; the sector at `badByte` cannot be read. */
function counted(badByte = Number.POSITIVE_INFINITY): Readable & { readonly reads: number[] } {
  const image = fakeImage(bytes);
  const reads: number[] = [];
  return {
    sizeBytes: image.sizeBytes,
    reads,
    async read(atByte, into) {
      reads.push(into.length);
      if (atByte <= badByte && badByte < atByte + into.length) throw new Error('EIO');
      await image.read(atByte, into);
    },
  };
}

async function taken(image: Readable, files: readonly AwaitedFile[]) {
  const found: { readonly index: number; readonly isWhole: boolean | undefined }[] = [];
  for await (const { files: some, bytesOf } of readTogether(image, files))
    for (const { walked, index } of some) {
      const content = bytesOf(walked.entry);
      const from = isPlaced(walked.entry) ? (walked.entry.runs[0]?.atByte ?? 0) : 0;
      const wanted = bytes.subarray(from, from + walked.entry.sizeBytes);
      found.push({ index, isWhole: content && Buffer.compare(content, wanted) === 0 });
    }
  return found;
}

const small = (index: number): AwaitedFile =>
  fileAt(index, [{ atByte: index * 8192, lengthBytes: 5000 + index }]);
const thousand = Array.from({ length: 900 }, (_, index) => small(index));

test('small files that lie beside each other take a read for a mebibyte of them, each with its own bytes', async () => {
  const image = counted();
  const found = await taken(image, thousand);
  expect(found.map(({ index }) => index)).toEqual(thousand.map(({ index }) => index));
  expect(found.every(({ isWhole }) => isWhole)).toBe(true);
  expect(image.reads.length).toBeLessThan(10);
});

test('files are taken in the order in which they lie there', async () => {
  const found = await taken(counted(), [...thousand].reverse());
  expect(found.map(({ index }) => index)).toEqual(thousand.map(({ index }) => index));
  expect(found.every(({ isWhole }) => isWhole)).toBe(true);
});

test('a bad sector leaves the files around it to be read alone, and no others', async () => {
  const found = await taken(counted(300 * 8192), thousand);
  const alone = found.filter(({ isWhole }) => isWhole === undefined).length;
  expect([found.length, alone > 0, alone < 200]).toEqual([900, true, true]);
  expect(found.some(({ isWhole }) => isWhole === false)).toBe(false);
});

test('large, packed, scattered and hollow files, and those behind the end, are read alone', async () => {
  const packing = { kind: 'zisofs', version: 1, blockLog2: 15, headerBytes: 16 } as const;
  const files = [
    fileAt(0, [{ atByte: 0, lengthBytes: 1 << 20 }]),
    fileAt(1, [{ atByte: 4096, lengthBytes: 100 }], { packing }),
    fileAt(2, [
      { atByte: 4096, lengthBytes: 100 },
      { atByte: 9000, lengthBytes: 100 },
    ]),
    fileAt(3, [{ atByte: undefined, lengthBytes: 100 }]),
    fileAt(4, [{ atByte: bytes.length - 10, lengthBytes: 100 }]),
  ];
  const image = counted();
  for (const { isWhole } of await taken(image, files)) expect(isWhole).toBeUndefined();
  expect(image.reads).toEqual([]);
});

test('a file without content has its content at hand wherever it stands', async () => {
  const files = [fileAt(0, []), small(1), fileAt(2, []), small(3)];
  const found = await taken(counted(), files);
  expect(found.length).toBe(4);
  expect(found.every(({ isWhole }) => isWhole)).toBe(true);
});
