import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { DoneFact } from '../../src/engine/contract/events/events.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { has, rig, run, testWith } from '../fakes/rigs.ts';
import { LabGuest } from './lab-guest.ts';

// A stick that is pulled out and plugged in again, and a machine whose power is cut: the job goes on and ends proved.

const MIB = 1 << 20;
const needs = ['rigs', 'root', 'tool:qemu-system-x86_64', 'tool:nbdkit', 'tool:mkfs.ext4'] as const;
const test = testWith(...needs);
const guest = new LabGuest('resume');
const folder = mkdtempSync(join(tmpdir(), 'isowright-lab-resume-'));
const bytes = seededBytes(14 * MIB + 2048);
const stick = `lab${process.pid}`;
const COMMAND = 'XDG_STATE_HOME=/mnt/state node /mnt/state/dist/main.js';
const SLOW = '{"rate":8000000}';

beforeAll(() => {
  if (!needs.every(has)) return;
  const tree = mkdtempSync(join(folder, 'tree-'));
  cpSync('dist', join(tree, 'dist'), { recursive: true });
  writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
  writeFileSync(join(tree, 'image.iso'), bytes);
  writeFileSync(join(folder, 'state.img'), '');
  truncateSync(join(folder, 'state.img'), 64 * MIB);
  run('mkfs.ext4', ['-q', '-d', tree, join(folder, 'state.img')]);
  rig('faulty.sh', 'up', stick, String(48 * MIB), SLOW);
  powerOn();
}, 300_000);

afterAll(() => {
  if (needs.every(has)) {
    guest.down();
    rig('faulty.sh', 'down', stick);
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A machine with a second stick that holds the program, the image and the jobs: its own memory forgets them. */
function powerOn(): void {
  guest.up();
  const state = guest.lab('plug', 'STATE', join(folder, 'state.img'), 'serial=STATE1');
  guest.out(`mkdir -p /mnt/state && mount ${state} /mnt/state`);
}

const plug = (): string => guest.lab('plug', 'STICK', `faulty:${stick}`, 'serial=0401AB', 'removable=on');

/** Starts a write in the guest and waits until a part of it is safe on the stick. Returns the job. */
async function startWrite(path: string): Promise<string> {
  guest.out(
    `rm -f /tmp/log; ${COMMAND} write /mnt/state/image.iso ${path} --yes --expect-serial 0401AB --test off --json >/tmp/log 2>&1 &`,
  );
  for (let tries = 0; tries < 200; tries++) {
    const log = guest.exec('cat /tmp/log').stdout;
    const event = log.split('\n').find((line) => /"safeToByte":[1-9]\d{6}/.test(line));
    if (event) return (JSON.parse(event) as { job: string }).job;
    await wait(100);
  }
  throw new Error(`no part of it became safe: ${guest.exec('tail -n 3 /tmp/log').stdout}`);
}

function resume(job: string): { status: number; done: DoneFact } {
  const { status, stdout } = guest.exec(`${COMMAND} resume ${job} --json 2>/dev/null`, 180);
  return { status, done: JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as DoneFact };
}

function expectHolds(): void {
  const stored = readFileSync(rig('faulty.sh', 'image', stick)).subarray(0, bytes.length);
  expect(Buffer.compare(stored, bytes)).toBe(0);
}

describe('a job on a machine where things happen', () => {
  test('the stick is pulled out in mid-write and plugged in again: resume ends proved', async () => {
    const job = await startWrite(plug());
    guest.lab('unplug', 'STICK');
    guest.out(
      'for t in $(seq 100); do grep -q \'"event":"done"\' /tmp/log && exit 0; sleep 0.1; done; exit 1',
    );
    const gone = JSON.parse(guest.out('grep \'"event":"done"\' /tmp/log')) as DoneFact;
    expect(gone).toMatchObject({ exitCode: 4, report: { failure: { code: 'target-gone' } } });
    expect(resume(job).done.report.failure?.code).toBe('target-missing');
    plug();
    const { status, done } = resume(job);
    expect(status).toBe(0);
    expect(done.report.targets).toMatchObject([{ ok: true, state: 'proved', verifiedBytes: bytes.length }]);
    expectHolds();
    guest.lab('unplug', 'STICK');
  });

  test('the power is cut in mid-write: after the start resume ends proved', async () => {
    rig('faulty.sh', 'down', stick);
    rig('faulty.sh', 'up', stick, String(48 * MIB), SLOW);
    const job = await startWrite(plug());
    guest.out('sync -f /mnt/state');
    guest.down();
    powerOn();
    plug();
    const { status, done } = resume(job);
    expect(status).toBe(0);
    expect(done.report.targets).toMatchObject([{ ok: true, state: 'proved' }]);
    expectHolds();
  });
});
