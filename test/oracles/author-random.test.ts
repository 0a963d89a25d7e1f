import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { listFolder, pathsWithLosses } from './author-listing.ts';

// Trees nobody would think of: whatever goes in comes out of libarchive, and 7-Zip finds nothing wrong.

/** A tree as nested lists: a number is a file of that size, a text a link, a list a folder. */
type Content = number | string | readonly (readonly [name: string, content: Content])[];

/** Sizes at the edges of sectors. */
const size = fc.oneof(fc.constantFrom(0, 1, 2047, 2048, 2049, 4096), fc.nat(9000));
/** Names as the file system takes them: no slash, no NUL, at most 255 bytes, not `.` or `..`. */
const name = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
    { weight: 3, arbitrary: fc.stringMatching(/^[a-zA-Z][a-zA-Z.]{0,5}$/) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 90, max: 255 }).map((length) => 'long name.'.repeat(26).slice(0, length)),
    },
  )
  .map((text) => text.replace(/[/\0]/g, '_').toWellFormed())
  .filter((text) => text !== '.' && text !== '..' && Buffer.byteLength(text) <= 255);
const target = fc
  .stringMatching(/^\/?[a-z.]{1,30}(\/[a-z.]{0,30}){0,20}$/)
  .filter((text) => text.length <= 1000);

const { folder: tree } = fc.letrec<{ folder: Content; entry: Content }>((tie) => ({
  entry: fc.oneof(
    { depthSize: 'small' },
    { weight: 5, arbitrary: size },
    { weight: 1, arbitrary: target },
    { weight: 3, arbitrary: tie('folder') },
  ),
  folder: fc.uniqueArray(fc.tuple(name, tie('entry')), {
    maxLength: 9,
    selector: ([text]) => text,
  }) as fc.Arbitrary<Content>,
}));

const room = temporaryFolder();

function build(at: string, content: Content): void {
  if (typeof content === 'number') writeFileSync(at, Buffer.alloc(content, `${content} of ${at.length} `));
  else if (typeof content === 'string') symlinkSync(content, at);
  else {
    mkdirSync(at);
    for (const [child, inside] of content) build(join(at, child), inside);
  }
}

testWith('tool:bsdtar', 'tool:7zz')('random trees come out of bsdtar as they went in', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(tree, async (content) => {
      const [folder, into, image] = ['in', 'out', 'iso'].map((part) => join(room, `${++count}.${part}`)) as [
        string,
        string,
        string,
      ];
      build(folder, content);
      mkdirSync(into);
      const { losses, sizeBytes, extents } = await planned(folder, image);
      let end = 0;
      for (const { atByte, lengthBytes } of extents) {
        expect(atByte).toBe(end);
        end += lengthBytes;
      }
      expect(end).toBe(sizeBytes);
      const unpacked = run('bsdtar', ['-C', into, '--no-same-owner', '-xPf', image], { timeoutMs: 20_000 });
      expect(unpacked).toMatchObject({ status: 0, stderr: '' });
      const entries = listFolder(folder);
      const paths = pathsWithLosses(entries, losses, 'rock-ridge');
      const facts = ({ path, type, sizeBytes: bytes, md5, target: to }: (typeof entries)[number]) => ({
        path,
        type,
        bytes,
        md5,
        to,
      });
      const wanted = entries.map((entry) => facts({ ...entry, path: paths.get(entry.path)! }));
      expect(byPath(listFolder(into).map(facts))).toEqual(byPath(wanted));
      expect(run('7zz', ['t', image], { timeoutMs: 20_000 }).status).toBe(0);
      for (const path of [folder, into, image]) rmSync(path, { recursive: true });
    }),
    { numRuns: 40 },
  );
});

async function planned(folder: string, image: string) {
  const made = await makeImage(folder, image);
  return { losses: made.losses, sizeBytes: made.sizeBytes, extents: [...made.extents()] };
}

function byPath<E extends { path: string }>(entries: readonly E[]): E[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}
