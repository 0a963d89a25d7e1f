import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checksumNameBeside } from '../../../../src/engine/read/checksum/named-beside.ts';

let folder = '';
const hash = 'a'.repeat(64);
const put = (name: string, text = '') => writeFileSync(join(folder, name), text);
const found = () => checksumNameBeside(join(folder, 'a.iso'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-named-beside-'));
  put('a.iso', 'x');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  'a.sha256',
  'a.iso.sha',
  'a.iso.sha256.asc',
  'a.iso.DIGESTS',
  'a.iso-CHECKSUM',
  'a.iso.b2sum',
  'a.iso.sha256',
  'a.iso.sha512sum',
  'a.iso.md5',
  'a.iso.SHA256',
  'a.iso.sha1.txt',
])('%s is a checksum of a.iso', async (name) => {
  put(name);
  expect(await found()).toBe(name);
});

test.each([
  ['SHA256SUMS', `${hash}  a.iso\n`],
  ['SHA512SUM', `${hash} *a.iso\r\n`],
  ['sha256sum.txt', `${hash}  ./a.iso\n`],
  ['Fedora-41-CHECKSUM', `SHA256 (a.iso) = ${hash}\n`],
  ['sha256.txt', `a.iso: ${hash}\n`],
  ['b2sums.txt', `${hash}  a.iso\n`],
  ['sha256checksums.txt', `${hash}  a.iso\n`],
  ['release.sha256', `SHA256 (a.iso) = ${hash}\n`],
  ['MD5SUMS', `x  b.iso\n${hash}  a.iso`],
])('%s names a.iso', async (name, text) => {
  put(name, text);
  expect(await found()).toBe(name);
});

test.each([
  ['SHA256SUMS', `${hash}  b.iso\n`],
  ['SHA256SUMS', `${hash}  another-a.iso\n${hash}  a.iso.torrent\n`],
  ['notes.txt', `${hash}  a.iso\n`],
  ['b.iso.sha256', ''],
])('%s with "%.30s" says nothing of a.iso', async (name, text) => {
  put(name, text);
  expect(await found()).toBeUndefined();
});

test('a list that is too long, a folder by that name and a folder that is gone are none', async () => {
  put('SHA256SUMS', `${hash}  a.iso\n`);
  truncateSync(join(folder, 'SHA256SUMS'), 2 << 20);
  mkdirSync(join(folder, 'MD5SUMS'));
  expect(await found()).toBeUndefined();
  expect(await checksumNameBeside('/nowhere/at/all.iso')).toBeUndefined();
});
