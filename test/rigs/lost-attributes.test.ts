import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Loss } from '../../src/engine/contract/events/loss.ts';
import { isowright } from '../fakes/cli.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Access lists, capabilities and extended attributes are in no image: whoever relies on them must read that.

const test = testWith('rigs', 'root', 'tool:setfattr', 'tool:setfacl', 'tool:setcap');
const ofXorriso = testWith('rigs', 'root', 'tool:setfattr', 'tool:xorriso');

let folder = '';
let tree = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-attributes-'));
  tree = join(folder, 'tree');
  mkdirSync(join(tree, 'left/out'), { recursive: true });
  for (const name of ['plain', 'ümlaut', 'new\nline', 'back\\slash', 'left/out/of it']) {
    writeFileSync(join(tree, name), name);
    if (name !== 'plain') must('setfattr', '-n', 'user.note', '-v', 'x', join(tree, name));
  }
  copyFileSync('/bin/true', join(tree, 'program'));
  must('setcap', 'cap_net_raw+ep', join(tree, 'program'));
  must('setfacl', '-m', 'u:1:r', join(tree, 'left'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function must(tool: string, ...args: string[]): void {
  const { status, stderr } = run(tool, args);
  if (status !== 0) throw new Error(stderr);
}

function lossesOf(source: string, ...args: string[]): string[] {
  const made = isowright(['make', source, '-o', join(folder, 'out.iso'), '--force', '--json', ...args]);
  expect(made.status).toBe(0);
  return (made.done?.report.losses ?? []).map(({ path, reason }: Loss) => `${reason} ${path}`).sort();
}

const attributes = ['/back\\slash', '/new\nline', '/ümlaut'].map((path) => `attributes-lost ${path}`);

test('access lists, capabilities and attributes are losses, by path', () => {
  expect(lossesOf(tree)).toEqual(
    ['acl-lost /left', 'capabilities-lost /program', 'attributes-lost /left/out/of it', ...attributes].sort(),
  );
});

test('what is left out loses nothing; links are followed only when asked to', () => {
  expect(lossesOf(tree, '--exclude', '/left', '--follow-links')).toEqual(
    ['capabilities-lost /program', ...attributes].sort(),
  );
});

test('nothing is looked for on file systems that are left out', () => {
  must('mount', '-t', 'tmpfs', 'none', join(tree, 'left'));
  try {
    expect(lossesOf(tree, '--one-file-system')).toEqual(['capabilities-lost /program', ...attributes].sort());
  } finally {
    run('umount', [join(tree, 'left')]);
  }
});

test('--strict refuses them', () => {
  const strict = isowright(['make', tree, '-o', join(folder, 'out.iso'), '--strict', '--json']);
  expect([strict.status, strict.done?.report.failure?.code]).toEqual([7, 'loss-refused']);
});

ofXorriso('attributes that an image of xorriso keeps are a loss of its rebuild', () => {
  const image = join(folder, 'kept.iso');
  must(
    'xorriso',
    '-xattr',
    'on',
    '-outdev',
    image,
    '-map',
    join(tree, 'plain'),
    '/plain',
    '-map',
    join(tree, 'ümlaut'),
    '/ümlaut',
  );
  expect(lossesOf(image)).toEqual(['attributes-lost /ümlaut']);
});
