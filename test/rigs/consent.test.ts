import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What a person must agree to: unmounting, and drives that are protected.

const MIB = 1 << 20;
const onLoop = testWith('loop', 'tool:sfdisk', 'tool:partx', 'tool:mkfs.ext4');
const anywhere = testWith();
let folder = '';
let image = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-consent-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, seededBytes(3 * MIB));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withMounted(act: (loop: LoopDevice, at: string) => void): void {
  const loop = makeLoopDevice(64 * MIB);
  const at = mkdtempSync(join(folder, 'mnt-'));
  try {
    run('sfdisk', ['-q', loop.path], { input: 'label: dos\nstart=2048\n' });
    for (const [command, ...args] of [
      ['partx', '-a', loop.path],
      ['mkfs.ext4', '-q', `${loop.path}p1`],
      ['mount', `${loop.path}p1`, at],
    ] as const)
      execFileSync(command, args, { timeout: 20_000, stdio: 'ignore' });
    act(loop, at);
  } finally {
    // Nothing may keep it busy once the command has ended.
    if (readFileSync('/proc/mounts', 'utf8').includes(at))
      expect(run('umount', [at])).toMatchObject({ status: 0 });
    run('partx', ['-d', loop.path]);
    loop.remove();
  }
}

const size = (loop: LoopDevice): string[] => ['--yes', '--expect-size', String(loop.sizeBytes), '--json'];

onLoop('a mounted drive is refused; with --unmount it is unmounted, said so, written and proved', () => {
  withMounted((loop, at) => {
    expect(isowright(['write', image, loop.path, ...size(loop)]).done?.report.failure?.code).toBe(
      'target-mounted',
    );
    const plan = JSON.parse(
      isowright(['write', image, loop.path, ...size(loop), '--unmount', '--dry-run']).stdout,
    );
    expect(plan.targets[0]).toMatchObject({ unmount: true });
    expect(readFileSync('/proc/mounts', 'utf8')).toContain(at);
    const { status, events } = isowright(['write', image, loop.path, ...size(loop), '--unmount']);
    expect(status).toBe(0);
    expect(events).toContainEqual(expect.objectContaining({ event: 'note', code: 'unmounted', path: at }));
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(at);
  });
});

onLoop('a drive in use is not written to: exit 4, with the folder and the program', () => {
  withMounted((loop, at) => {
    mkdirSync(join(at, 'here'));
    const ran = run('sh', [
      '-c',
      `cd "$1/here" && exec "$2" dist/main.js write "$3" ${loop.path} ${size(loop).join(' ')} --unmount`.replace(
        'dist/main.js',
        `'${process.cwd()}/dist/main.js'`,
      ),
      'sh',
      at,
      process.execPath,
      image,
    ]);
    expect(ran.status).toBe(4);
    const done = JSON.parse(ran.stdout.trim().split('\n').at(-1)!);
    expect(done.report.failure).toMatchObject({ code: 'unmount-failed', facts: { mount: at } });
    expect(done.report.failure.facts.holders).toMatch(/\(pid \d+\)/);
    expect(ran.stderr).not.toContain('undefined');
  });
});

anywhere('the drive this system runs from is refused, --unmount or not', () => {
  const { devices } = JSON.parse(isowright(['devices', '--json']).stdout) as {
    devices: { path: string; sizeBytes: number; refusals: { code: string }[] }[];
  };
  const drive = devices.find(({ refusals }) => refusals.some(({ code }) => code === 'system-drive'));
  // A container without block devices has none.
  if (!drive) return;
  const args = ['--yes', '--expect-size', String(drive.sizeBytes), '--json', '--unmount', '--dry-run'];
  const { status, done } = isowright(['write', image, drive.path, ...args]);
  expect([status, done?.report.failure?.code]).toEqual([5, 'target-system']);
});

anywhere('serials are protected, listed and let go by config never-touch', () => {
  const env = { XDG_CONFIG_HOME: join(folder, 'config') };
  const config = (...args: string[]) => isowright(['config', 'never-touch', ...args], { env });
  expect(config('list').stdout).toBe('No drive is protected.\n');
  expect(config('add', 'WD-1234').stdout).toContain('WD-1234 is protected');
  expect(config('add', 'WD-1234').stdout).toContain('was already protected');
  expect(JSON.parse(config('list', '--json').stdout)).toEqual({ neverTouch: ['WD-1234'] });
  expect([config('remove', 'WD-1234').status, config('remove', 'WD-1234').status]).toEqual([0, 2]);
  expect(config('add', '/dev/no-such-drive').status).toBe(4);
  writeFileSync(join(folder, 'config/isowright/never-touch.json'), 'nonsense');
  expect(config('list').status).toBe(5);
});

onLoop('a drive without a serial cannot be protected, and a broken list stops every write to a drive', () => {
  const loop = makeLoopDevice(16 * MIB);
  const env = { XDG_CONFIG_HOME: join(folder, 'broken') };
  try {
    expect(isowright(['config', 'never-touch', 'add', loop.path], { env }).stderr).toMatch(
      /no serial number/,
    );
    mkdirSync(join(folder, 'broken/isowright'), { recursive: true });
    writeFileSync(join(folder, 'broken/isowright/never-touch.json'), '{');
    const { status, done } = isowright(['write', image, loop.path, ...size(loop)], { env });
    expect([status, done?.report.failure?.code]).toEqual([5, 'never-touch-unreadable']);
  } finally {
    loop.remove();
  }
});
