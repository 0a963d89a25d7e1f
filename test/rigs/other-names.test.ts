import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { type CliRan, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { detacherOf, makeLoopDevice } from '../fakes/loop-device.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// What is in use by one name is not overwritten by another: loop devices, links, mounts, swap, and two jobs at once.

const MIB = 1 << 20;
const DISK_BYTES = 64 * MIB;
const test = testWith('loop', 'tool:losetup', 'tool:mkfs.ext4', 'tool:mount');
const withUser = testWith('root', 'tool:useradd', 'tool:runuser');

let folder = '';
let image = '';
let disk = '';
const undone: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-names-'));
  chmodSync(folder, 0o755);
  image = join(folder, 'image.iso');
  writeFileSync(image, seededBytes(3 * MIB));
  disk = join(folder, 'disk.img');
  writeFileSync(disk, '');
  truncateSync(disk, DISK_BYTES);
});

afterEach(() => {
  for (const undo of undone.splice(0).reverse()) undo();
  rmSync(folder, { recursive: true, force: true });
});

function must(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', timeout: 20_000 }).trim();
}

/** Attaches a loop device to a file or a device. */
function loopOver(path: string, ...options: string[]): string {
  const loop = must('losetup', '--find', '--show', ...options, path);
  undone.push(detacherOf(loop));
  return loop;
}

function mountAt(device: string, name = 'mounted'): string {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  must('mount', device, at);
  undone.push(() => run('umount', [at]));
  return at;
}

/** A file system in the disk's file, mounted through a loop device of its own. */
function mountedDisk(): { loop: string; at: string } {
  must('mkfs.ext4', '-q', disk);
  const loop = loopOver(disk);
  return { loop, at: mountAt(loop) };
}

const toDevice = (target: string): CliRan =>
  isowright([
    'write',
    image,
    target,
    '--yes',
    '--expect-size',
    String(DISK_BYTES),
    '--test',
    'off',
    '--json',
  ]);
const toFile = (...targets: string[]): CliRan =>
  isowright([
    'write',
    image,
    ...targets,
    '--file-target',
    '--yes',
    '--expect-size',
    String(DISK_BYTES),
    '--json',
  ]);

/** Refused with this exit code, and not one byte of the file changed. */
function expectRefused(write: () => CliRan, status: number, words: RegExp): void {
  const before = readFileSync(disk);
  const ran = write();
  expect([ran.status, Buffer.compare(readFileSync(disk), before)]).toEqual([status, 0]);
  expect(ran.stderr + ran.stdout).toMatch(words);
}

test('a loop device over a file that is mounted through another loop device is no target', () => {
  const { loop } = mountedDisk();
  const second = loopOver(disk);
  expectRefused(() => toDevice(second), 4, new RegExp(`same drive under another name|${loop}`));
  expect(isowright(['devices', '--json']).stdout).toContain('the same drive under another name');
});

test('no name of the file matters: removed, moved, or another one in its place', () => {
  mountedDisk();
  const second = join(folder, 'second-name.img');
  linkSync(disk, second);
  unlinkSync(disk);
  writeFileSync(disk, '');
  truncateSync(disk, DISK_BYTES);
  const other = loopOver(second);
  renameSync(second, join(folder, 'moved.img'));
  expect(toDevice(other).status).toBe(4);
  expect(toFile(join(folder, 'moved.img')).status).toBe(4);
  // The new file of the old name is nothing but a file.
  expect(toFile(disk).status).toBe(0);
});

test('a loop device over a device whose file system is mounted is no target, nor the other way round', () => {
  const { loop, at } = mountedDisk();
  const over = loopOver(loop);
  expectRefused(() => toDevice(over), 4, /another name|in use/);
  must('umount', at);
  mountAt(over, 'again');
  expectRefused(() => toDevice(loop), 4, /mounted/);
});

