import { expect, test } from 'vitest';
import { versionInLine, versionInTree } from '../../../../src/engine/contract/plan/version-in-tree.ts';

const versionOf = (files: Readonly<Record<string, string>>) => versionInTree(async (path) => files[path]);

test.each([
  [{ 'etc/os-release': 'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\n' }, '12'],
  [{ 'usr/lib/os-release': "ID=fedora\nVERSION_ID='41'\n" }, '41'],
  [{ 'etc/os-release': 'ID=arch\nBUILD_ID=rolling\n' }, 'rolling'],
  [{ '.disk/info': 'Debian GNU/Linux 12.9.0 "Bookworm" - Official amd64\nmore' }, '12.9.0'],
  [{ '.treeinfo': '[general]\nfamily = Fedora\nversion = 41\n\n[tree]\narch = x86_64\n' }, '41'],
  [{ '.treeinfo': '[header]\nversion = 1.2\n\n[release]\nname = Fedora\nversion = 42\n' }, '42'],
  [{ '.treeinfo': '[header]\nversion = 1.2\n' }, undefined],
  [{ 'arch/version': '2026.11.01\n' }, '2026.11.01'],
  [{ 'etc/os-release': 'ID=x\n', '.disk/info': 'nothing here' }, undefined],
  [{}, undefined],
])('%j: %s', async (files, version) => {
  expect(await versionOf(files)).toBe(version);
});

test('a version in a line', () => {
  expect(versionInLine('Debian GNU/Linux 12.9.0 "Bookworm" - Official')).toBe('12.9.0');
  expect(versionInLine('nothing here')).toBeUndefined();
});
