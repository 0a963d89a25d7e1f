import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { filesHit } from '../../src/engine/read/rescue/files-hit.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { fakeImage } from '../fakes/fake-image.ts';
import { makeNtfs, withNtfs } from '../fakes/ntfs.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Which file of an NTFS volume a bad sector hits; where a file lies is found by its content.

const room = temporaryFolder();
const SECTOR = 512;
const files = {
  '/one.bin': randomBytes(50_000),
  '/deep/er/two.bin': randomBytes(400_000),
  /** So small that it stands in its record. */
  '/deep/small': randomBytes(300),
  '/gone': randomBytes(60_000),
};

function volume(): Buffer {
  const path = join(room, 'volume.img');
  makeNtfs(path, 20_000_256);
  withNtfs(path, 'streams_interface=none', (folder) => {
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    rmSync(join(folder, 'gone'));
  });
  return readFileSync(path);
}

/** The sector of some byte of a file. */
function sectorOf(image: Buffer, path: keyof typeof files, atByte: number) {
  const at = image.indexOf(files[path].subarray(atByte, atByte + 64));
  expect(at, path).toBeGreaterThan(0);
  return { atByte: at - (at % SECTOR), lengthBytes: SECTOR };
}

async function expectNamed(image: Buffer, before: string): Promise<void> {
  const places = (
    [
      ['/one.bin', 40_000, ['/one.bin']],
      ['/deep/er/two.bin', 200_000, ['/deep/er/two.bin']],
      ['/deep/small', 10, ['/deep/small']],
      ['/gone', 30_000, []],
    ] as const
  )
    .map(([path, atByte, names]) => ({ range: sectorOf(image, path, atByte), names }))
    .sort((a, b) => a.range.atByte - b.range.atByte);
  const holed = Buffer.from(image);
  for (const { range } of places) holed.fill(0, range.atByte, range.atByte + SECTOR);
  const ranges = places.map(({ range }) => range);
  const found = await filesHit(fakeImage(holed), ranges, new AbortController().signal);
  expect(found).toEqual(places.map(({ names }) => names.map((name) => `${before}${name}`)));
}

const ntfs = testWith('root', 'tool:mkntfs', 'tool:ntfs-3g', 'tool:sfdisk');

ntfs('holes in a file, in the table of files and in free space, of a whole drive', async () => {
  await expectNamed(volume(), '');
});

ntfs('the same in a partition, with its number', async () => {
  const part = volume();
  const disk = join(room, 'disk.img');
  writeFileSync(disk, Buffer.alloc(24_000_512));
  const { status, stderr } = run('sfdisk', ['-q', disk], {
    input: `label: gpt\nstart=2048, size=64\nstart=4096, size=${Math.ceil(part.length / SECTOR)}\n`,
  });
  expect(status, stderr).toBe(0);
  const image = readFileSync(disk);
  image.set(part, 4096 * SECTOR);
  await expectNamed(image, '2:');
});
