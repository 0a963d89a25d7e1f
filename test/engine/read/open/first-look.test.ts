import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstLook } from '../../../../src/engine/read/open/first-look.ts';
import { run, testWith } from '../../../fakes/rigs.ts';

let folder = '';
const never = new AbortController().signal;
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-first-look-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('says why something is not an image', async () => {
  expect(await firstLook(file('page.iso', '<!DOCTYPE html><html></html>'), never)).toMatchObject({
    what: 'no-image',
    failure: { code: 'source-not-an-image', facts: { because: { reason: 'web-page' } } },
  });
  expect(await firstLook(file('empty.iso', ''), never)).toMatchObject({
    failure: { facts: { because: { reason: 'empty' } } },
  });
  const dmg = new Uint8Array(64 << 10).fill(7);
  dmg.set(Buffer.from('koly\0\0\0\x04\0\0\x02\0', 'latin1'), dmg.length - 512);
  expect(await firstLook(file('mac.img', dmg), never)).toMatchObject({
    failure: { facts: { because: { reason: 'dmg' } } },
  });
});

test('what is packed is named and not unpacked; a checksum beside it is said', async () => {
  file('a.iso.xz.sha256', '');
  const xz = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4, 9, 9, 9, 9);
  expect(await firstLook(file('a.iso.xz', xz), never)).toEqual({
    what: 'packed',
    container: 'xz',
    checksumFile: 'a.iso.xz.sha256',
  });
});

test('a receipt is told from other JSON', async () => {
  const receipt = '{"kind":"isowright-receipt","version":1}';
  expect(await firstLook(file('r.json', receipt), never)).toEqual({ what: 'receipt' });
});

test('says nothing of a folder, of what is not there, and when it is given up', async () => {
  mkdirSync(join(folder, 'sub'));
  const disk = file('disk.img', new Uint8Array(1 << 20).fill(1));
  expect(await firstLook(join(folder, 'nowhere'), never)).toBeUndefined();
  expect(await firstLook(disk, AbortSignal.abort())).toBeUndefined();
  expect(await firstLook(join(folder, 'sub'), never)).toBeUndefined();
});

test('a file of many terabytes costs as little as a small one', async () => {
  const path = file('huge.img', new Uint8Array(512).fill(1));
  truncateSync(path, 2 ** 43);
  expect(await firstLook(path, never)).toMatchObject({ what: 'image', kind: 'unknown', isCut: false });
});

testWith('tool:xorriso')('an image is known by its label, and a cut one as cut', async () => {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'big'), new Uint8Array(1 << 20).fill(1));
  const path = join(folder, 'known.iso');
  run('xorriso', ['-as', 'mkisofs', '-quiet', '-V', 'KNOWN_LABEL', '-o', path, tree]);
  file('SHA256SUMS', `${'a'.repeat(64)}  known.iso\n`);
  expect(await firstLook(path, never)).toMatchObject({
    what: 'image',
    kind: 'iso9660',
    label: 'KNOWN_LABEL',
    isCut: false,
    checksumFile: 'SHA256SUMS',
  });
  truncateSync(path, 600 << 10);
  expect(await firstLook(path, never)).toMatchObject({ label: 'KNOWN_LABEL', isCut: true });
});
