import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageInsides } from '../../../src/cli/inside/insides.ts';
import type { InsideListing } from '../../../src/engine/contract/ports/inside.ts';
import { createMachine } from '../../../src/hw/index.ts';
import { makeImage } from '../../engine/author/making.ts';

let folder = '';
let image = '';
const never = new AbortController().signal;
const insides = imageInsides({ machine: createMachine(), workingFolder: '/' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-insides-'));
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'a/b'), { recursive: true });
  writeFileSync(join(tree, 'a/b/deep.txt'), 'deep\n');
  writeFileSync(join(tree, 'a/10.txt'), 'ten\n');
  writeFileSync(join(tree, 'a/9.txt'), 'nine\n');
  writeFileSync(join(tree, 'top.bin'), Buffer.alloc(3 << 20, 7));
  image = join(folder, 'image.iso');
  await makeImage(tree, image);
});

afterAll(async () => {
  await insides.close();
  rmSync(folder, { recursive: true, force: true });
});

const namesIn = (listing: InsideListing) => (listing.ok ? listing.entries.map(({ text }) => text) : []);

test('an image is told as inspect tells it, with the checksum that stands beside it', async () => {
  writeFileSync(join(folder, 'SHA256SUMS'), `${'ab'.repeat(32)}  image.iso\n`);
  const found = await insides.look(image, never);
  expect(found).toMatchObject({
    ok: true,
    inspection: { kind: 'iso9660' },
    published: [{ algorithm: 'sha256', hash: 'ab'.repeat(32), file: join(folder, 'SHA256SUMS') }],
  });
});

test('folders are listed folders first, names with numbers by their numbers', async () => {
  const place = { path: image };
  expect(namesIn(await insides.list(place, '', never))).toEqual(['a', 'top.bin']);
  expect(namesIn(await insides.list(place, '/a', never))).toEqual(['b', '9.txt', '10.txt']);
});

test('what is not there, and what is no image, is an answer', async () => {
  expect(await insides.look(join(folder, 'none.iso'), never)).toMatchObject({
    ok: false,
    failure: { code: 'source-missing' },
  });
  writeFileSync(join(folder, 'text.txt'), 'no image\n'.repeat(10));
  expect(await insides.list({ path: join(folder, 'text.txt') }, '', never)).toMatchObject({ ok: false });
  expect(await insides.list({ path: image }, '/nowhere', never)).toMatchObject({
    ok: false,
    failure: { code: 'source-missing' },
  });
});

test('an image that is gone meanwhile is said to be gone', async () => {
  const copy = join(folder, 'copy.iso');
  cpSync(image, copy);
  expect(await insides.list({ path: copy }, '', never)).toMatchObject({ ok: true });
  rmSync(copy);
  expect(await insides.list({ path: copy }, '/a', never)).toMatchObject({
    ok: false,
    failure: { code: 'source-missing' },
  });
});

test('what is marked is taken out with everything in it; what is there already stays, and is named', async () => {
  const into = join(folder, 'out');
  mkdirSync(into);
  writeFileSync(join(into, 'top.bin'), 'mine\n');
  const wish = { place: { path: image }, paths: ['/a', '/top.bin'], into };
  const seen: (number | undefined)[] = [];
  const end = await insides.extract(wish, ({ totalBytes }) => void seen.push(totalBytes), never);
  expect(end).toMatchObject({ failed: [{ path: '/top.bin', code: 'in-the-way' }] });
  expect(end.failure).toBeUndefined();
  expect(readFileSync(join(into, 'a/b/deep.txt'), 'utf8')).toBe('deep\n');
  expect(readFileSync(join(into, 'top.bin'), 'utf8')).toBe('mine\n');
  expect(seen.length).toBeGreaterThan(0);
});

test('who stops an extraction is told so, and no unfinished file is left', async () => {
  const stopped = AbortSignal.abort();
  const into = join(folder, 'stopped');
  const end = await insides.extract(
    { place: { path: image }, paths: ['/top.bin', '/a'], into },
    () => {},
    stopped,
  );
  expect(end.failure).toMatchObject({ code: 'stopped' });
  expect(existsSync(join(into, 'top.bin'))).toBe(false);
});
