import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// «Give me my stick back», judged by the programs of the system.

const MIB = 1 << 20;
const GIB = 2 ** 30;
const needs = ['tool:fsck.fat', 'tool:fsck.exfat', 'tool:sfdisk'] as const;
const onLoop = testWith('loop', ...needs);
const onFile = testWith(...needs);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-restore-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A sparse file that stands in for a drive. */
function virtualDrive(name: string, sizeBytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, seededBytes(2 * MIB, 9));
  truncateSync(path, sizeBytes);
  return path;
}

function restoreFile(path: string, ...options: string[]): CliRan {
  const size = String(statSync(path).size);
  return isowright(['restore', path, '--file-target', '--yes', '--expect-size', size, '--json', ...options]);
}

interface Table {
  readonly partitiontable: {
    readonly label: string;
    readonly sectorsize: number;
    readonly partitions: readonly { readonly start: number; readonly size: number; readonly type: string }[];
  };
}

/** What sfdisk says of the table; it must have nothing to complain about. */
function tableOf(path: string): Table['partitiontable'] {
  const checked = run('sfdisk', ['-V', path]);
  expect(`${checked.stdout}${checked.stderr}`).toMatch(/No errors detected/);
  return (JSON.parse(run('sfdisk', ['-J', path]).stdout) as Table).partitiontable;
}

/** The partition as a file of its own, for judges that take no offset. */
function partitionOf(path: string): string {
  const table = tableOf(path);
  expect(table.partitions).toHaveLength(1);
  const { start, size } = table.partitions[0]!;
  const copy = join(folder, 'partition.img');
  rmSync(copy, { force: true });
  const bytes = Math.min(size * table.sectorsize, 256 * MIB);
  run('dd', [
    `if=${path}`,
    `of=${copy}`,
    'bs=1M',
    `skip=${(start * table.sectorsize) / MIB}`,
    `count=${Math.ceil(bytes / MIB)}`,
    'conv=sparse',
  ]);
  truncateSync(copy, size * table.sectorsize);
  return copy;
}

const typeOf = (path: string, offsetBytes: number): string =>
  run('blkid', ['-p', '-O', String(offsetBytes), '-o', 'export', path]).stdout;

onFile.each([
  ['4 MiB', 4 * MIB, 'FAT16', 'dos', 'e'],
  ['36 MiB', 36 * MIB, 'FAT16', 'dos', 'e'],
  ['64 MiB', 64 * MIB, 'FAT32', 'dos', 'c'],
  ['an odd size', 3 * GIB + 512 * 4099, 'FAT32', 'dos', 'c'],
  ['32 GiB', 32 * GIB, 'FAT32', 'dos', 'c'],
] as const)(
  'a drive of %s (%i bytes) becomes one sound %s partition',
  (_, sizeBytes, fileSystem, label, type) => {
    const drive = virtualDrive('fat.img', sizeBytes);
    const { status, done } = restoreFile(drive, '--label', 'Keys 2');
    expect([status, done?.outcome]).toEqual([0, 'done']);
    expect(done?.report.restored).toMatchObject([{ fileSystem, table: 'mbr', label: 'KEYS 2' }]);
    expect(tableOf(drive)).toMatchObject({ label, partitions: [{ start: 2048, type }] });
    const judged = run('fsck.fat', ['-n', partitionOf(drive)]);
    expect([judged.status, judged.stdout]).toEqual([0, expect.stringMatching(/files, \d+\/\d+ clusters/)]);
    expect(typeOf(drive, MIB)).toMatch(/LABEL=KEYS\\? 2/);
  },
);

