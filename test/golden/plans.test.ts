import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, makeBench } from './bench.ts';
import { normalText, sortedJson } from './normal.ts';
import { samples } from './sample-bytes.ts';

// What `--dry-run --json` prints is a contract: it is kept by people and carried out by later versions.

const toFile = ['--file-target', '--yes', '--expect-size', String(samples.smallDriveBytes)];
const commands: Readonly<Record<string, readonly string[]>> = {
  'make-folder': ['make', 'folder', '-o', 'out.iso'],
  'make-options': [
    ...[
      'make',
      'folder',
      '-o',
      'out.iso',
      '--force',
      '--label',
      'GOLDEN',
      '--no-joliet',
      '--no-rock-ridge',
      '--udf',
    ],
    ...[
      '--exclude',
      '*.tmp',
      '--iso-level',
      '2',
      '--padding',
      '0',
      '--md5',
      '--checksums',
      'sha256',
      '--hide',
      'a',
    ],
    ...[
      '--publisher',
      'NOBODY',
      '--boot',
      'none',
      '--no-hybrid',
      '--strict',
      '--receipt',
      'receipt.json',
      '--no-verify',
    ],
  ],
  convert: ['convert', 'small.iso', '-o', 'out.qcow2'],
  'convert-options': [
    'convert',
    'small.iso',
    '-o',
    'out.img',
    '--force',
    '--format',
    'qcow2-zstd',
    '--mostly-empty',
  ],
  'make-image': ['make', 'made.iso', '-o', 'out.iso'],
  write: ['write', 'small.iso', 'small.img', ...toFile],
  'write-options': [
    ...[
      'write',
      'small.iso',
      'small.img',
      ...toFile,
      '--delta',
      '--test',
      'quick',
      '--no-bmap',
      '--no-verify',
    ],
    ...['--receipt', 'receipt.json'],
  ],
  'write-folder': ['write', 'folder', 'small.img', ...toFile],
  'write-rebuilt': ['write', 'made.iso', 'small.img', ...toFile, '--rebuild'],
  'verify-image': ['verify', 'made.iso'],
  'verify-targets': ['verify', 'small.iso', 'small.img', '--file-target'],
  'verify-receipt': ['verify', 'made.receipt.json', 'small.img', '--file-target'],
  restore: ['restore', 'small.img', ...toFile, '--label', 'EMPTY'],
  undo: ['undo', '20261128-120000-done', '--yes'],
};

let bench: Bench;

beforeAll(() => {
  bench = makeBench();
  bench.putJob('finished', '20261128-120000-done', 'small.img');
  const made = bench.isowright('make', 'folder', '-o', 'made.iso', '--receipt', 'made.receipt.json');
  expect(made.status, made.stderr).toBe(0);
});

afterAll(() => bench.remove());

for (const [name, command] of Object.entries(commands))
  test(`the plan of ${name} is the one it always was, and run takes it`, async () => {
    const { status, stdout, stderr } = bench.isowright(...command, '--dry-run', '--json');
    expect(status, stderr).toBe(0);
    await expect(normalText(sortedJson(stdout), bench.folder)).toMatchFileSnapshot(
      `expected/plan-${name}.json`,
    );
    writeFileSync(join(bench.folder, 'plan.json'), stdout);
    const again = bench.isowright('run', 'plan.json', '--dry-run', '--json');
    expect(again.status, again.stderr).toBe(0);
  });
