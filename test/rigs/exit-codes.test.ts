import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JobEvent } from '../../src/engine/contract/events/events.ts';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { rig, testWith } from '../fakes/rigs.ts';

// Every exit code of the command line contract, each from a real cause.

const MIB = 1 << 20;
const onLoop = testWith('loop', 'tool:sfdisk', 'tool:partx');
const onFaulty = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');
const anywhere = testWith();

let folder = '';
let image = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-exit-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, seededBytes(9 * MIB));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function virtualDrive(name: string, sizeBytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}

function writeToFile(target: string, ...more: string[]) {
  return isowright(['write', image, target, '--file-target', '--yes', '--json', ...more]);
}

anywhere('exit 0: written and proved', () => {
  const { status, done, events } = writeToFile(
    virtualDrive('good.img', 16 * MIB),
    '--expect-size',
    String(16 * MIB),
  );
  expect(status).toBe(0);
  expect(done).toMatchObject({ ok: true, exitCode: 0, outcome: 'done' });
  expect(events.filter(({ event }) => event === 'done')).toHaveLength(1);
  expect(events.at(-1)?.event).toBe('done');
  expect(events.every(({ v, at, job }) => v === 1 && !Number.isNaN(Date.parse(at)) && job !== '')).toBe(true);
});

anywhere('exit 2: a wrong command line, and a question without a terminal', () => {
  expect(isowright([]).status).toBe(2);
  expect(isowright([]).stderr).toMatch(/devices, make, read, write, verify, .*run, practice/);
  expect(isowright(['nonsense']).status).toBe(2);
  expect(isowright(['make', folder]).status).toBe(2);
  const target = virtualDrive('asked.img', 16 * MIB);
  expect(isowright(['write', image, target, '--file-target']).stderr).toContain('--yes');
  expect(writeToFile(target).status).toBe(2);
});

onLoop('exit 4: a loop device with a mounted partition, named with its mount', () => {
  const loop = makeLoopDevice(64 * MIB);
  const mountPoint = join(folder, 'mnt');
  mkdirSync(mountPoint);
  try {
    execFileSync('sfdisk', [loop.path], {
      input: 'label: dos\n,,83\n',
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: 20_000,
    });
    execFileSync('partx', ['-a', loop.path], { stdio: 'ignore', timeout: 20_000 });
    execFileSync('mkfs.ext4', ['-q', `${loop.path}p1`], { timeout: 20_000 });
    execFileSync('mount', [`${loop.path}p1`, mountPoint], { timeout: 20_000 });
    const { status, done } = isowright([
      'write',
      image,
      loop.path,
      '--yes',
      '--expect-size',
      String(loop.sizeBytes),
      '--json',
    ]);
    expect(status).toBe(4);
    expect(done?.report.failure).toMatchObject({ code: 'target-mounted', facts: { mounts: [mountPoint] } });
  } finally {
    execFileSync('umount', [mountPoint], { timeout: 20_000 });
    execFileSync('partx', ['-d', loop.path], { timeout: 20_000 });
    loop.remove();
  }
});

onLoop('exit 4: a read-only drive, a missing drive', () => {
  const loop = makeLoopDevice(16 * MIB, { readOnly: true });
  try {
    const { status, done } = isowright([
      'write',
      image,
      loop.path,
      '--yes',
      '--expect-size',
      String(loop.sizeBytes),
      '--json',
    ]);
    expect([status, done?.report.failure?.code]).toEqual([4, 'target-read-only']);
  } finally {
    loop.remove();
  }
  const { status, done } = isowright([
    'write',
    image,
    '/dev/no-such-drive',
    '--yes',
    '--expect-size',
    '1',
    '--json',
  ]);
  expect([status, done?.report.failure?.code]).toEqual([4, 'target-missing']);
});

onLoop('exit 5: not the size or the serial that was expected', () => {
  const loop = makeLoopDevice(16 * MIB);
  try {
    for (const identity of [
      ['--expect-size', '1'],
      ['--expect-serial', 'NOT-THIS-ONE'],
    ]) {
      const { status, done } = isowright(['write', image, loop.path, '--yes', ...identity, '--json']);
      expect([status, done?.report.failure?.code]).toEqual([5, 'identity-mismatch']);
    }
  } finally {
    loop.remove();
  }
  const { status } = writeToFile(virtualDrive('other-size.img', 16 * MIB), '--expect-size', '17');
  expect(status).toBe(5);
});

anywhere('exit 5: the drive this system runs from', () => {
  const system = JSON.parse(isowright(['devices', '--json']).stdout) as {
    devices: { path: string; sizeBytes: number; refusals: { code: string }[] }[];
  };
  const drive = system.devices.find(({ refusals }) => refusals.some(({ code }) => code === 'system-drive'));
  // A container without block devices has none.
  if (!drive) return;
  const { status, done } = isowright([
    'write',
    image,
    drive.path,
    '--yes',
    '--expect-size',
    String(drive.sizeBytes),
    '--json',
  ]);
  expect([status, done?.report.failure?.code]).toEqual([5, 'target-system']);
});

anywhere('exit 5: a file is not written onto itself, not even by another name', () => {
  const itself = join(folder, 'itself.img');
  writeFileSync(itself, seededBytes(4 * MIB));
  const before = readFileSync(itself);
  const linked = join(folder, 'other-name.img');
  linkSync(itself, linked);
  for (const target of [itself, linked]) {
    const { status, done } = isowright([
      'write',
      itself,
      target,
      '--file-target',
      '--yes',
      '--expect-size',
      String(4 * MIB),
      '--json',
    ]);
    expect([status, done?.report.failure?.code]).toEqual([5, 'source-on-target']);
  }
  expect(Buffer.compare(readFileSync(itself), before)).toBe(0);
});