onFile.each([
  ['40 GiB', 40 * GIB, 'dos', '7'],
  ['1 TiB', 1024 * GIB, 'dos', '7'],
  ['3 TiB', 3 * 1024 * GIB, 'gpt', 'EBD0A0A2-B9E5-4433-87C0-68B6B72699C7'],
] as const)('a drive of %s becomes one sound exFAT partition', (_, sizeBytes, label, type) => {
  const drive = virtualDrive('exfat.img', sizeBytes);
  const { status, done } = restoreFile(drive, '--label', 'Keys');
  expect([status, done?.report.restored?.[0]?.fileSystem]).toEqual([0, 'exFAT']);
  expect(tableOf(drive)).toMatchObject({ label, partitions: [{ start: 2048, type }] });
  const judged = run('fsck.exfat', ['-n', partitionOf(drive)]);
  expect([judged.status, judged.stdout]).toEqual([0, expect.stringContaining('clean')]);
  expect(typeOf(drive, MIB)).toMatch(/TYPE=exfat/);
  expect(typeOf(drive, MIB)).toMatch(/LABEL=Keys/);
});

onFile.each([
  ['fat16', '16K', 'FAT16', 'fsck.fat', '16384'],
  ['fat32', '1K', 'FAT32', 'fsck.fat', '1024'],
  ['exfat', '4K', 'exFAT', 'fsck.exfat', '4096'],
  ['exfat', '1M', 'exFAT', 'fsck.exfat', '1048576'],
] as const)(
  '%s with clusters of %s on a drive of 256 MiB is sound',
  (asked, cluster, fileSystem, judge, bytes) => {
    const drive = virtualDrive('clusters.img', 256 * MIB);
    const { status, done } = restoreFile(drive, '--filesystem', asked, '--cluster', cluster);
    expect([status, done?.report.restored?.[0]?.fileSystem]).toEqual([0, fileSystem]);
    const partition = partitionOf(drive);
    expect(run(judge, ['-n', partition])).toMatchObject({ status: 0 });
    const info = typeOf(drive, MIB);
    expect(info).not.toMatch(/LABEL=/);
    expect(info).toMatch(new RegExp(`FSBLOCKSIZE=${bytes}|BLOCK_SIZE=512`));
  },
);

onFile(
  'clusters and file systems that do not go together are refused by name, before anything is written',
  () => {
    const drive = virtualDrive('unfit.img', 64 * MIB);
    const before = readFileSync(drive);
    const why = (...options: string[]) => restoreFile(drive, ...options).done?.report.failure;
    expect(why('--filesystem', 'fat32', '--cluster', '32K')).toMatchObject({
      code: 'file-system-unfit',
      facts: { fileSystem: 'FAT32', why: 'cluster-size' },
    });
    expect(why('--filesystem', 'exfat', '--cluster', '32M')).toMatchObject({ code: 'file-system-unfit' });
    expect(restoreFile(drive, '--cluster', '3000').status).toBe(2);
    expect(Buffer.compare(readFileSync(drive), before)).toBe(0);
  },
);

function withLoop(sizeBytes: number, options: object, act: (loop: LoopDevice) => void): void {
  const loop = makeLoopDevice(sizeBytes, options);
  try {
    act(loop);
  } finally {
    run('partx', ['-d', loop.path]);
    loop.remove();
  }
}

function restoreLoop(loop: LoopDevice, ...options: string[]): CliRan {
  return isowright([
    'restore',
    loop.path,
    '--yes',
    '--expect-size',
    String(loop.sizeBytes),
    '--json',
    ...options,
  ]);
}

onLoop('old signatures are gone: GPT with its backup, ext4, RAID', () => {
  withLoop(128 * MIB, {}, (loop) => {
    run('mkfs.ext4', ['-q', '-F', loop.path]);
    run('sfdisk', ['-q', '--wipe', 'never', loop.path], { input: 'label: gpt\nsize=32MiB\n' });
    expect(readFileSync(loop.backingPath).subarray(-512).toString('latin1')).toContain('EFI PART');
    expect(restoreLoop(loop).status).toBe(0);
    expect(run('wipefs', ['-n', '-J', '-O', 'TYPE', loop.path]).stdout).not.toMatch(/gpt|ext4/);
    expect(tableOf(loop.path)).toMatchObject({ label: 'dos', partitions: [{ type: 'c' }] });
    expect(run('fsck.fat', ['-n', partitionOf(loop.path)]).status).toBe(0);
    expect(
      readFileSync(loop.backingPath)
        .subarray(-MIB)
        .every((byte) => byte === 0),
    ).toBe(true);
  });
});

