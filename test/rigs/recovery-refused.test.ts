import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// Packages are fetched and packed for minutes: what is wrong with the arguments is told before, in a dry run too.

let room = '';
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'isowright-recovery-'));
  mkdirSync(join(room, 'no-packages'));
  mkdirSync(join(room, 'folder.iso'));
  mkdirSync(join(room, 'closed'));
  writeFileSync(join(room, 'taken.iso.sha256'), '');
  writeFileSync(join(room, 'empty'), '');
  writeFileSync(join(room, 'text'), 'no program\n'.repeat(20));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** No package is there: who is refused for another reason was refused before. */
const recovery = (...words: string[]): CliRan =>
  isowright(['recovery', '--packages', join(room, 'no-packages'), ...words], { cwd: room });

const refused: readonly [string, readonly string[], string, number][] = [
  ['the checksum of the output is there', ['-o', 'taken.iso'], 'output-exists', 2],
  ['the output is a folder', ['-o', 'folder.iso', '--force'], 'output-not-writable', 4],
  ['the folder of the output is not there', ['-o', 'nowhere/new.iso'], 'output-not-writable', 4],
  ['Node is not there', ['-o', 'new.iso', '--node', 'nowhere'], 'source-missing', 7],
  ['Node is empty', ['-o', 'new.iso', '--node', 'empty'], 'node-unfit', 7],
  ['Node is a text', ['-o', 'new.iso', '--node', 'text'], 'node-unfit', 7],
  ['Node is a folder', ['-o', 'new.iso', '--node', 'no-packages'], 'node-unfit', 7],
  ['there are no packages', ['-o', 'new.iso'], 'no-package-index', 7],
];

for (const [what, words, code, exitCode] of refused)
  test(`recovery says before the first package: ${what}`, () => {
    const ran = recovery(...words, '--json');
    expect(ran.done?.report.failure?.code).toBe(code);
    expect(ran.status).toBe(exitCode);
    const rehearsed = recovery(...words, '--dry-run', '--json');
    expect(rehearsed.done?.report.failure?.code).toBe(code);
    expect(rehearsed.status).toBe(exitCode);
  });

test('recovery --onto the very file that it makes: the drive would be replaced by the image', () => {
  const drive = join(room, 'drive');
  writeFileSync(drive, Buffer.alloc(1 << 16, 1));
  const words = ['-o', 'drive', '--force', '--onto', 'drive', '--file-target', '--json'];
  const ran = recovery(...words, '--yes', '--expect-size', '65536');
  expect([ran.status, ran.done?.report.failure?.code]).toEqual([5, 'source-on-target']);
});

test('recovery --onto a drive that nobody can be asked about is refused before the image is made', () => {
  writeFileSync(join(room, 'other'), Buffer.alloc(1 << 16, 1));
  const ran = recovery('-o', 'new.iso', '--onto', 'other', '--file-target', '--json');
  expect([ran.status, ran.done?.report.failure?.code]).toEqual([2, 'question-needed']);
});

testWith('root')('a folder on a file system that is read-only is told at once', () => {
  const closed = join(room, 'closed');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=64k', 'isowright-test', closed], { timeout: 20_000 });
  try {
    const ran = recovery('-o', 'closed/new.iso', '--json');
    expect(ran.done?.report.failure).toMatchObject({
      code: 'output-not-writable',
      facts: { errno: 'EROFS' },
    });
  } finally {
    execFileSync('umount', [closed], { timeout: 20_000 });
  }
});
