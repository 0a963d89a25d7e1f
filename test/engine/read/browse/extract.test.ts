import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { extract } from '../../../../src/engine/read/browse/extract.ts';
import type { PlacedEntry } from '../../../../src/engine/read/browse/volume.ts';
import type { WalkedEntry } from '../../../../src/engine/read/browse/walk.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { openerIn } from './opener.ts';

const into = mkdtempSync(join(tmpdir(), 'isowright-extract-'));
afterAll(() => rmSync(into, { recursive: true, force: true }));

const TIB = 1024 ** 4;
const bytes = seededBytes(3 << 20);
const open = openerIn(bytes);

async function* one(name: string, runs: PlacedEntry['runs']) {
  const sizeBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  yield { path: `/${name}`, entry: { name, type: 'file' as const, sizeBytes, identity: '', runs } };
}

test('a hole that is larger than the disk stays a hole, and what stands around it is in its place', async () => {
  const runs = [
    { atByte: 4096, lengthBytes: 1_500_000 },
    { atByte: undefined, lengthBytes: TIB },
    { atByte: 0, lengthBytes: 100 },
  ];
  await extract(fakeImage(bytes), one('sparse', runs), { into, replace: false, open });
  const { size, blocks } = statSync(join(into, 'sparse'));
  expect(size).toBe(1_500_000 + TIB + 100);
  expect(blocks * 512).toBeLessThan(4 << 20);
});

test('the runs of a file follow each other, whatever their order in the image', async () => {
  const runs = [
    { atByte: 2 << 20, lengthBytes: 1 << 20 },
    { atByte: undefined, lengthBytes: 10 },
    { atByte: 7, lengthBytes: 1_100_000 },
  ];
  await extract(fakeImage(bytes), one('runs', runs), { into, replace: false, open });
  const wanted = Buffer.concat([bytes.subarray(2 << 20), new Uint8Array(10), bytes.subarray(7, 1_100_007)]);
  expect(Buffer.compare(readFileSync(join(into, 'runs')), wanted)).toBe(0);
});

const entry = (name: string, facts: Partial<PlacedEntry> & Pick<PlacedEntry, 'type'>) => ({
  path: `/${name}`,
  entry: { name, sizeBytes: 0, identity: '', runs: [], ...facts },
});

async function* all(entries: readonly WalkedEntry[]) {
  yield* entries;
}

function fresh(): string {
  return mkdtempSync(join(into, 'fresh-'));
}

test('an entry that no file system can hold is left out with a word, and the others are taken', async () => {
  const here = fresh();
  const { entries, failed } = await extract(
    fakeImage(bytes),
    all([
      entry('nul', { type: 'symlink', target: '/etc/pass\0wd' }),
      entry('nowhere', { type: 'symlink', target: '' }),
      entry('far', { type: 'symlink', target: 'x'.repeat(5000) }),
      entry('n'.repeat(300), { type: 'file' }),
      entry('d'.repeat(300), { type: 'dir' }),
      { ...entry('inside', { type: 'file' }), path: `/${'d'.repeat(300)}/inside` },
      entry('nul\0name', { type: 'file' }),
      entry('..', { type: 'dir' }),
      entry('', { type: 'file' }),
      entry('last', { type: 'file' }),
    ]),
    { into: here, replace: false, open },
  );
  expect(readdirSync(here)).toEqual(['last']);
  expect(entries).toBe(1);
  expect(failed.map(({ path, code }) => [path.slice(0, 9), code])).toEqual([
    ['/nul', 'link-target'],
    ['/nowhere', 'link-target'],
    ['/far', 'link-target'],
    ['/nnnnnnnn', 'name-refused'],
    ['/dddddddd', 'name-refused'],
    ['/nul\0name', 'name-refused'],
    ['/..', 'name-refused'],
    ['/', 'name-refused'],
  ]);
});

test('a second name of a file that was left out becomes a file of its own', async () => {
  const here = fresh();
  const runs = [{ atByte: 0, lengthBytes: 5 }];
  const { failed } = await extract(
    fakeImage(bytes),
    all([
      entry('n'.repeat(300), { type: 'file', sizeBytes: 5, identity: 'one', runs }),
      entry('short', { type: 'file', sizeBytes: 5, identity: 'one', runs }),
    ]),
    { into: here, replace: false, open },
  );
  expect(failed.length).toBe(1);
  expect(readFileSync(join(here, 'short')).length).toBe(5);
});

test('a folder with a damaged file in the image has the rights it should have', async () => {
  const here = fresh();
  const { failed } = await extract(
    fakeImage(bytes),
    all([
      entry('open', { type: 'dir', permissions: 0o755 }),
      entry('bad', { type: 'file', sizeBytes: 5, runs: [{ atByte: 1 << 30, lengthBytes: 5 }] }),
    ]),
    { into: here, replace: false, open },
  );
  expect(failed).toEqual([{ path: '/bad', type: 'file', code: 'damaged' }]);
  expect(statSync(join(here, 'open')).mode & 0o777).toBe(0o755);
});
