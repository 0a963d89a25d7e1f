import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { type CliRan, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { judgeRecords } from '../fakes/judge.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';
import { grubEfi, grubMenu } from './boot-trees.ts';

// Sticks that hold the files of an image: judged by other programs, started by firmware, hurt, killed and gone on with.

const MIB = 1 << 20;
const VOLUME_BYTE = MIB;
const SMALL_BYTES = 61_003_264;
const DRIVES = { a: 97_001_472, b: SMALL_BYTES, c: 303_004_672 } as const;
const room = mkdtempSync(join(tmpdir(), 'isowright-sticks-'));
const tree = join(room, 'tree');
const image = join(room, 'image.iso');
const judges = testWith('tool:fsck.fat', 'tool:mcopy', 'tool:sgdisk', 'tool:sfdisk', 'tool:7zz');
const plainly = testWith();

beforeAll(() => {
  putFile(tree, 'EFI/BOOT/BOOTX64.EFI');
  putFile(tree, 'boot/grub/grub.cfg', 'search --set=root --label "A LABEL TOO LONG"\n');
  putFile(tree, 'pool/main/a file with a long name.deb', seededBytes(300_001));
  putFile(tree, 'pool/big.bin', seededBytes(9 * MIB + 5));
  putFile(tree, 'empty', '');
  mkdirSync(join(tree, 'empty folder'));
  for (let i = 0; i < 300; i++) putFile(tree, `many/Entry number ${i}.txt`, `content ${i}`);
  symlinkSync('big.bin', join(tree, 'pool/link.bin'));
  const made = isowright(['make', tree, '-o', image, '--label', 'A LABEL TOO LONG', '--json']);
  expect([made.status, made.stderr]).toEqual([0, '']);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** A file that stands for a drive, with something on it. */
function drive(name: string, sizeBytes: number): string {
  const path = join(room, `${name}.img`);
  writeFileSync(path, seededBytes(3 * MIB));
  truncateSync(path, sizeBytes);
  return path;
}

function written(
  source: string,
  drives: readonly string[],
  sizes: readonly number[],
  ...more: string[]
): CliRan {
  const expected = sizes.flatMap((size) => ['--expect-size', String(size)]);
  return isowright([
    'write',
    source,
    ...drives,
    '--file-target',
    '--files',
    '--yes',
    ...expected,
    ...more,
    '--json',
  ]);
}

const verified = (source: string, path: string, ...more: string[]) =>
  isowright(['verify', source, path, '--file-target', '--files', ...more, '--json']);

function volumeOf(path: string): string {
  const part = `${path}.volume`;
  run('dd', [`if=${path}`, `of=${part}`, 'bs=1M', 'skip=1', 'status=none']);
  return part;
}

describe.each(['mbr', 'gpt'] as const)('%s', (table) => {
  judges(
    'three drives of different size from one job: other programs find nothing wrong, and every file',
    () => {
      const paths = Object.entries(DRIVES).map(([name, size]) => drive(`${table}-${name}`, size));
      const { status, done, stderr } = written(image, paths, Object.values(DRIVES), '--table', table);
      expect([status, stderr, done?.report.failure]).toEqual([0, '', undefined]);
      expect(done?.report.targets?.map(({ state }) => state)).toEqual(['proved', 'proved', 'proved']);
      expect(done?.report.identical).toBeUndefined();
      for (const path of paths) {
        const part = volumeOf(path);
        expect(run('fsck.fat', ['-n', part])).toMatchObject({ status: 0 });
        const out = join(room, 'out');
        mkdirSync(out);
        expect(run('mcopy', ['-s', '-n', '-i', part, '::', out])).toMatchObject({ status: 0 });
        const more = run('diff', ['-r', '--exclude=grub.cfg', tree, out]);
        expect(more).toMatchObject({ status: 0, stdout: '' });
        expect(readFileSync(join(out, 'boot/grub/grub.cfg'), 'utf8')).toBe(
          'search --set=root --label "A_LABEL_TOO"\n',
        );
        rmSync(out, { recursive: true });
        expect(run('7zz', ['t', part]).status).toBe(0);
        if (table === 'gpt') expect(run('sgdisk', ['-v', path]).stdout).toContain('No problems found');
        else expect(run('sfdisk', ['--verify', path]).stdout).toContain('No errors detected');
        expect(verified(image, path, '--table', table).status).toBe(0);
        rmSync(part);
      }
      for (const path of paths) rmSync(path);
    },
  );

  testWith(
    'rigs',
    'tool:qemu-system-x86_64',
    'tool:grub-mkimage',
  )('UEFI starts it', () => {
    const loaders = join(room, `loaders-${table}`);
    grubEfi(loaders);
    grubMenu(loaders, 'files');
    const iso = `${loaders}.iso`;
    expect(isowright(['make', loaders, '-o', iso, '--json']).status).toBe(0);
    const path = drive(`boot-${table}`, SMALL_BYTES);
    expect(written(iso, [path], [SMALL_BYTES], '--table', table).status).toBe(0);
    const { stdout } = isowright(['inspect', path, '--json']);
    expect(JSON.parse(stdout).forecast).toContainEqual(
      expect.objectContaining({ firmware: 'uefi-x64', medium: 'usb', boots: true }),
    );
    rig('boot.sh', path, 'uefi-usb', 'isowright files ready', '--timeout', '120');
  });
});

testWith('rigs', 'tool:qemu-system-x86_64')(
  'an EFI boot image that holds the only loader comes onto the stick',
  () => {
    const path = drive('ipxe', SMALL_BYTES);
    const { status, events } = written('/usr/lib/ipxe/ipxe.iso', [path], [SMALL_BYTES]);
    expect(status).toBe(0);
    expect(JSON.stringify(events)).toContain('efi-image-merged');
    rig('boot.sh', path, 'uefi-usb', 'iPXE init|iPXE 1', '--timeout', '120');
  },
);

testWith('rigs')('the Linux kernel mounts it and reads every file', () => {
  const path = drive('judged', SMALL_BYTES);
  expect(written(image, [path], [SMALL_BYTES]).status).toBe(0);
  const records = judgeRecords([path], 'vfat@1');
  const mounted = records.filter((line) => line.includes('"mount"'));
  expect(mounted.length).toBeGreaterThan(0);
  const md5 = execFileSync('md5sum', [join(tree, 'pool/big.bin')], { encoding: 'utf8' }).slice(0, 32);
  expect(records.filter((line) => line.includes(md5))).toHaveLength(2);
  expect(records.filter((line) => line.includes('Entry number'))).toHaveLength(300);
});

/** Inverts a byte. */
function hurt(path: string, atByte: number): void {
  const fd = openSync(path, 'r+');
  const byte = new Uint8Array(1);
  readSync(fd, byte, 0, 1, atByte);
  byte[0] = (byte[0] ?? 0) ^ 0xff;
  writeSync(fd, byte, 0, 1, atByte);
  closeSync(fd);
}

plainly('what is hurt is named: the table, FAT, a folder, a file', () => {
  const path = drive('hurt', SMALL_BYTES);
  expect(written(image, [path], [SMALL_BYTES]).status).toBe(0);
  const bytes = readFileSync(path);
  const big = bytes.indexOf(seededBytes(9 * MIB + 5).subarray(0, 4096));
  const folder = bytes.indexOf(Buffer.from('A\0 \0f\0i\0l\0e\0', 'latin1').subarray(2, 10));
  const fat = VOLUME_BYTE + bytes.readUInt16LE(VOLUME_BYTE + 14) * 512;
  for (const [atByte, name] of [
    [450, 'partition-table'],
    [fat + 700, 'FAT'],
    [folder, '/pool/main'],
    [big + 5_000_001, '/pool/big.bin'],
  ] as const) {
    hurt(path, atByte);
    const { status, events } = verified(image, path);
    expect([status, events.find(({ event }) => event === 'bad')]).toMatchObject([6, { file: name }]);
    hurt(path, atByte);
  }
  expect(verified(image, path).status).toBe(0);
});

plainly.each(['mbr', 'gpt'])('killed halfway, it goes on and ends equal: %s', async (table) => {
  const whole = drive(`whole-${table}`, SMALL_BYTES);
  expect(written(image, [whole], [SMALL_BYTES], '--table', table).status).toBe(0);
  const path = drive(`killed-${table}`, SMALL_BYTES);
  const { status, stdout } = isowright([
    'write',
    image,
    path,
    '--file-target',
    '--files',
    '--table',
    table,
    '--dry-run',
    '--json',
  ]);
  expect(status).toBe(0);
  const plan = JSON.parse(stdout);
  plan.targets[0].bytesPerSecond = 12 * MIB;
  const planPath = join(room, `slow-${table}.json`);
  writeFileSync(planPath, JSON.stringify(plan));
  const write = startIsowright(['run', planPath]);
  const { job } = await write.waitFor(
    (seen) => seen.event === 'progress' && seen.phase === 'write' && (seen.safeToByte ?? 0) > 8 * MIB,
  );
  const pids = execFileSync('pgrep', ['-P', String(write.child.pid)], { encoding: 'utf8', timeout: 10_000 });
  for (const pid of pids.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
  await write.ended;
  expect(
    readFileSync(path)
      .subarray(0, 512)
      .every((byte) => byte === 0),
  ).toBe(true);
  const resumed = isowright(['resume', job, '--json']);
  expect([resumed.status, resumed.stderr]).toEqual([0, '']);
  expect(Buffer.compare(readFileSync(path), readFileSync(whole))).toBe(0);
});

plainly('after one changed file, only what differs is written', () => {
  const path = drive('delta', SMALL_BYTES);
  expect(written(tree, [path], [SMALL_BYTES]).status).toBe(0);
  writeFileSync(join(tree, 'many/Entry number 7.txt'), 'content X');
  const { status, done } = written(tree, [path], [SMALL_BYTES], '--delta');
  expect(status).toBe(0);
  const [target] = done?.report.targets ?? [];
  expect(target?.state).toBe('proved');
  expect(target?.writtenBytes).toBeLessThan(4 * MIB);
});

plainly('a receipt proves it later without the image; drives that differ have none', () => {
  const path = drive('receipt', SMALL_BYTES);
  const receipt = join(room, 'r.json');
  expect(written(image, [path], [SMALL_BYTES], '--receipt', receipt).status).toBe(0);
  expect(isowright(['verify', receipt, path, '--file-target', '--json']).status).toBe(0);
  const other = drive('receipt-other', DRIVES.a);
  const refused = written(image, [path, other], [SMALL_BYTES, DRIVES.a], '--receipt', join(room, 's.json'));
  expect(refused.done?.report.failure?.facts).toMatchObject({ because: { reason: 'receipt-of-stick' } });
});

testWith('loop', 'tool:blkid').each(['mbr', 'gpt'])(
  'a real device takes it past the cache, up to its last block: %s',
  (table) => {
    const loop = makeLoopDevice(93_001_728);
    try {
      const size = String(loop.sizeBytes);
      const command = [
        'write',
        image,
        loop.path,
        '--files',
        '--table',
        table,
        '--yes',
        '--expect-size',
        size,
      ];
      const { status, stderr, done } = isowright([...command, '--json']);
      expect([status, stderr]).toEqual([0, '']);
      expect(done?.report.targets?.[0]).toMatchObject({ state: 'proved' });
      const found = run('blkid', ['-p', '-O', String(VOLUME_BYTE), loop.path]).stdout;
      expect(found).toMatch(/LABEL="A_LABEL_TOO".*TYPE="vfat"/);
      expect(isowright(['verify', image, loop.path, '--files', '--table', table, '--json']).status).toBe(0);
    } finally {
      loop.remove();
    }
  },
);
