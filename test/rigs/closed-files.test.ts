import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// A job that is made root for its drive read files deep in a folder that the person may not read, and put them on a stick.

const needs = ['loop', 'tool:useradd', 'tool:runuser', 'tool:sudo', 'tool:bsdtar'] as const;
const test = testWith(...needs);
const DRIVE_BYTES = 24 << 20;
let user: OrdinaryUser | undefined;
let rules = '';
let tree = '';

beforeAll(() => {
  if (!needs.every(has)) return;
  user = makeOrdinaryUser();
  rules = `/etc/sudoers.d/${user.name}-asks-nothing`;
  writeFileSync(rules, `${user.name} ALL=(root) NOPASSWD: ALL\n`, { mode: 0o440 });
});

afterAll(() => {
  if (rules !== '') rmSync(rules, { force: true });
  user?.remove();
});

beforeEach(() => {
  const room = temporaryFolder();
  chmodSync(room, 0o755);
  tree = join(room, 'tree');
  mkdirSync(join(tree, 'deep/closed'), { recursive: true });
  writeFileSync(join(tree, 'deep/open.txt'), 'open');
  writeFileSync(join(tree, 'deep/secret.txt'), 'the secret', { mode: 0o600 });
  writeFileSync(join(tree, 'deep/closed/inside.txt'), 'the inside');
  chmodSync(join(tree, 'deep/closed'), 0o700);
});

/** Writes the folder as the user, for whom sudo opens the drive. */
function write(path: string, ...flags: readonly string[]) {
  const { lineFor, nodePath, programPath } = user!;
  const identity = ['--yes', '--expect-size', String(DRIVE_BYTES), '--json'];
  const words = [nodePath, programPath, 'write', tree, path, ...identity, ...flags];
  const ran = run('sh', ['-c', lineFor(words.map((word) => `'${word}'`).join(' '))], { timeoutMs: 120_000 });
  const last = ran.stdout.trim().split('\n').at(-1) ?? '';
  return { ...ran, done: JSON.parse(last) };
}

test('closed files and folders deep in a folder are missing content for a job that is root, too', () => {
  const device = makeLoopDevice(DRIVE_BYTES);
  try {
    const { status, done } = write(device.path);
    expect([status, done.report.failure.code]).toEqual([1, 'content-missing']);
    expect(done.report.losses.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/deep/closed',
      '/deep/secret.txt',
    ]);
  } finally {
    device.remove();
  }
}, 120_000);

test('with --allow-missing they are not on the drive', () => {
  const device = makeLoopDevice(DRIVE_BYTES);
  try {
    const { status, done, stderr } = write(device.path, '--allow-missing');
    expect(status, stderr + JSON.stringify(done)).toBe(0);
    const names = run('bsdtar', ['tf', device.path]).stdout.trim().split('\n').sort();
    expect(names.filter((name) => name.includes('deep/'))).toEqual(['deep/closed', 'deep/open.txt']);
    const found = run('grep', ['-a', '-c', '-e', 'the secret', '-e', 'the inside', device.path]);
    expect(found.stdout.trim()).toBe('0');
  } finally {
    device.remove();
  }
}, 120_000);

test('what everybody may read is all there', () => {
  const device = makeLoopDevice(DRIVE_BYTES);
  try {
    chmodSync(join(tree, 'deep/secret.txt'), 0o644);
    chmodSync(join(tree, 'deep/closed'), 0o755);
    expect(write(device.path).status).toBe(0);
    expect(run('bsdtar', ['tf', device.path]).stdout).toContain('deep/closed/inside.txt');
  } finally {
    device.remove();
  }
}, 120_000);
