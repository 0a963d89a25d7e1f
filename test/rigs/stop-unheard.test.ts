import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { type CliProcess, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';

// The real program, with a job process that stands still.

const room = temporaryFolder();
const IMAGE_BYTES = 96 << 20;

const image = join(room, 'image.img');
const bytes = seededBytes(IMAGE_BYTES);
beforeAll(() => writeFileSync(image, bytes));

/** A write to a file that stands in for a drive; its job process stands still. */
async function stoodStill(name: string): Promise<{ write: CliProcess; job: string; drive: string }> {
  const drive = join(room, name);
  writeFileSync(drive, '');
  truncateSync(drive, IMAGE_BYTES);
  const identity = ['--yes', '--expect-size', String(IMAGE_BYTES)];
  const write = startIsowright(['write', image, drive, '--file-target', ...identity]);
  const { job } = await write.waitFor((event) => event.event === 'phase');
  const children = execFileSync('pgrep', ['-P', String(write.child.pid)], { encoding: 'utf8' });
  for (const pid of children.trim().split('\n')) process.kill(Number(pid), 'SIGSTOP');
  return { write, job, drive };
}

test('a job that does not hear Ctrl-C is ended, its state is said, and resume goes on with it', async () => {
  const { write, job, drive } = await stoodStill('drive.img');
  write.child.kill('SIGINT');
  const { status, done } = await write.ended;
  expect([status, done?.report.failure]).toEqual([
    130,
    { code: 'stop-unheard', facts: { job, silentMs: 15_000 } },
  ]);
  expect(isowright(['jobs', '--json']).stdout).toContain('"interrupted"');
  expect(isowright(['resume', job, '--json'])).toMatchObject({ status: 0 });
  expect(Buffer.compare(readFileSync(drive), bytes)).toBe(0);
}, 120_000);

test('a viewer that came later ends it too', async () => {
  const { write, job } = await stoodStill('other.img');
  const { status, stderr } = isowright(['attach', job, '--stop']);
  expect([status, stderr]).toEqual([
    3,
    expect.stringContaining(`To continue from there: isowright resume ${job}`),
  ]);
  expect((await write.ended).done?.report.failure?.code).toBe('job-died');
  expect(isowright(['resume', job, '--json'])).toMatchObject({ status: 0 });
}, 120_000);
