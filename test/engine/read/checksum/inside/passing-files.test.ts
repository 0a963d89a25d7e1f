import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlacedEntry } from '../../../../../src/engine/read/browse/volume.ts';
import { branches, pathKey } from '../../../../../src/engine/read/checksum/inside/name-paths.ts';
import { comesInOrder, NamedFile } from '../../../../../src/engine/read/checksum/inside/named-file.ts';
import { PassingFiles } from '../../../../../src/engine/read/checksum/inside/passing-files.ts';
import { readApart } from '../../../../../src/engine/read/checksum/inside/read-apart.ts';
import { fakeImage, seededBytes } from '../../../../fakes/fake-image.ts';

const image = seededBytes(4000);

const entry = (runs: PlacedEntry['runs']): PlacedEntry => ({
  name: 'x',
  type: 'file',
  sizeBytes: runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
  identity: 'x',
  runs,
});

const run = fc.record({
  atByte: fc.option(fc.integer({ min: 0, max: 3999 }), { nil: undefined, freq: 9 }),
  lengthBytes: fc.integer({ min: 0, max: 900 }),
});

const contentOf = (runs: PlacedEntry['runs']): Buffer =>
  Buffer.concat(
    runs.map(({ atByte, lengthBytes }) =>
      atByte === undefined ? Buffer.alloc(lengthBytes) : image.subarray(atByte, atByte + lengthBytes),
    ),
  );

test('files in any number of runs, overlapping or not, are hashed as they are, in pieces of any length', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(run, { maxLength: 4 }), { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1 }),
      async (all, lengths) => {
        const inside = ({ atByte = 0, lengthBytes }: { atByte?: number | undefined; lengthBytes: number }) =>
          atByte + lengthBytes <= image.length;
        const files = all.map((runs) => new NamedFile(entry(runs.filter(inside))));
        for (const file of files) file.wants('sha256');
        const inOrder = files.filter((file) => comesInOrder(file.entry, image.length));
        const passing = new PassingFiles(inOrder);
        for (let at = 0, index = 0; at < image.length; index++) {
          const length = lengths[index % lengths.length]!;
          passing.update(image.subarray(at, at + length));
          at += length;
        }
        const apart = files.filter((file) => !inOrder.includes(file));
        const options = { imagePath: 'x', signal: new AbortController().signal, onRead: () => {} };
        await readApart(fakeImage(image), apart, options);
        for (const file of files)
          expect(file.digest('sha256')).toBe(
            createHash('sha256').update(contentOf(file.entry.runs)).digest('hex'),
          );
      },
    ),
    { numRuns: 200 },
  );
});

test('keys that are sorted branch into the names of a folder, each once', () => {
  const name = fc.constantFrom('a', 'b', 'a.b', 'a-', 'A', 'ab', '\x01', '\xff');
  fc.assert(
    fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 30 }), (paths) => {
      const keys = [...new Set(paths.map((path) => pathKey(path.join('/'))!))].sort();
      const found = branches(keys, 0, keys.length, 0);
      const names = found.map(({ name }) => name);
      expect([...names].sort()).toEqual([...new Set(keys.map((key) => key.split('\0')[0]!))].sort());
      for (const { name, isEnd, from, to } of found) {
        expect(isEnd).toBe(keys.includes(name));
        expect(keys.slice(from, to)).toEqual(keys.filter((key) => key.startsWith(`${name}\0`)));
      }
    }),
  );
});

test('a hash that begins anew forgets what it had taken', () => {
  const file = new NamedFile(entry([{ atByte: 10, lengthBytes: 100 }]));
  file.wants('md5');
  new PassingFiles([file]).update(image.subarray(0, 50));
  new PassingFiles([file]).update(image);
  expect(file.digest('md5')).toBe(createHash('md5').update(image.subarray(10, 110)).digest('hex'));
});
