import { spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { DoneFact, JobEvent } from '../../src/engine/contract/events/events.ts';
import { isowright, programPath, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// A viewer that is stopped, dead or deaf must not hold up the job it looks at.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');
const anywhere = testWith('tool:mkfifo');
const bytes = seededBytes(8 * MIB);

let folder = '';
let image = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-viewers-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withSlowDrive(act: (device: FaultyDevice) => Promise<void>): Promise<void> {
  const device = makeFaultyDevice(16 * MIB, { rate: 6_000_000 });
  try {
    await act(device);
    expect(Buffer.compare(device.stored().subarray(0, bytes.length), bytes)).toBe(0);
  } finally {
    device.remove();
  }
}

const writeTo = ({ path, sizeBytes }: FaultyDevice) => [
  'write',
  image,
  path,
  '--yes',
  '--expect-size',
  String(sizeBytes),
];

/** The `done` that the job has written into its own folder. */
async function doneIn(jobFolder: string): Promise<DoneFact> {
  return vi.waitFor(
    () => {
      const lines = readFileSync(join(jobFolder, 'events.ndjson'), 'utf8').trim().split('\n');
      const last = JSON.parse(lines.at(-1) ?? '{}') as JobEvent;
      if (last.event !== 'done') throw new Error('not done yet');
      return last;
    },
    { timeout: 60_000, interval: 100 },
  );
}

async function underWay(job: ReturnType<typeof startIsowright>): Promise<string> {
  const note = await job.waitFor((event) => event.event === 'note' && event.code === 'job-folder');
  await job.waitFor((event) => event.event === 'progress' && (event.writtenBytes ?? 0) > 0);
  return (note.event === 'note' && note.path) || '';
}

test('a viewer that is stopped does not stop the job, and hears the rest when it goes on', () =>
  withSlowDrive(async (device) => {
    const job = startIsowright(writeTo(device));
    const jobFolder = await underWay(job);
    job.child.kill('SIGSTOP');
    device.control({});
    expect(await doneIn(jobFolder)).toMatchObject({ ok: true, outcome: 'done' });
    job.child.kill('SIGCONT');
    const { status, done } = await job.ended;
    expect(status).toBe(0);
    expect(done?.report.targets?.[0]?.state).toBe('proved');
  }));

test('a viewer that is killed does not stop the job', () =>
  withSlowDrive(async (device) => {
    const job = startIsowright(writeTo(device));
    const jobFolder = await underWay(job);
    job.child.kill('SIGKILL');
    device.control({});
    expect(await doneIn(jobFolder)).toMatchObject({ ok: true, outcome: 'done' });
  }));

test('a reader of the output that goes away after the first line stops nothing', () =>
  withSlowDrive(async (device) => {
    const words = [process.execPath, programPath, ...writeTo(device), '--json'].map((word) => `'${word}'`);
    const line = `{ ${words.join(' ')}; echo "exit $?" >&2; } | head -n 1`;
    const { stdout, stderr } = run('bash', ['-c', line], { env: { XDG_STATE_HOME: folder } });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('exit 0');
  }));

anywhere(
  'a job whose events nobody reads, down a pipe that is full, comes to its proved end all the same',
  async () => {
    const target = join(folder, 'drive.img');
    writeFileSync(target, new Uint8Array(16 * MIB));
    const dryRun = isowright([
      'write',
      image,
      target,
      '--file-target',
      '--yes',
      '--expect-size',
      String(16 * MIB),
      '--dry-run',
      '--json',
    ]);
    const { forecast: _, ...plan } = JSON.parse(dryRun.stdout);
    const pipe = fullPipe(join(folder, 'pipe'));
    const state = join(folder, 'deaf');
    const child = spawn(process.execPath, [programPath, '--job-process'], {
      stdio: ['pipe', pipe, 'inherit'],
      env: { ...process.env, XDG_STATE_HOME: state },
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.stdin?.write(
      `${JSON.stringify({ do: 'start', job: '20261122-000000-deaf', dryRun: false, plan })}\n`,
    );
    try {
      const jobs = join(state, 'isowright/jobs');
      const [name = ''] = await vi.waitFor(() => readdirSync(jobs), { timeout: 20_000 });
      const done = await doneIn(join(jobs, name));
      expect(done.report.failure).toBeUndefined();
      expect(done).toMatchObject({ ok: true, outcome: 'done' });
      expect(Buffer.compare(readFileSync(target).subarray(0, bytes.length), bytes)).toBe(0);
      // It gives up telling the pipe, and ends by itself.
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
      closeSync(pipe);
    }
  },
);

/** The writing end of a pipe that takes not one byte more. */
function fullPipe(path: string): number {
  run('mkfifo', [path]);
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const junk = new Uint8Array(4096).fill(10);
  try {
    for (;;) writeSync(both, junk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
  // Opened anew, because a writer must not inherit O_NONBLOCK from us.
  return openSync(path, constants.O_RDWR);
}
