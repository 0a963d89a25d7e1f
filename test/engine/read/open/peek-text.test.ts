import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PEEK_BYTES, peekText } from '../../../../src/engine/read/open/peek-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-peek-'));
const root = join(folder, 'root');

beforeAll(() => {
  mkdirSync(join(root, 'etc'), { recursive: true });
  mkdirSync(join(root, 'usr'));
  writeFileSync(join(folder, 'host'), 'of this machine');
  writeFileSync(join(root, 'usr/os-release'), 'of the tree');
  writeFileSync(join(root, 'long'), 'x'.repeat(3 * PEEK_BYTES));
  symlinkSync('../usr/os-release', join(root, 'etc/inside'));
  symlinkSync(join(folder, 'host'), join(root, 'etc/outside'));
  symlinkSync('../../host', join(root, 'etc/above'));
  symlinkSync(root, join(folder, 'alias'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['usr/os-release', 'of the tree'],
  ['etc/inside', 'of the tree'],
  ['long', 'x'.repeat(PEEK_BYTES)],
  ['etc/outside', undefined],
  ['etc/above', undefined],
  ['etc', undefined],
  ['pipe', undefined],
  ['nothing', undefined],
])('%s of a tree: %s', async (inside, text) => {
  expect(await peekText(root, inside)).toBe(text);
  expect(await peekText(join(folder, 'alias'), inside)).toBe(text);
});
