import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { deviceNumberText, fileKey } from '../../src/engine/contract/ports/device-number.ts';
import { lockFiles } from '../../src/engine/host/trust/file-lock.ts';
import { type CliRan, isowright, programPath } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What people who had not seen the code broke, by the program itself.

const MIB = 1 << 20;
const NOBODY = 65534;
const anywhere = testWith();
const asRoot = testWith('root');
const onLoop = testWith('loop');

let folder = '';
let image = '';
let names = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-fresh-'));
  chmodSync(folder, 0o755);
  image = join(folder, 'image.img');
  writeFileSync(image, seededBytes(3 * MIB));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function drive(): string {
  const path = join(folder, `drive-${names++}`);
  writeFileSync(path, new Uint8Array(5 * MIB).fill(79));
  return path;
}

function tree(): string {
  const path = join(folder, `tree-${names++}`);
  mkdirSync(path);
  writeFileSync(join(path, 'a'), 'a file');
  return path;
}

const write = (path: string, ...more: string[]) =>
  isowright(['write', image, path, '--file-target', '--yes', '--expect-size', `${5 * MIB}`, ...more]);

const jobOf = ({ events: [first] }: CliRan): string => first?.job ?? '';

const beginning = (path: string): Buffer => readFileSync(path).subarray(0, 3 * MIB);

anywhere('--delta with a change in the first MiB alone leaves no zeros there, and blames no drive', () => {
  const path = drive();
  expect(write(path).status).toBe(0);
  const before = readFileSync(image);
  writeFileSync(image, before.with(100_000, 255 - (before[100_000] ?? 0)));
  const { status, events } = write(path, '--delta', '--no-verify', '--json');
  expect(status).toBe(0);
  expect(Buffer.compare(beginning(path), readFileSync(image))).toBe(0);
  expect(events.some((event) => event.event === 'note' && event.code === 'repaired')).toBe(false);
});

anywhere(
  'a report or a log over the target, the source or each other is refused before the first byte',
  () => {
    const path = drive();
    for (const more of [
      ['--report', path],
      ['--log', path],
      ['--report', image],
      ['--report', join(folder, 'one'), '--log', join(folder, 'one')],
    ])
      expect([more, write(path, ...more).status]).toEqual([more, 2]);
    expect(readFileSync(path).every((byte) => byte === 79)).toBe(true);
    expect(readFileSync(image).length).toBe(3 * MIB);
  },
);

onLoop('a report into a drive nobody named is refused', () => {
  const device = makeLoopDevice(4 * MIB);
  try {
    expect(write(drive(), '--report', device.path).status).toBe(2);
    expect(readFileSync(device.path).every((byte) => byte === 0)).toBe(true);
  } finally {
    device.remove();
  }
});

anywhere('a relative report comes to lie where the person is, also for root', () => {
  const cwd = tree();
  const args = ['write', image, drive(), '--file-target', '--yes', '--expect-size', `${5 * MIB}`];
  expect(isowright([...args, '--report', 'told-here.json'], { cwd }).status).toBe(0);
  expect(existsSync(join(cwd, 'told-here.json'))).toBe(true);
  expect(existsSync('/told-here.json')).toBe(false);
});

onLoop('make --force replaces no device node: it says what writes to drives', () => {
  const device = makeLoopDevice(4 * MIB);
  try {
    const { status, stderr, stdout } = isowright(['make', tree(), '-o', device.path, '--force']);
    expect(status).toBe(2);
    expect(stderr + stdout).toContain('isowright write');
    expect(lstatSync(device.path).isBlockDevice()).toBe(true);
  } finally {
    device.remove();
  }
});

anywhere('make --force replaces no file of the folder that it reads', () => {
  const source = tree();
  const { done } = isowright(['make', source, '-o', join(source, 'a'), '--force', '--json']);
  expect([done?.exitCode, done?.report.failure?.code]).toEqual([5, 'source-on-target']);
  expect(readFileSync(join(source, 'a'), 'utf8')).toBe('a file');
});

anywhere('make --force replaces no file that another job writes to', async () => {
  const path = drive();
  const { dev, ino } = statSync(path, { bigint: true });
  // As a job holds the file that it writes to.
  const release = await lockFiles(path, [fileKey(deviceNumberText(Number(dev)), ino)]);
  const make = () => isowright(['make', tree(), '-o', path, '--force', '--json']).done;
  expect(make()?.report.failure?.code).toBe('target-busy');
  expect(readFileSync(path).every((byte) => byte === 79)).toBe(true);
  await release();
  expect(make()?.ok).toBe(true);
});

anywhere('a note of undo that lost its content is not believed', () => {
  const path = drive();
  const state = mkdtempSync(join(folder, 'state-'));
  const env = { XDG_STATE_HOME: state };
  const args = ['write', image, path, '--file-target', '--yes', '--expect-size', `${5 * MIB}`, '--json'];
  const job = jobOf(isowright(args, { env }));
  const at = join(state, 'isowright/jobs', job);
  for (const name of readdirSync(at).filter((one) => one.endsWith('.touched'))) truncateSync(join(at, name));
  const before = readFileSync(path);
  expect(isowright(['undo', job, '--yes'], { env }).status).toBe(5);
  expect(Buffer.compare(readFileSync(path), before)).toBe(0);
});