onLoop.each([
  ['fat16', 'e', 'fsck.fat', 'vfat'],
  ['fat32', 'c', 'fsck.fat', 'vfat'],
  ['exfat', '7', 'fsck.exfat', 'exfat'],
] as const)(
  'a drive with sectors of 4096 bytes becomes a sound %s, which the kernel fills',
  (asked, type, judge, kind) => {
    withLoop(523 * MIB, { sectorBytes: 4096 }, (loop) => {
      expect(restoreLoop(loop, '--label', 'BIG', '--filesystem', asked).status).toBe(0);
      expect(tableOf(loop.path)).toMatchObject({ sectorsize: 4096, partitions: [{ start: 256, type }] });
      expect(run(judge, ['-n', partitionOf(loop.path)])).toMatchObject({ status: 0 });
      run('partx', ['-a', loop.path]);
      const at = mkdtempSync(join(folder, 'mnt-'));
      const mounted = run('mount', ['-t', kind, `${loop.path}p1`, at]);
      // Not every kernel has every file system.
      if (mounted.status !== 0 && /unknown filesystem/.test(mounted.stderr)) return;
      expect(mounted).toMatchObject({ status: 0 });
      writeFileSync(join(at, 'a file'), seededBytes(5 * MIB));
      expect(run('umount', [at]).status).toBe(0);
      run('partx', ['-d', loop.path]);
      expect(run(judge, ['-n', partitionOf(loop.path)])).toMatchObject({ status: 0 });
    });
  },
);

onLoop('a mounted drive is refused, and given back with --unmount; a wrong size is exit 5', () => {
  withLoop(64 * MIB, {}, (loop) => {
    run('mkfs.ext4', ['-q', '-F', loop.path]);
    const at = mkdtempSync(join(folder, 'mnt-'));
    run('mount', [loop.path, at]);
    expect(restoreLoop(loop).done?.report.failure?.code).toBe('target-mounted');
    expect(restoreLoop(loop, '--unmount').status).toBe(0);
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(at);
    const wrong = isowright(['restore', loop.path, '--yes', '--expect-size', '1', '--json']);
    expect(wrong.done?.report.failure?.code).toBe('identity-mismatch');
  });
});

onFile('a dry run changes nothing; labels and sizes that do not fit are refused', () => {
  const drive = virtualDrive('dry.img', 64 * MIB);
  const before = readFileSync(drive);
  expect(restoreFile(drive, '--dry-run').stdout).toContain('"do": "restore"');
  expect(restoreFile(drive, '--label', 'much too long a label').status).toBe(2);
  expect(restoreFile(drive, '--label', 'a/b').status).toBe(2);
  expect(Buffer.compare(readFileSync(drive), before)).toBe(0);
  expect(restoreFile(virtualDrive('tiny.img', 2 * MIB)).status).toBe(8);
  expect(isowright(['restore', drive, '--file-target']).status).toBe(2);
});

onFile('a person reads what the drive is now', () => {
  const drive = virtualDrive('words.img', 64 * MIB);
  const ran = isowright([
    'restore',
    drive,
    '--file-target',
    '--yes',
    '--expect-size',
    String(64 * MIB),
    '--label',
    'KEYS',
  ]);
  expect(ran.stdout).toContain('OK: An empty, ordinary drive again');
  expect(ran.stdout).toContain('holds one empty FAT32 partition of 63.0 MiB, KEYS');
  expect(ran.stdout).not.toContain('holds the image');
});
