import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright, programPath } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';

// A drive that a job writes is nobody else's: the list says whose, and who asks for it is led to that job.

const MIB = 1 << 20;
const BYTES = 16 * MIB;
const known = ['--yes', '--expect-size', String(BYTES)];

let folder = '';
let writer: ChildProcess | undefined;
const at = (name: string): string => join(folder, name);
const env = (): Record<string, string> => ({ XDG_STATE_HOME: at('state') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-two-'));
  mkdirSync(at('state'), { mode: 0o700 });
  writeFileSync(at('drive.img'), new Uint8Array(BYTES));
  writeFileSync(at('a.img'), seededBytes(MIB));
});
afterEach(async () => {
  const ended = new Promise((resolve) => writer?.once('close', resolve));
  writer?.stdin?.end();
  if (writer?.exitCode === null) await ended;
  rmSync(folder, { recursive: true, force: true });
});

/** A job in the middle of its write: what it writes comes from a pipe that stays open. Its id. */
async function writing(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [programPath, 'write', '-', ...args, '--test', 'off', '--json'], {
    env: { ...process.env, ...env() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  writer = child;
  child.stdin.write(seededBytes(4 * MIB));
  let text = '';
  return new Promise((resolve) => {
    child.stdout.on('data', (more: Buffer) => {
      text += more;
      const [, job] = /"job":"([^"]+)".*"phase":"write"/.exec(text) ?? [];
      if (job) resolve(job);
    });
  });
}

testWith()('a second writer on the same file is refused, names the job, and offers attach', async () => {
  const job = await writing([at('drive.img'), '--file-target', ...known]);
  const args = ['write', at('a.img'), at('drive.img'), '--file-target', ...known];
  const { status, stderr } = isowright(args, { env: env() });
  expect([status, stderr], stderr).toEqual([4, expect.stringContaining(`isowright attach ${job}`)]);
  expect(stderr).toMatch(/isowright is writing it/);
  const { done } = isowright([...args, '--json'], { env: env() });
  expect(done?.report.failure).toMatchObject({
    code: 'target-busy',
    facts: { because: { reason: 'written-by-job', job } },
  });
});

testWith('loop')('a drive that a job writes is listed as not offered, with the job', async () => {
  const device = makeLoopDevice(BYTES);
  const second = makeLoopDevice(BYTES);
  try {
    const job = await writing([device.path, ...known]);
    const { devices } = JSON.parse(isowright(['devices', '--json'], { env: env() }).stdout);
    const refusals = (path: string) =>
      devices.find((drive: { path: string }) => drive.path === path)?.refusals;
    expect(refusals(device.path)).toContainEqual({
      code: 'held',
      text: expect.stringContaining(`isowright is writing it (job ${job}`),
    });
    expect(refusals(second.path)).toEqual([]);
    const { status, stderr } = isowright(['write', at('a.img'), device.path, ...known], { env: env() });
    expect([status, stderr], stderr).toEqual([4, expect.stringContaining(`isowright attach ${job}`)]);
    expect(readFileSync(second.backingPath).every((byte) => byte === 0)).toBe(true);
    const ended = new Promise((resolve) => writer?.once('close', resolve));
    writer?.stdin?.end();
    await ended;
  } finally {
    device.remove();
    second.remove();
  }
});