anywhere('what undo kept and was damaged is said as that, and nothing is written', () => {
  const path = drive();
  const state = mkdtempSync(join(folder, 'state-'));
  const env = { XDG_STATE_HOME: state };
  const args = ['write', image, path, '--file-target', '--yes', '--expect-size', `${5 * MIB}`, '--json'];
  const job = jobOf(isowright(args, { env }));
  const at = join(state, 'isowright/jobs', job);
  for (const name of readdirSync(at).filter((one) => /^undo.*\.bin$/.test(one))) {
    const kept = readFileSync(join(at, name));
    writeFileSync(join(at, name), kept.with(7, 1 + (kept[7] ?? 0)));
  }
  const before = readFileSync(path);
  const { done } = isowright(['undo', job, '--yes', '--partly', '--json'], { env });
  expect(done?.report.failure?.code).toBe('undo-missing');
  expect(Buffer.compare(readFileSync(path), before)).toBe(0);
});

anywhere('a pipe in the place of a file of a job keeps nobody waiting', () => {
  const state = mkdtempSync(join(folder, 'state-'));
  const env = { XDG_STATE_HOME: state };
  const args = ['make', tree(), '-o', join(folder, `piped-${names++}.iso`), '--json'];
  const job = jobOf(isowright(args, { env }));
  const at = join(state, 'isowright/jobs', job);
  for (const name of ['journal.ndjson', 'events.ndjson', 'process.json', 'plan.json']) {
    rmSync(join(at, name), { force: true });
    run('mkfifo', [join(at, name)]);
    for (const command of [['jobs'], ['resume', job], ['attach', job]]) {
      const ran = run('timeout', ['20', process.execPath, programPath, ...command], { env });
      expect([name, command[0], ran.status === 124]).toEqual([name, command[0], false]);
    }
  }
});

anywhere('a state folder where the kernel takes no folders is passed over', () => {
  const path = drive();
  const args = ['write', image, path, '--file-target', '--yes', '--expect-size', `${5 * MIB}`, '--quiet'];
  const ran = run('timeout', ['60', process.execPath, programPath, ...args], {
    env: { XDG_STATE_HOME: '/proc/1' },
  });
  expect(ran.status).toBe(0);
});

anywhere('in a folder that is gone, whole paths work and others are refused in words', () => {
  const gone = join(folder, 'gone');
  const line = (words: string): string =>
    `mkdir '${gone}'; cd '${gone}'; rmdir '${gone}'; '${process.execPath}' '${programPath}' ${words}`;
  const jobs = run('sh', ['-c', line('jobs')]);
  expect([jobs.status, jobs.stderr.includes('at ')]).toEqual([0, false]);
  const make = run('sh', ['-c', line('make here -o out.iso')]);
  expect(make.status).toBe(2);
  expect(make.stderr).toContain('give the whole path');
  if (existsSync(gone)) rmdirSync(gone);
});

asRoot('root takes files out to no folder that somebody else’s link leads to', () => {
  const packed = join(folder, `packed-${names++}.iso`);
  expect(isowright(['make', tree(), '-o', packed, '--quiet']).status).toBe(0);
  const theirs = tree();
  const precious = tree();
  lchownSync(theirs, NOBODY, NOBODY);
  symlinkSync(precious, join(theirs, 'link'));
  lchownSync(join(theirs, 'link'), NOBODY, NOBODY);
  for (const into of ['link', 'link/below'])
    expect(isowright(['extract', packed, '-C', join(theirs, into)]).status).toBe(5);
  expect(readdirSync(precious)).toEqual(['a']);
});

anywhere('an address where a file is wanted is refused, and nothing of it repeated or kept', () => {
  const secret = 'http://ann:SECRETPW@example.invalid/a.img?token=SECRETQ';
  const state = mkdtempSync(join(folder, 'state-'));
  for (const words of [
    ['ls', secret],
    ['extract', secret, '-C', folder],
    ['run', secret],
    ['write', image, secret, '--file-target', '--yes', '--expect-size', '1'],
    ['make', tree(), '-o', secret],
    ['make', tree(), '-o', join(folder, 'x.iso'), '--boot-from', secret],
    ['write', 'https:/ann:SECRETPW@example.invalid/a.img', drive(), '--file-target', '--yes'],
  ]) {
    const { status, stdout, stderr } = isowright(words, { env: { XDG_STATE_HOME: state } });
    expect([words[0], status]).toEqual([words[0], 2]);
    expect(stdout + stderr).not.toMatch(/SECRET/);
  }
  expect(run('grep', ['-r', 'SECRET', state]).stdout).toBe('');
});

anywhere('a plan nested without end is no plan, and one wrong everywhere is said in few words', () => {
  const deep = join(folder, 'deep.json');
  writeFileSync(deep, `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`);
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ v: 1, do: 'write', targets: new Array(30_000).fill({}) }));
  for (const path of [deep, wrong]) {
    const { status, stderr } = isowright(['run', path]);
    expect(status).toBe(2);
    expect(stderr.length).toBeLessThan(3000);
    expect(stderr).not.toMatch(/RangeError|inside isowright/);
  }
});
