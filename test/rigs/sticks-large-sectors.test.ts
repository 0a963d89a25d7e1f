import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Sticks with files on drives that count in blocks of 4096 bytes: the kernel reads the table and the files.

const MIB = 1 << 20;
const room = mkdtempSync(join(tmpdir(), 'isowright-large-sectors-'));
const tree = join(room, 'tree');
const onLoop = testWith('loop', 'tool:sfdisk', 'tool:fsck.fat', 'tool:fsck.exfat');

beforeAll(() => {
  putFile(tree, 'EFI/BOOT/BOOTX64.EFI');
  putFile(tree, 'boot/grub/grub.cfg', 'menuentry x { true }\n');
  putFile(tree, 'big.bin', seededBytes(5 * MIB + 5));
  mkdirSync(join(tree, 'empty folder'));
  for (let i = 0; i < 200; i++) putFile(tree, `many/Entry number ${i}.txt`, `content ${i}`);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

function withLoops(sectors: readonly (512 | 4096)[], act: (loops: readonly LoopDevice[]) => void): void {
  const loops = sectors.map((sectorBytes, i) => makeLoopDevice((611 + 53 * i) * MIB + 4096, { sectorBytes }));
  try {
    act(loops);
  } finally {
    for (const loop of loops) {
      run('partx', ['-d', loop.path]);
      loop.remove();
    }
  }
}

function written(loops: readonly LoopDevice[], ...more: string[]): CliRan {
  const sizes = loops.flatMap(({ sizeBytes }) => ['--expect-size', String(sizeBytes)]);
  const paths = loops.map(({ path }) => path);
  return isowright(['write', tree, ...paths, '--files', '--yes', '--json', ...sizes, ...more]);
}

function tableOf(path: string) {
  const checked = run('sfdisk', ['-V', path]);
  expect(`${checked.stdout}${checked.stderr}`).toMatch(/No errors detected/);
  return JSON.parse(run('sfdisk', ['-J', path]).stdout).partitiontable;
}

onLoop.each([
  ['mbr', 'fat32', 'vfat', 'fsck.fat'],
  ['gpt', 'exfat', 'exfat', 'fsck.exfat'],
])(
  '%s, %s: two drives from one plan, mounted by the kernel, compared later',
  (table, fileSystem, type, judge) => {
    withLoops([4096, 4096], (loops) => {
      const { status, done, stderr, events } = written(loops, '--table', table, '--filesystem', fileSystem);
      expect([status, stderr, done?.report.failure]).toEqual([0, '', undefined]);
      const notes = events.flatMap((event) => (event.event === 'note' ? [event.text] : [])).join();
      if (fileSystem === 'fat32') expect(notes).toContain('sectors of 4096 bytes');
      for (const { path } of loops) {
        expect(tableOf(path)).toMatchObject({
          label: table === 'mbr' ? 'dos' : 'gpt',
          sectorsize: 4096,
          partitions: [{ start: 256 }],
        });
        run('partx', ['-a', path]);
        const part = `${path}p1`;
        expect(run(judge, ['-n', part])).toMatchObject({ status: 0 });
        judgedByKernel(part, type);
        run('partx', ['-d', path]);
      }
      const paths = loops.map(({ path }) => path);
      const verified = isowright(['verify', tree, ...paths, '--files', '--json']);
      expect([verified.status, verified.done?.report.failure]).toEqual([0, undefined]);
    });
  },
);

/** Not every kernel has every file system. */
function judgedByKernel(part: string, type: string): void {
  const at = mkdtempSync(join(room, 'mnt-'));
  const mounted = run('mount', ['-t', type, '-o', 'ro', part, at]);
  if (mounted.status !== 0 && /unknown filesystem/.test(mounted.stderr)) return;
  expect(mounted).toMatchObject({ status: 0 });
  expect(run('diff', ['-r', tree, at])).toMatchObject({ status: 0, stdout: '' });
  run('umount', [at]);
}

onLoop('drives of one job that count in different sectors are refused before anything is written', () => {
  withLoops([512, 4096], (loops) => {
    expect(written(loops).done?.report.failure).toMatchObject({
      code: 'file-system-unfit',
      facts: { why: 'sector-size' },
    });
    expect(run('sfdisk', ['-d', loops[0]?.path ?? '']).stdout).toBe('');
  });
});
