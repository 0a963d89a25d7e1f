import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { type CliProcess, isowright, programPath, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';

// Jobs outlive their viewers and their own death: attach, resume.

const MIB = 1 << 20;
const DEVICE_BYTES = 64 * MIB;
const IMAGE_BYTES = 40 * MIB + 2048;
const test = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');

let folder = '';
let image = '';
const bytes = seededBytes(IMAGE_BYTES);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-jobs-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface SlowDrive {
  readonly id: string;
  readonly path: string;
}

function slowDrive(name: string): SlowDrive {
  const id = `t${process.pid}-${name}`;
  return { id, path: rig('faulty.sh', 'up', id, String(DEVICE_BYTES), '{"rate":12000000}') };
}

/** A drive of 12 MB/s, and a write to it that is under way. */
async function withSlowWrite(
  name: string,
  act: (drive: SlowDrive, write: CliProcess) => Promise<void>,
): Promise<void> {
  const { id, path } = slowDrive(name);
  try {
    await act(
      { id, path },
      startIsowright(['write', image, path, '--yes', '--expect-size', String(DEVICE_BYTES)]),
    );
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
}

const stored = ({ id }: SlowDrive): Buffer =>
  readFileSync(rig('faulty.sh', 'image', id)).subarray(0, IMAGE_BYTES);

function killJob({ child }: CliProcess): void {
  const jobs = execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8', timeout: 10_000 });
  for (const pid of jobs.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
}

test('a job that was killed is resumed where it was safe, and ends proved', async () => {
  await withSlowWrite('resume', async (drive, write) => {
    const event = await write.waitFor(
      (seen) => seen.event === 'progress' && (seen.safeToByte ?? 0) > 8 * MIB,
    );
    killJob(write);
    await write.ended;
    expect(isowright(['jobs', '--json']).stdout).toContain('"interrupted"');
    expect(
      stored(drive)
        .subarray(0, 512)
        .every((byte) => byte === 0),
    ).toBe(true);
    const writesBefore = writesOf(drive).length;
    const { status, done } = isowright(['resume', event.job, '--json']);
    expect(status).toBe(0);
    expect(done?.report.targets?.[0]).toMatchObject({
      ok: true,
      state: 'proved',
      verifiedBytes: IMAGE_BYTES,
    });
    expect(Buffer.compare(stored(drive), bytes)).toBe(0);
    const places = writesOf(drive).slice(writesBefore);
    // The head is wiped again and written last; nothing else before the safe place.
    expect(places.filter((atByte) => atByte >= MIB && atByte < 8 * MIB)).toEqual([]);
  });
});

/** Places of the writes that reached the device. */
function writesOf({ id }: SlowDrive): number[] {
  const log = rig('faulty.sh', 'log', id).split('\n');
  return log.filter((line) => line.startsWith('w ')).map((line) => Number(line.split(' ')[1]));
}

test('a resumed job does not go on with another drive in the place of the first', async () => {
  await withSlowWrite('swapped', async (drive, write) => {
    const event = await write.waitFor((seen) => seen.event === 'progress' && (seen.writtenBytes ?? 0) > MIB);
    killJob(write);
    await write.ended;
    rig('faulty.sh', 'ctl', drive.id, '{}');
    rig('faulty.sh', 'down', drive.id);
    rig('faulty.sh', 'up', drive.id, String(DEVICE_BYTES), '{}');
    const { status, done } = isowright(['resume', event.job, '--json']);
    expect(status).toBe(5);
    expect(done?.report.failure).toMatchObject({
      code: 'drive-not-recognized',
      facts: { isThere: true, anew: ['write', image, 'DRIVE'] },
    });
    expect(writesOf(drive)).toEqual([]);
  });
});

test('what came from standard input goes on when the same image is piped in again', async () => {
  const { id, path } = slowDrive('piped');
  try {
    const words = [
      'write',
      '-',
      path,
      '--yes',
      '--expect-size',
      String(DEVICE_BYTES),
      '--test',
      'off',
      '--json',
    ];
    const write = spawn(process.execPath, [programPath, ...words], {
      env: { ...process.env, XDG_STATE_HOME: folder },
    });
    let said = '';
    write.stdout.on('data', (text) => {
      said += text;
    });
    createReadStream(image)
      .pipe(write.stdin)
      .on('error', () => undefined);
    const safe = await vi.waitFor(
      () => {
        const line = said.split('\n').find((text) => /"safeToByte":\d{7}/.test(text));
        if (!line) throw new Error('nothing is safe yet');
        return JSON.parse(line) as { job: string };
      },
      { timeout: 30_000, interval: 50 },
    );
    for (const pid of execFileSync('pgrep', ['-P', String(write.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n'))
      process.kill(Number(pid), 'SIGKILL');
    rig('faulty.sh', 'ctl', id, '{}');
    const again = (input: number) =>
      spawnSync(process.execPath, [programPath, 'resume', safe.job, '--json'], {
        env: { ...process.env, XDG_STATE_HOME: folder },
        encoding: 'utf8',
        timeout: 60_000,
        stdio: [input, 'pipe', 'pipe'],
      });
    const fd = openSync(image, 'r');
    const { status, stderr } = again(fd);
    closeSync(fd);
    expect([status, stderr]).toEqual([0, '']);
    expect(Buffer.compare(stored({ id, path }), bytes)).toBe(0);
  } finally {
    rig('faulty.sh', 'down', id);
  }
});

test('an image that was being made when its job was killed is made when it goes on', async () => {
  const tree = join(folder, 'tree');
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, 'large'), '');
  truncateSync(join(tree, 'large'), 1024 * MIB);
  writeFileSync(join(tree, 'small'), bytes.subarray(0, MIB));
  const out = join(folder, 'made.iso');
  const make = startIsowright(['make', tree, '-o', out]);
  const { job } = await make.waitFor((seen) => seen.event === 'progress' && (seen.readBytes ?? 0) > MIB);
  killJob(make);
  await make.ended;
  expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(true);
  expect(isowright(['resume', job, '--json']).status).toBe(0);
  expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false);
  expect(run('sha256sum', ['-c', `${out}.sha256`], { cwd: folder }).status).toBe(0);
});

test('a comparison cannot go on, and the command that starts it anew is said', async () => {
  const other = join(folder, 'compared.img');
  writeFileSync(other, new Uint8Array(IMAGE_BYTES));
  const { status, events } = isowright(['verify', image, other, '--json']);
  expect(status).toBe(6);
  const { stderr } = isowright(['resume', events[0]?.job ?? '']);
  expect(stderr).toContain(`Start it again: isowright verify ${image} ${other}`);
});

test('what is done cannot be resumed, and what does not exist neither', async () => {
  const target = join(folder, 'virtual.img');
  writeFileSync(target, new Uint8Array(DEVICE_BYTES));
  const written = isowright([
    'write',
    image,
    target,
    '--file-target',
    '--yes',
    '--expect-size',
    String(DEVICE_BYTES),
    '--json',
  ]);
  expect(written.status).toBe(0);
  const job = written.events[0]?.job ?? '';
  expect(isowright(['resume', job, '--json']).done?.report.failure?.code).toBe('job-not-resumable');
  expect(isowright(['resume', '../../etc', '--json']).done?.report.failure?.code).toBe('job-missing');
  expect(isowright(['resume', '20200101-000000-aaaa', '--json']).status).toBe(2);
  expect(isowright(['attach', job, '--json']).done).toMatchObject({ ok: true, outcome: 'done' });
});

test('two more viewers see a running job from its first event to its last; leaving does not stop it', async () => {
  await withSlowWrite('attach', async ({ id }, write) => {
    const { job } = await write.waitFor(
      (seen) => seen.event === 'progress' && (seen.writtenBytes ?? 0) > MIB,
    );
    // Slow enough that three more programs can start meanwhile.
    rig('faulty.sh', 'ctl', id, '{"rate":1000000}');
    const viewers = [startIsowright(['attach', job]), startIsowright(['attach'])];
    const leaver = startIsowright(['attach', job]);
    await leaver.waitFor((seen) => seen.event === 'progress');
    leaver.child.kill('SIGINT');
    expect((await leaver.ended).status).toBe(130);
    for (const viewer of viewers) await viewer.waitFor((seen) => seen.event === 'progress');
    rig('faulty.sh', 'ctl', id, '{}');
    for (const { ended } of [write, ...viewers]) {
      const { status, events } = await ended;
      expect(status).toBe(0);
      expect(events.map(({ event }) => event)).toContain('plan');
      expect(events.at(-1)).toMatchObject({ event: 'done', ok: true });
    }
  });
});

test('a job that was stopped by a person can be resumed', async () => {
  await withSlowWrite('stopped', async (drive, write) => {
    await write.waitFor((seen) => seen.event === 'progress' && (seen.writtenBytes ?? 0) > MIB);
    write.child.kill('SIGINT');
    const { status, done } = await write.ended;
    expect(status).toBe(130);
    expect(done?.report.targets?.[0]?.state).toBe('unfinished');
    const { job } = done as unknown as { job: string };
    rig('faulty.sh', 'ctl', drive.id, '{}');
    expect(isowright(['resume', job, '--json']).status).toBe(0);
    expect(Buffer.compare(stored(drive), bytes)).toBe(0);
  });
});
