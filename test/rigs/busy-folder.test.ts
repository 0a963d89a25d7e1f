import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import { plan } from '../../src/engine/contract/plan/plan.ts';
import { demandConfirmed } from '../../src/engine/host/trust/confirmed-files.ts';
import { releaseFolders } from '../../src/engine/host/trust/confirmed-folders.ts';
import { confirmedFilesOf } from '../../src/engine/jobs/folder/confirm-files.ts';
import { isowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// ext4 with inodes of 128 bytes has no times of birth, and gives the number of a removed folder to the next one. Folders that
// were there when an image of a system was built have none either, /tmp among them.

const test = testWith('loop', 'tool:mkfs.ext4');

let around = '';
let unborn = '';
let busy = '';

beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'isowright-busy-'));
  unborn = join(around, 'unborn');
  busy = join(unborn, 'busy');
  const disk = join(around, 'disk');
  writeFileSync(disk, '');
  truncateSync(disk, 29_003_776);
  execFileSync('mkfs.ext4', ['-q', '-I', '128', disk], { timeout: 20_000 });
  mkdirSync(unborn);
  execFileSync('mount', ['-o', 'loop', disk, unborn], { timeout: 20_000 });
  mkdirSync(busy);
});

afterEach(() => {
  releaseFolders();
  execFileSync('umount', [unborn], { timeout: 20_000 });
  rmSync(around, { recursive: true, force: true });
});

const confirmed = () =>
  confirmedFilesOf(
    plan.parse({
      v: 1,
      do: 'make',
      source: { kind: 'folder', path: around, author: {} },
      output: { path: join(busy, 'new.iso'), replace: false },
    }),
  );

/** What a job asks of the folder that it opens. */
const opens = (files = confirmed()) => {
  return () => demandConfirmed(busy, files, statSync(busy, { bigint: true }));
};

test('an output in a folder where others make files meanwhile: "not the file that was confirmed"', async () => {
  expect(statSync(busy, { bigint: true }).birthtimeNs).toBe(0n);
  const open = opens();
  // Inodes as small as these have no room for parts of a second.
  await setTimeout(1100);
  writeFileSync(join(busy, 'a'), 'a');
  mkdirSync(join(busy, 'b'));
  expect(open).not.toThrow();
});

test('a folder removed and made anew is another one, though numbers are given again', () => {
  const numbers = new Set<bigint>();
  for (let again = 0; again < 20; again++) {
    rmdirSync(busy);
    mkdirSync(busy);
    numbers.add(statSync(busy, { bigint: true }).ino);
  }
  expect(numbers.size).toBeLessThan(20);
  for (let again = 0; again < 20; again++) {
    const open = opens();
    rmdirSync(busy);
    mkdirSync(busy);
    expect(open).toThrow('target-changed');
  }
});

test('a folder that gave way to another one, or to a link to one, is refused', () => {
  const open = opens();
  mkdirSync(join(unborn, 'other'));
  renameSync(busy, join(unborn, 'away'));
  renameSync(join(unborn, 'other'), busy);
  expect(open).toThrow('target-changed');
  renameSync(busy, join(unborn, 'other'));
  symlinkSync('other', busy);
  expect(open).toThrow('target-changed');
});

test('nothing keeps the file system busy when the job is over', () => {
  mkdirSync(join(around, 'tree'));
  const { status, stderr } = isowright(['make', join(around, 'tree'), '-o', join(busy, 'new.iso')], {
    env: { XDG_STATE_HOME: join(around, 'state') },
  });
  expect(stderr).not.toContain('confirmed');
  expect(status).toBe(0);
});
