import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from '../../../../src/engine/host/files/make-folders.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('folders that are missing are made, those that are there stay', () => {
  const path = join(folder, 'a/b/c');
  makeFolders(path, 0o700);
  makeFolders(path, 0o700);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a folder of the kernel that takes no others ends at once', () => {
  if (!existsSync('/proc/self')) return;
  expect(() => makeFolders('/proc/self/isowright/jobs')).toThrow();
});

test('a file in the way is said', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolders(join(folder, 'file/below'))).toThrow();
  expect(() => makeFolders(join(folder, 'file'))).toThrow();
});