test('a partition of a loop device over the same file counts', () => {
  run('sfdisk', ['-q', disk], { input: 'label: dos\nstart=2048,size=65536\n' });
  const part = loopOver(disk, '--offset', String(MIB), '--sizelimit', String(32 * MIB));
  must('mkfs.ext4', '-q', part);
  mountAt(part);
  const whole = loopOver(disk);
  expectRefused(() => toDevice(whole), 4, /another name/);
});

test('what somebody holds through another loop device is held, also where no mount of it is to be seen', () => {
  const first = loopOver(disk);
  const second = loopOver(disk);
  const held = openSync(first, constants.O_RDONLY | constants.O_EXCL);
  try {
    expectRefused(() => toDevice(second), 4, /the same drive under another name and in use/);
  } finally {
    closeSync(held);
  }
  expect(toDevice(second).status).toBe(0);
});

test('--file-target: a file that is mounted, or that a loop device stands for, is no target under any name', () => {
  const { at, loop } = mountedDisk();
  const [hard, soft, bound] = [join(folder, 'hard.img'), join(folder, 'soft.img'), join(folder, 'bound.img')];
  linkSync(disk, hard);
  symlinkSync(disk, soft);
  writeFileSync(bound, '');
  must('mount', '--bind', disk, bound);
  undone.push(() => run('umount', [bound]));
  for (const name of [disk, hard, soft, bound]) expectRefused(() => toFile(name), 4, /mounted/);
  must('umount', at);
  for (const name of [disk, hard, soft, bound]) expectRefused(() => toFile(name), 4, /is backed by it/);
  must('losetup', '--detach', loop);
  expect(toFile(soft).status).toBe(0);
});

test('a file with the swap space of this system is no target, and no loop device over it is', () => {
  writeFileSync(disk, new Uint8Array(DISK_BYTES));
  chmodSync(disk, 0o600);
  must('mkswap', disk);
  must('swapon', disk);
  undone.push(() => run('swapoff', [disk]));
  expectRefused(() => toFile(disk), 4, /swap/);
  const loop = run('losetup', ['--find', '--show', '--read-only', disk]).stdout.trim();
  if (loop === '') return;
  undone.push(detacherOf(loop));
  expectRefused(() => toDevice(loop), 4, /swap/);
});

test('one file under two names is not two targets, and not source and target', () => {
  const hard = join(folder, 'hard.img');
  linkSync(disk, hard);
  expectRefused(() => toFile(disk, hard), 2, /are the same file/);
  const plan = {
    v: 1,
    do: 'write',
    source: { kind: 'image', path: image },
    targets: [disk, hard].map((path) => ({ kind: 'file', path, sizeBytes: DISK_BYTES })),
  };
  const planPath = join(folder, 'plan.json');
  writeFileSync(planPath, JSON.stringify(plan));
  expectRefused(() => isowright(['run', planPath, '--json']), 4, /target-busy/);
  const same = { ...plan, source: { kind: 'image', path: hard }, targets: [plan.targets[0]] };
  writeFileSync(planPath, JSON.stringify(same));
  writeFileSync(disk, seededBytes(MIB));
  truncateSync(disk, DISK_BYTES);
  expectRefused(() => isowright(['run', planPath, '--json']), 5, /source-on-target/);
});

test('an image of one target that is overwritten as another one is refused', () => {
  const [first, second] = [disk, join(folder, 'second.img')];
  writeFileSync(first, seededBytes(DISK_BYTES, 3));
  writeFileSync(second, seededBytes(DISK_BYTES, 4));
  const targets = [
    { kind: 'file', path: first, sizeBytes: DISK_BYTES },
    { kind: 'file', path: second, sizeBytes: DISK_BYTES, image: first },
  ];
  const planPath = join(folder, 'plan.json');
  writeFileSync(
    planPath,
    JSON.stringify({ v: 1, do: 'write', source: { kind: 'image', path: image }, targets }),
  );
  expectRefused(() => isowright(['run', planPath, '--json']), 5, /source-on-target/);
});

