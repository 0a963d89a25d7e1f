import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CliProcess, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, testWith } from '../fakes/rigs.ts';

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

/** A drive of 12 MB/s, and a write to it that is under way. */
async function withSlowWrite(
  name: string,
  act: (drive: SlowDrive, write: CliProcess) => Promise<void>,
): Promise<void> {
  const id = `t${process.pid}-${name}`;
  const path = rig('faulty.sh', 'up', id, String(DEVICE_BYTES), '{"rate":12000000}');
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
    expect(done?.report.failure?.code).toBe('identity-mismatch');
    expect(writesOf(drive)).toEqual([]);
  });
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
