import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What a write overwrote comes back, judged by the programs that made it; what cannot come back is said.

const MIB = 1 << 20;
const test = testWith(
  'loop',
  'tool:sfdisk',
  'tool:partx',
  'tool:mkfs.ext4',
  'tool:mkfs.vfat',
  'tool:fsck.fat',
);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-undo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function must(command: string, ...args: string[]): string {
  const ran = run(command, args);
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.stderr}${ran.stdout}`);
  return ran.stdout;
}

type Kind = 'ext4' | 'vfat';

/** A drive with one partition, a file system and files in it. */
function withFiles(kind: Kind, table: 'dos' | 'gpt', act: (loop: LoopDevice, part: string) => void): void {
  const loop = makeLoopDevice(64 * MIB);
  const part = `${loop.path}p1`;
  try {
    run('sfdisk', ['-q', loop.path], { input: `label: ${table}\nstart=2048\n` });
    must('partx', '-a', loop.path);
    must(`mkfs.${kind}`, ...(kind === 'ext4' ? ['-q', part] : [part]));
    const files = sampleFiles();
    // Not every kernel that runs tests has vfat; mtools has its own.
    if (kind === 'ext4') mounted(part, (at) => must('cp', ...files, at));
    else must('mcopy', '-i', part, ...files, '::');
    act(loop, part);
  } finally {
    run('partx', ['-d', loop.path]);
    loop.remove();
  }
}

function sampleFiles(): string[] {
  return Array.from({ length: 20 }, (_, index) => {
    const path = join(folder, `file-${index}`);
    writeFileSync(path, seededBytes(200_000, index + 1));
    return path;
  });
}

function mounted<T>(part: string, act: (at: string) => T): T {
  const at = mkdtempSync(join(folder, 'mnt-'));
  mkdirSync(at, { recursive: true });
  must('mount', part, at);
  try {
    return act(at);
  } finally {
    must('umount', at);
  }
}

function allThere(kind: Kind, part: string): void {
  const judge = kind === 'ext4' ? run('e2fsck', ['-fn', part]) : run('fsck.fat', ['-n', part]);
  expect([judge.status, judge.stdout]).toEqual([0, expect.any(String)]);
  const copy = mkdtempSync(join(folder, 'copy-'));
  if (kind === 'ext4') mounted(part, (at) => must('cp', '-r', `${at}/.`, copy));
  else must('mcopy', '-n', '-s', '-i', part, '::*', copy);
  for (let index = 0; index < 20; index++) {
    const found = readFileSync(join(copy, `file-${index}`));
    expect(Buffer.compare(found, seededBytes(200_000, index + 1))).toBe(0);
  }
}

function write(loop: LoopDevice, imageBytes: number): { ran: CliRan; job: string } {
  const image = join(folder, `image-${imageBytes}.iso`);
  writeFileSync(image, seededBytes(imageBytes, 77));
  const ran = isowright([
    'write',
    image,
    loop.path,
    '--yes',
    '--expect-size',
    String(loop.sizeBytes),
    '--json',
  ]);
  expect(ran.status).toBe(0);
  return { ran, job: ran.events[0]!.job };
}

const partitionsOf = (loop: LoopDevice): string => run('sfdisk', ['-d', loop.path]).stdout;

for (const [kind, table] of [
  ['ext4', 'gpt'],
  ['vfat', 'dos'],
] as const) {
  test(`a small image on a ${table} drive with ${kind} is undone: the file system is sound, the files are there`, () => {
    withFiles(kind, table, (loop, part) => {
      const before = partitionsOf(loop);
      const { job } = write(loop, 700_000);
      expect(partitionsOf(loop)).not.toBe(before);
      const { status, done } = isowright(['undo', job, '--yes', '--json']);
      expect([status, done?.outcome]).toEqual([0, 'done']);
      expect(done?.report.undone).toMatchObject([
        { state: 'whole', partitions: [{ number: 1, whole: true }] },
      ]);
      expect(partitionsOf(loop)).toBe(before);
      run('partx', ['-u', loop.path]);
      allThere(kind, part);
      expect(isowright(['undo', job, '--yes', '--json']).done?.report.undone).toMatchObject([
        { state: 'nothing-to-do' },
      ]);
    });
  });
}

test('when the file system itself was overwritten, undo says what is lost and changes nothing until asked again', () => {
  withFiles('ext4', 'dos', (loop) => {
    const before = partitionsOf(loop);
    const { job } = write(loop, 9 * MIB);
    const refused = isowright(['undo', job, '--yes', '--json']);
    expect(refused.status).toBe(1);
    expect(refused.done?.report.failure).toMatchObject({ code: 'undo-incomplete', facts: { exact: true } });
    expect(
      Buffer.compare(
        readFileSync(loop.backingPath).subarray(0, MIB),
        seededBytes(9 * MIB, 77).subarray(0, MIB),
      ),
    ).toBe(0);
    const words = isowright(['undo', job, '--yes']).stderr;
    expect(words).toMatch(/overwrote .* MiB from byte [\d,]+ on that were not kept: files there are lost/);
    expect(words).toContain(`isowright undo ${job} --partly`);
    const partly = isowright(['undo', job, '--yes', '--partly']);
    expect(partly.status).toBe(0);
    expect(partly.stdout).toMatch(/were overwritten and are gone/);
    expect(partitionsOf(loop)).toBe(before);
  });
});

test('the forecast of --dry-run changes nothing; a question without a terminal is exit 2', () => {
  withFiles('vfat', 'dos', (loop) => {
    const { job } = write(loop, 700_000);
    const stored = readFileSync(loop.backingPath);
    expect(isowright(['undo', job, '--dry-run']).stdout).toMatch(/everything is as before the write/);
    expect(JSON.parse(isowright(['undo', job, '--dry-run', '--json']).stdout)).toMatchObject({
      do: 'undo',
      forecast: [{ state: 'whole' }],
    });
    expect(isowright(['undo', job]).status).toBe(2);
    expect(Buffer.compare(readFileSync(loop.backingPath), stored)).toBe(0);
  });
});

test('undo finds the drive again, and refuses one that somebody else wrote to or that is mounted', () => {
  withFiles('ext4', 'dos', (loop, part) => {
    const { job } = write(loop, 700_000);
    must('dd', 'if=/dev/zero', `of=${loop.path}`, 'bs=4096', 'count=1', 'conv=notrunc,fsync');
    const { status, done } = isowright(['undo', job, '--yes', '--json']);
    expect([status, done?.report.failure?.code]).toEqual([5, 'target-changed']);
    run('partx', ['-a', loop.path]);
    run('sfdisk', ['-q', loop.path], { input: 'label: dos\nstart=2048\n' });
    run('partx', ['-u', loop.path]);
    mounted(part, () => expect(isowright(['undo', job, '--yes', '--json']).status).toBe(4));
  });
});

test('a job that is not there is exit 2, one that wrote to no drive exit 1', () => {
  expect(isowright(['undo', '20200101-000000-aaaa', '--yes', '--json']).status).toBe(2);
  expect(isowright(['undo', '../../etc', '--yes', '--json']).status).toBe(2);
  const image = join(folder, 'plain.iso');
  writeFileSync(image, seededBytes(MIB));
  const job = isowright(['verify', image, image, '--file-target', '--json']).events[0]!.job;
  const { status, done } = isowright(['undo', job, '--yes', '--json']);
  expect([status, done?.report.failure?.code]).toEqual([1, 'undo-missing']);
});

test('a virtual drive is undone as well', () => {
  const drive = join(folder, 'virtual.img');
  const before = seededBytes(16 * MIB, 5);
  writeFileSync(drive, before);
  const image = join(folder, 'small.iso');
  writeFileSync(image, seededBytes(MIB));
  const args = ['--file-target', '--yes', '--expect-size', String(16 * MIB), '--json'];
  const job = isowright(['write', image, drive, ...args]).events[0]!.job;
  expect(Buffer.compare(readFileSync(drive), before)).not.toBe(0);
  expect(isowright(['undo', job, '--yes']).status).toBe(0);
  expect(Buffer.compare(readFileSync(drive), before)).toBe(0);
});
