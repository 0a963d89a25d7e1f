import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';

// The built program verifies images by the checksum files in them, alone and beside a drive.

const it = testWith('tool:xorriso', 'tool:md5sum');
const squashfs = seededBytes(5_000_000, 7);
let room = '';
let image = '';
let spoiled = '';

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'isowright-inside-'));
  const folder = join(room, 'live');
  mkdirSync(join(folder, 'casper'), { recursive: true });
  writeFileSync(join(folder, 'casper/filesystem.squashfs'), squashfs);
  writeFileSync(join(folder, 'README.diskdefines'), 'a live medium');
  const make =
    'cd "$1" && find . -type f ! -name md5sum.txt | xargs md5sum > md5sum.txt && echo prose >> md5sum.txt';
  execFileSync('sh', ['-c', make, 'sh', folder], { timeout: 60_000 });
  image = join(room, 'live.iso');
  const args = ['-as', 'mkisofs', '-quiet', '-R', '-J', '-o', image, folder];
  execFileSync('xorriso', args, { stdio: 'ignore', timeout: 60_000 });
  const bytes = readFileSync(image);
  const at = bytes.indexOf(squashfs.subarray(0, 64)) + 4_000_000;
  bytes[at]! ^= 0x10;
  spoiled = join(room, 'spoiled.iso');
  writeFileSync(spoiled, bytes);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

it('an image is proved by the checksum file in it; text and JSON say how many files agree', () => {
  const plain = isowright(['verify', image]);
  expect(plain.status).toBe(0);
  expect(plain.stdout).toContain('inside    /md5sum.txt: 2 files match, 1 line is not understood');
  expect(plain.stdout).toContain('not understood: line 3');
  expect(plain.stderr).toContain('all 2 files that /md5sum.txt inside the image lists match');
  const { done, events } = isowright(['verify', image, '--json']);
  expect(done).toMatchObject({ ok: true, outcome: 'done' });
  expect(done?.report.source?.checksumsInside).toEqual([
    {
      checksumFile: '/md5sum.txt',
      agreeing: 2,
      differing: 0,
      missing: 0,
      notUnderstood: 1,
      firstDiffering: [],
      firstMissing: [],
      firstNotUnderstood: [3],
    },
  ]);
  const note = { code: 'checksum-file-matches', path: `${image}: /md5sum.txt` };
  expect(events).toContainEqual(expect.objectContaining(note));
  expect(isowright(['verify', image, '--dry-run']).status).toBe(0);
});

it('one flipped bit is exit 7, and the file is named', () => {
  const plain = isowright(['verify', spoiled]);
  expect(plain.status).toBe(7);
  expect(plain.stderr).toContain('NOT DONE: The image does not match its checksum');
  expect(plain.stderr).toMatch(
    /1 file differs: \.\/casper\/filesystem\.squashfs should have [0-9a-f]{32} but has/,
  );
  const { done } = isowright(['verify', spoiled, '--json']);
  expect(done?.report.failure).toMatchObject({
    code: 'checksum-wrong',
    facts: { inside: { file: './casper/filesystem.squashfs', differing: 1, missing: 0 } },
  });
});

it('beside a drive both are judged in one pass: a drive that is equal to a bad image is no good end', () => {
  const drive = join(room, 'drive.img');
  copyFileSync(image, drive);
  const good = isowright(['verify', image, drive, '--file-target', '--json']);
  expect([good.status, good.done?.report.targets?.[0]?.ok]).toEqual([0, true]);
  expect(good.done?.report.source?.checksumsInside).toMatchObject([{ agreeing: 2 }]);
  expect(good.events.filter(({ event }) => event === 'phase')).toMatchObject([{ phase: 'verify' }]);
  copyFileSync(spoiled, drive);
  expect(isowright(['verify', spoiled, drive, '--file-target']).status).toBe(7);
  // A good image and a drive that differs from it.
  const differs = isowright(['verify', image, drive, '--file-target', '--json']);
  expect([differs.status, differs.done?.report.source?.checksumsInside?.[0]?.agreeing]).toEqual([6, 2]);
});

it('a packed image is not looked into, and nothing is proved by that', () => {
  const packed = `${image}.gz`;
  writeFileSync(packed, gzipSync(readFileSync(image)));
  const { status, stderr } = isowright(['verify', packed]);
  expect([status, stderr.includes('There is nothing to verify against')]).toEqual([7, true]);
});
