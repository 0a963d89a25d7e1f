import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { has, testWith } from '../../../fakes/rigs.ts';

// Somebody else may have made whatever they like in the temporary folder.

const STRANGER = 4711;
const test = testWith('root');
let folder = '';
let temporary = '';

beforeAll(() => {
  if (!has('root')) return;
  folder = mkdtempSync(join(tmpdir(), 'isowright-state-folder-'));
  chmodSync(folder, 0o755);
  cpSync(resolve('src'), join(folder, 'src'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  cpSync(process.execPath, join(folder, 'node'));
  writeFileSync(
    join(folder, 'ask.mjs'),
    `import { jobsFolder } from './src/engine/host/state/state-folder.ts';
     try { console.log(jobsFolder()); } catch (error) { console.log(error.code ?? error.stack); }`,
  );
});
afterAll(() => folder && rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  if (!has('root')) return;
  temporary = mkdtempSync(join(folder, 'tmp-'));
  chmodSync(temporary, 0o1777);
});

/** Where a user without a home, and without an entry anywhere, keeps jobs. */
function asked(more: Record<string, string> = {}): string {
  const env = { PATH: process.env.PATH, TMPDIR: temporary, ...more };
  const options = { uid: STRANGER, gid: STRANGER, env, encoding: 'utf8', cwd: folder } as const;
  return spawnSync(join(folder, 'node'), [join(folder, 'ask.mjs')], options).stdout.trim();
}

test('a user without a home keeps jobs in the temporary folder', () => {
  expect(asked()).toBe(join(temporary, `isowright-${STRANGER}/jobs`));
});

test.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['a file', (path: string) => writeFileSync(path, '')],
  ['a link', (path: string) => symlinkSync('/etc', path)],
])(
  '%s that somebody else made under its name stops nobody, and the next command finds the same place',
  (_, make) => {
    make(join(temporary, `isowright-${STRANGER}`));
    // Names that begin alike are no way in, either.
    make(join(temporary, `isowright-${STRANGER}-000000`));
    const first = asked();
    expect(first).toMatch(new RegExp(`^${temporary}/isowright-${STRANGER}-.{6}/jobs$`));
    expect(first).not.toContain('-000000');
    expect(asked()).toBe(first);
    expect(readdirSync(temporary)).toHaveLength(3);
  },
);

test('a relative XDG_STATE_HOME is none', () => {
  expect(asked({ XDG_STATE_HOME: 'state' })).toBe(join(temporary, `isowright-${STRANGER}/jobs`));
});
