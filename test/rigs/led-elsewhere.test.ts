import { chmodSync, lchownSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// What root writes beside its job (logs, reports, receipts) goes through no folder that somebody else put a link in the place of.

const NOBODY = 65534;
const room = temporaryFolder();
const precious = join(room, 'precious');
const tree = join(room, 'tree');
const theirs = join(room, 'theirs');
const test = testWith('root');

beforeAll(() => {
  for (const path of [precious, tree, theirs]) mkdirSync(path);
  writeFileSync(join(tree, 'a'), 'a');
  writeFileSync(join(precious, 'log.ndjson'), 'precious');
  chmodSync(precious, 0o755);
  lchownSync(theirs, NOBODY, NOBODY);
  symlinkSync(precious, join(theirs, 'logs'));
  lchownSync(join(theirs, 'logs'), NOBODY, NOBODY);
});

let images = 0;
const make = (flag: string, path: string, env: Record<string, string> = {}) =>
  isowright(['make', tree, '-o', join(room, `out-${++images}.iso`), '--json', flag, path], { env });

test.each(['--log', '--report', '--receipt'])(
  '%s follows no folder that is a link of somebody else',
  (flag) => {
    const before = statSync(join(precious, 'log.ndjson'));
    make(flag, join(theirs, 'logs/new.json'));
    expect(readdirSync(precious)).toEqual(['log.ndjson']);
    make(flag, join(theirs, 'logs/log.ndjson'));
    const { size, mtimeMs } = statSync(join(precious, 'log.ndjson'));
    expect([size, mtimeMs]).toEqual([before.size, before.mtimeMs]);
  },
);

test('a link of who called sudo is followed, and so is one of root', () => {
  const mine = join(room, 'mine');
  mkdirSync(mine);
  expect(make('--log', join(theirs, 'logs/sudo.json'), { SUDO_UID: String(NOBODY) }).status).toBe(0);
  symlinkSync('../mine', join(theirs, 'by-root'));
  expect(make('--log', join(theirs, 'by-root/root.json')).status).toBe(0);
  expect(readdirSync(mine)).toEqual(['root.json']);
  expect(readdirSync(precious).sort()).toEqual(['log.ndjson', 'sudo.json']);
});