test('two loop devices over one file are not two targets', () => {
  const [first, second] = [loopOver(disk), loopOver(disk)];
  const plan = {
    v: 1,
    do: 'write',
    test: 'off',
    source: { kind: 'image', path: image },
    targets: [first, second].map((path) => ({ kind: 'drive', path, expect: { sizeBytes: DISK_BYTES } })),
  };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  expectRefused(() => isowright(['run', join(folder, 'plan.json'), '--json']), 4, /target-busy/);
});

test('a loop device over the source is no target, whatever the source is called', () => {
  writeFileSync(disk, seededBytes(DISK_BYTES, 5));
  const [hard, soft] = [join(folder, 'hard.img'), join(folder, 'soft.img')];
  linkSync(disk, hard);
  symlinkSync(disk, soft);
  const loop = loopOver(disk);
  for (const source of [hard, soft]) {
    const words = ['write', source, loop, '--yes', '--expect-size', String(DISK_BYTES), '--json'];
    expectRefused(() => isowright(words), 5, /it is the source|source-on-target|source is on/);
  }
});

test('a second job on the same file is refused, by whatever name and from whatever user; a dead one leaves no lock', async () => {
  const big = join(folder, 'big.iso');
  writeFileSync(big, 'something');
  truncateSync(big, DISK_BYTES);
  const hard = join(folder, 'hard.img');
  linkSync(disk, hard);
  const first = startIsowright([
    'write',
    big,
    disk,
    '--file-target',
    '--yes',
    '--expect-size',
    String(DISK_BYTES),
    '--test',
    'full',
  ]);
  await first.waitFor((event) => event.event === 'phase' && event.phase === 'test');
  const held = run('sh', ['-c', `kill -STOP $(pgrep -P ${first.child.pid})`]);
  expect(held.status).toBe(0);
  const second = toFile(hard);
  expect([second.status, second.done?.report.failure?.code]).toEqual([4, 'target-busy']);
  run('sh', ['-c', `kill -KILL $(pgrep -P ${first.child.pid})`]);
  await first.ended;
  expect(toFile(hard).status).toBe(0);
});

test('who takes the name of a lock keeps jobs away, and is told as that', async () => {
  const { dev, ino } = JSON.parse(must('stat', '-c', '{"dev":"%Hd:%Ld","ino":"%i"}', disk));
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(`\0isowright file ${dev} ${ino}`, resolve));
  const ran = toFile(disk);
  squatter.close();
  expect([ran.status, ran.done?.report.failure?.code]).toEqual([4, 'target-busy']);
});

withUser('an ordinary user is told the same about a file that is mounted', () => {
  if (!has('loop')) return;
  mountedDisk();
  const user = `iw-names-${process.pid}`;
  must('useradd', '--no-create-home', user);
  undone.push(() => run('userdel', [user]));
  const uid = Number(must('id', '-u', user));
  for (const path of [disk, image, folder]) chownSync(path, uid, uid);
  const before = readFileSync(disk);
  const copy = join(folder, 'program');
  mkdirSync(copy);
  must('cp', '-r', 'dist', copy);
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
  must('cp', process.execPath, join(copy, 'node'));
  const words = `'${copy}/node' '${copy}/dist/main.js' write '${image}' '${disk}' --file-target --yes --expect-size ${DISK_BYTES} --json`;
  const ran = run('runuser', ['-u', user, '--', 'sh', '-c', `HOME='${folder}' ${words}`]);
  expect([ran.status, Buffer.compare(readFileSync(disk), before)]).toEqual([4, 0]);
});

test('a loop device that is over one file alone is a target as before', () => {
  const loop = makeLoopDevice(DISK_BYTES);
  try {
    expect(toDevice(loop.path).status).toBe(0);
  } finally {
    loop.remove();
  }
});
