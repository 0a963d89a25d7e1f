import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Sticks with exFAT and FAT16: judged by other programs, read by our own reader, compared again.

const MIB = 1 << 20;
const GIB = 1024 * MIB;
const room = mkdtempSync(join(tmpdir(), 'isowright-exfat-'));
const tree = join(room, 'tree');
const exfat = testWith('tool:fsck.exfat');
const fat = testWith('tool:fsck.fat', 'tool:mcopy');
const plainly = testWith();

beforeAll(() => {
  putFile(tree, 'EFI/BOOT/BOOTX64.EFI');
  putFile(tree, 'big.bin', seededBytes(9 * MIB + 5));
  putFile(tree, 'straße ÄÖ 😀.txt', 'letters');
  putFile(tree, 'empty', '');
  mkdirSync(join(tree, 'empty folder'));
  for (let i = 0; i < 400; i++) putFile(tree, `many/Entry number ${i}.txt`, `content ${i}`);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** A file that stands for a drive, with something on it. */
function drive(name: string, sizeBytes: number): string {
  const path = join(room, `${name}.img`);
  writeFileSync(path, seededBytes(20 * MIB));
  truncateSync(path, sizeBytes);
  return path;
}

function written(
  from: string,
  paths: readonly string[],
  sizes: readonly number[],
  ...more: string[]
): CliRan {
  const expected = sizes.flatMap((size) => ['--expect-size', String(size)]);
  const flags = ['--file-target', '--files', '--yes', ...expected, ...more, '--json'];
  return isowright(['write', from, ...paths, ...flags]);
}

/** The volume as a file of its own. */
function volumeOf(path: string): string {
  // Behind this, nothing was written, and a file that stands for a drive is empty.
  run('dd', [
    `if=${path}`,
    `of=${path}.volume`,
    'bs=1M',
    'skip=1',
    'count=100',
    'conv=sparse',
    'status=none',
  ]);
  truncateSync(`${path}.volume`, statSync(path).size - MIB);
  return `${path}.volume`;
}

exfat(
  'drives of very different size from one exFAT plan: fsck finds nothing, every file is read again',
  () => {
    const sizes = [131_000_320, 4_000_000_512];
    const paths = sizes.map((size) => drive(`exfat${size}`, size));
    const { status, done, stderr, events } = written(
      tree,
      paths,
      sizes,
      '--filesystem',
      'exfat',
      '--label',
      'Elf Zeichen',
    );
    expect([status, stderr, done?.report.failure]).toEqual([0, '', undefined]);
    const told = events.flatMap((event) =>
      event.event === 'note' && event.code === 'boot' ? [event.text] : [],
    );
    expect(told.join()).toContain('Nothing boots from exFAT');
    for (const path of paths) {
      const volume = volumeOf(path);
      expect(run('fsck.exfat', ['-n', volume])).toMatchObject({ status: 0 });
      const out = join(room, 'out');
      expect(isowright(['extract', volume, '-C', out]).status).toBe(0);
      expect(run('diff', ['-r', tree, out])).toMatchObject({ status: 0, stdout: '' });
      // Which file system and label it has, the stick itself says.
      expect(isowright(['verify', tree, path, '--file-target', '--files', '--json']).status).toBe(0);
      rmSync(out, { recursive: true });
      rmSync(volume);
      rmSync(path);
    }
  },
);

plainly('4 GiB are refused by name on FAT32 and go onto exFAT; one byte less goes onto both', () => {
  const large = join(room, 'large');
  putFile(large, 'a file', 'x');
  truncateSync(join(large, 'a file'), 4 * GIB);
  const plan = (fileSystem: string) =>
    isowright([
      'write',
      large,
      drive('large', 6_000_000_512),
      '--file-target',
      '--files',
      '--filesystem',
      fileSystem,
      '--expect-size',
      '6000000512',
      '--dry-run',
      '--json',
    ]);
  const refused = plan('fat32');
  expect([refused.status, refused.done?.report.failure?.facts]).toEqual([
    8,
    { path: '/a file', why: 'file-too-large', sizeBytes: 4 * GIB },
  ]);
  expect(plan('exfat').status).toBe(0);
  truncateSync(join(large, 'a file'), 4 * GIB - 1);
  expect([plan('fat32').status, plan('exfat').status]).toEqual([0, 0]);
});

plainly('a label of eleven letters goes onto exFAT, one of twelve is refused', () => {
  const path = drive('label', 50_000_384);
  const ran = (...more: string[]) =>
    isowright([
      'write',
      tree,
      path,
      '--file-target',
      '--files',
      '--filesystem',
      'exfat',
      '--expect-size',
      '50000384',
      '--dry-run',
      ...more,
      '--json',
    ]);
  expect(ran('--label', 'Elf Zeichen').status).toBe(0);
  expect(ran('--label', 'Zwei Zeichen').status).toBe(2);
});

fat('a drive too small for FAT32 gets FAT16, with every file', () => {
  const path = drive('fat16', 33_000_448);
  const { status, done, stderr } = written(tree, [path], [33_000_448]);
  expect([status, stderr, done?.report.failure]).toEqual([0, '', undefined]);
  const volume = volumeOf(path);
  expect(run('fsck.fat', ['-n', volume])).toMatchObject({ status: 0 });
  const out = join(room, 'out16');
  mkdirSync(out);
  expect(run('mcopy', ['-s', '-n', '-i', volume, '::', out]).status).toBe(0);
  expect(run('diff', ['-r', join(tree, 'many'), join(out, 'many')])).toMatchObject({ status: 0, stdout: '' });
  expect(isowright(['verify', tree, path, '--file-target', '--files', '--json']).status).toBe(0);
});

plainly.each(['exfat', 'fat32'])(
  'the program gives the same bytes in any language and time zone: %s',
  (fileSystem) => {
    const places = [
      { TZ: 'UTC', LC_ALL: 'C', LANG: 'C' },
      { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'de_DE.UTF-8' },
    ];
    const hashes = places.map((env, i) => {
      const path = drive(`golden${i}`, 90_000_384);
      const flags = [
        '--file-target',
        '--files',
        '--yes',
        '--expect-size',
        '90000384',
        '--filesystem',
        fileSystem,
      ];
      const { status, done } = isowright(['write', tree, path, ...flags, '--json'], { env });
      expect(status).toBe(0);
      return done?.report.source?.sha256;
    });
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
  },
);