anywhere(
  'exit 7: a source that is missing, empty, compressed, a web page, or not what its checksum says',
  () => {
    const target = virtualDrive('unused.img', 16 * MIB);
    const sources: [string, string | Uint8Array | undefined, string][] = [
      ['missing.iso', undefined, 'source-missing'],
      ['empty.iso', '', 'source-not-an-image'],
      ['packed.iso', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'source-truncated'],
      ['archive.iso', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'source-not-an-image'],
      ['page.iso', '<!DOCTYPE html><title>404</title>', 'source-not-an-image'],
    ];
    for (const [name, content, code] of sources) {
      const path = join(folder, name);
      if (content !== undefined) writeFileSync(path, content);
      const { status, done } = isowright([
        'write',
        path,
        target,
        '--file-target',
        '--yes',
        '--expect-size',
        String(16 * MIB),
        '--json',
      ]);
      expect([name, status, done?.report.failure?.code]).toEqual([name, 7, code]);
    }
  },
);

anywhere('exit 7: a wrong checksum beside the image leaves the drive without its head', () => {
  const bad = join(folder, 'bad-sum.iso');
  writeFileSync(bad, seededBytes(3 * MIB));
  writeFileSync(`${bad}.sha256`, `${'0'.repeat(64)} *bad-sum.iso\n`);
  const target = virtualDrive('headless.img', 16 * MIB);
  const { status, done } = isowright([
    'write',
    bad,
    target,
    '--file-target',
    '--yes',
    '--expect-size',
    String(16 * MIB),
    '--json',
  ]);
  expect([status, done?.report.failure?.code]).toEqual([7, 'checksum-wrong']);
  expect(done?.report.targets?.[0]?.state).toBe('unfinished');
  expect(isowright(['verify', bad, '--json']).status).toBe(7);
});

anywhere('exit 8: a target that is too small is not touched', () => {
  const target = virtualDrive('small.img', 4 * MIB);
  const { status, done } = writeToFile(target, '--expect-size', String(4 * MIB));
  expect(status).toBe(8);
  expect(done?.report.failure).toMatchObject({
    code: 'target-too-small',
    facts: { needBytes: 9 * MIB, haveBytes: 4 * MIB },
  });
});

/** A device of 2 MB/s with a write under way, for something to happen to. */
async function whileWriting(name: string, act: (job: ReturnType<typeof startIsowright>) => void) {
  const id = `t${process.pid}-${name}`;
  const device = rig('faulty.sh', 'up', id, String(16 * MIB), '{"rate":2000000}');
  try {
    const job = startIsowright(['write', image, device, '--yes', '--expect-size', String(16 * MIB)]);
    await job.waitFor((seen) => seen.event === 'progress' && (seen.writtenBytes ?? 0) > MIB);
    act(job);
    return await job.ended;
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  onFaulty(`exit ${code}: ${signal} stops the job, and the state of the target is said`, async () => {
    const { status, done } = await whileWriting(signal.toLowerCase(), ({ child }) => child.kill(signal));
    expect(status).toBe(code);
    expect(done).toMatchObject({ ok: false, outcome: 'stopped' });
    expect(done?.report.targets?.[0]).toMatchObject({ ok: false, state: 'unfinished' });
  });
}

onFaulty('exit 129: a hang-up ends the viewer, and the job goes on to its proved end', async () => {
  const id = `t${process.pid}-sighup`;
  const device = rig('faulty.sh', 'up', id, String(16 * MIB), '{"rate":2000000}');
  try {
    const job = startIsowright(['write', image, device, '--yes', '--expect-size', String(16 * MIB)]);
    await job.waitFor((seen) => seen.event === 'progress' && (seen.writtenBytes ?? 0) > MIB);
    job.child.kill('SIGHUP');
    const { status, events } = await job.ended;
    expect(status).toBe(129);
    rig('faulty.sh', 'ctl', id, '{}');
    const done = await lastWord(
      events.find((event) => event.event === 'note' && event.code === 'job-folder'),
    );
    expect(done).toMatchObject({ ok: true, outcome: 'done' });
    const stored = readFileSync(rig('faulty.sh', 'image', id)).subarray(0, 9 * MIB);
    expect(Buffer.compare(stored, readFileSync(image))).toBe(0);
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
});

/** The `done` that a job without a viewer leaves in its folder. */
async function lastWord(note: JobEvent | undefined): Promise<JobEvent | undefined> {
  const path = note?.event === 'note' ? note.path : undefined;
  for (let tries = 0; tries < 300; tries++) {
    const lines = readFileSync(join(path ?? '', 'events.ndjson'), 'utf8')
      .trim()
      .split('\n');
    const last = JSON.parse(lines.at(-1) ?? '{}') as JobEvent;
    if (last.event === 'done') return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

onFaulty('exit 1: a job process that is killed is reported as dead, not as done', async () => {
  const { status, done } = await whileWriting('killed', ({ child }) => {
    const jobs = execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8', timeout: 10_000 })
      .trim()
      .split('\n');
    for (const pid of jobs) process.kill(Number(pid), 'SIGKILL');
  });
  expect(status).toBe(1);
  expect(done?.report.failure?.code).toBe('job-died');
});
