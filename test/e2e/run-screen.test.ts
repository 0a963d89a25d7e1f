import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { JobEvent } from '../../src/engine/contract/events/events.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { typeDriveName, walkToConfirm } from './walk.ts';

// A write to a slow drive, looked at, paused, stopped and left alone.

const MIB = 1 << 20;
const IMAGE_BYTES = 32 * MIB;
/** Slow enough to watch. */
const SLOW = { rate: 1_000_000 };
const test = testWith('rigs', 'loop', 'tool:tmux', 'tool:nbdkit', 'tool:nbdfuse');
const image = seededBytes(IMAGE_BYTES);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-run-screen-'));
  writeFileSync(join(folder, 'image.iso'), image);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A write under way in a terminal, on a drive that is slow until `body` changes it. */
async function whileWriting(
  name: string,
  body: (terminal: Terminal, device: FaultyDevice) => void | Promise<void>,
): Promise<void> {
  const device = makeFaultyDevice(48 * MIB);
  const state = `XDG_STATE_HOME='${join(folder, name)}'`;
  const terminal = openTerminal('80x24', programLine('', `LANG=C.UTF-8 LC_ALL=C.UTF-8 ${state}`));
  try {
    walkToConfirm(terminal, join(folder, 'image.iso'), device.name);
    device.control(SLOW);
    await typeDriveName(terminal, device.name);
    terminal.waitFor('^ written +[0-9.]+ [KM]iB');
    await body(terminal, device);
  } finally {
    terminal.stop();
    device.remove();
  }
}

/** Seconds on the run screen's clock; waits until there are at least so many. */
async function clock(terminal: Terminal, atLeast = 0): Promise<number> {
  return vi.waitFor(
    () => {
      const seconds = Number(/(\d+) s elapsed/.exec(terminal.shot())?.[1]);
      expect(seconds).toBeGreaterThanOrEqual(atLeast);
      return seconds;
    },
    { timeout: 60_000, interval: 200 },
  );
}

/** Requests so far, once there were no new ones for two seconds of the run screen's clock. */
async function quietLog(terminal: Terminal, device: FaultyDevice): Promise<number> {
  for (let tries = 0; tries < 20; tries++) {
    const before = device.log().length;
    await clock(terminal, (await clock(terminal)) + 2);
    if (device.log().length === before) return before;
  }
  throw new Error(`never quiet: ${device.log().slice(-5)}`);
}

function writtenBytes(device: FaultyDevice): number {
  const lengths = device.log().flatMap((line) => (line.startsWith('w') ? [Number(line.split(' ')[2])] : []));
  return lengths.reduce((sum, lengthBytes) => sum + lengthBytes, 0);
}

test('the run screen costs a slow line little, pause moves no byte, and stop asks once and ends with 3', () =>
  whileWriting('stopped', async (terminal, device) => {
    const from = { seconds: await clock(terminal), bytes: terminal.rawBytes(), atMs: Date.now() };
    await clock(terminal, from.seconds + 4);
    const bytesPerSecond = ((terminal.rawBytes() - from.bytes) * 1000) / (Date.now() - from.atMs);
    console.log(`run screen: ${Math.round(bytesPerSecond)} bytes/s`);
    expect(bytesPerSecond).toBeGreaterThan(50);
    expect(bytesPerSecond).toBeLessThan(3_000);

    terminal.type('p');
    terminal.waitFor('Paused. Press p to continue');
    // What was read already is written first; then nothing moves.
    const atPause = writtenBytes(device);
    const requests = await quietLog(terminal, device);
    expect(writtenBytes(device) - atPause).toBeLessThanOrEqual(12 * MIB);
    await clock(terminal, (await clock(terminal)) + 2);
    expect(device.log()).toHaveLength(requests);
    expect(terminal.shot()).toContain('Paused');
    terminal.type('p');
    await vi.waitFor(() => expect(device.log().length).toBeGreaterThan(requests), { timeout: 20_000 });

    terminal.type('s');
    terminal.waitFor('Stop the job');
    terminal.type('n');
    terminal.waitFor('Throughput');
    terminal.type('s');
    terminal.waitFor('Stop the job');
    terminal.type('y');
    terminal.waitFor('^ Stopped$');
    expect(terminal.shot()).toMatch(new RegExp(`${device.name} +is unfinished`));
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(3);
    expect(terminal.shot()).toContain('NOT DONE: Stopped');
    expect(terminal.shot()).toContain('is unfinished');
    // The head is written last: nothing boots from half an image.
    expect(device.stored().subarray(0, 512)).toEqual(Buffer.alloc(512));
  }));

test('a terminal that is closed in mid-write leaves a job that goes on to its proved end', () =>
  whileWriting('closed', async (terminal, device) => {
    terminal.hangUp();
    device.control({});
    const done = await vi.waitFor(() => lastWord(join(folder, 'closed')), { timeout: 60_000, interval: 200 });
    expect(done).toMatchObject({ ok: true, outcome: 'done', report: { targets: [{ state: 'proved' }] } });
    expect(Buffer.compare(device.stored().subarray(0, IMAGE_BYTES), image)).toBe(0);
  }));

/** The `done` of the one write whose state was kept there. */
function lastWord(stateFolder: string): JobEvent {
  const jobs = join(stateFolder, 'isowright/jobs');
  for (const job of readdirSync(jobs)) {
    const lines = readFileSync(join(jobs, job, 'events.ndjson'), 'utf8')
      .trim()
      .split('\n');
    const last = JSON.parse(lines.at(-1) ?? '{}') as JobEvent;
    if (last.event === 'done') return last;
  }
  throw new Error('no job has ended yet');
}

test('d leaves the screen, says how to come back, and the job goes on to its proved end', () =>
  whileWriting('detached', async (terminal, device) => {
    terminal.type('d');
    expect(terminal.exitCode()).toBe(0);
    const [, job = ''] = /isowright attach (\S+)/.exec(terminal.shot()) ?? [];
    expect(readdirSync(join(folder, 'detached/isowright/jobs'))).toEqual([job]);
    device.control({});
    const done = await vi.waitFor(() => lastWord(join(folder, 'detached')), {
      timeout: 60_000,
      interval: 200,
    });
    expect(done).toMatchObject({ job, ok: true, outcome: 'done' });
  }));

test('a job that was left is found in the list, paused and let go on from there, and its end is seen', () =>
  whileWriting('found-again', async (terminal, device) => {
    terminal.type('d');
    expect(terminal.exitCode()).toBe(0);
    const state = `XDG_STATE_HOME='${join(folder, 'found-again')}'`;
    const second = openTerminal('60x20', programLine('', `LANG=C.UTF-8 LC_ALL=C.UTF-8 ${state}`));
    try {
      second.waitFor('What would you like to do');
      second.keys('End', 'Enter');
      second.waitFor('> .*running +write image.iso');
      second.keys('Enter');
      second.waitFor('^ written +[0-9.]+ [KM]iB');
      second.type('p');
      second.waitFor('Paused. Press p to continue');
      const requests = await quietLog(second, device);
      second.type('p');
      await vi.waitFor(() => expect(device.log().length).toBeGreaterThan(requests), { timeout: 20_000 });
      device.control({});
      second.waitFor('Done and proved', 60);
      second.keys('Enter');
      expect(second.exitCode()).toBe(0);
    } finally {
      second.stop();
    }
    expect(Buffer.compare(device.stored().subarray(0, IMAGE_BYTES), image)).toBe(0);
  }));
