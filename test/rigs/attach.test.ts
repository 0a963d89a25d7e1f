import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CliProcess, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';

// A paused job outlives whoever paused it: from anywhere it is found, goes on, or is stopped.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');
const inTerminal = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse', 'tool:tmux');
const bytes = seededBytes(24 * MIB);
const state = mkdtempSync(join(tmpdir(), 'isowright-attach-state-'));
const env = { XDG_STATE_HOME: state };

let folder = '';
let image = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-attach-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});
afterAll(() => {
  for (const path of [folder, state]) rmSync(path, { recursive: true, force: true });
});

interface UnderWay {
  readonly device: FaultyDevice;
  readonly write: CliProcess;
  readonly id: string;
}

async function withSlowWrite(act: (underWay: UnderWay) => Promise<void>): Promise<void> {
  const device = makeFaultyDevice(32 * MIB, { rate: 4_000_000 });
  try {
    const size = String(device.sizeBytes);
    const words = ['write', image, device.path, '--yes', '--expect-size', size, '--test', 'off'];
    const write = startIsowright(words, env);
    const { job } = await write.waitFor(
      (event) => event.event === 'progress' && (event.writtenBytes ?? 0) > 0,
    );
    await act({ device, write, id: job });
  } finally {
    device.remove();
  }
}

const jobs = (): { id: string; state: string; paused?: boolean }[] =>
  JSON.parse(isowright(['jobs', '--json'], { env }).stdout).jobs;

test('a job whose viewer paused it and died stays paused; attach --continue has it end proved', () =>
  withSlowWrite(async ({ device, write, id }) => {
    expect(isowright(['attach', id, '--pause'], { env })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('is paused'),
    });
    write.child.kill('SIGKILL');
    expect(jobs()[0]).toMatchObject({ id, state: 'running', paused: true });
    expect(isowright(['jobs'], { env }).stdout).toMatch(new RegExp(`${id}  \\S+ \\S+  paused`));
    device.control({});
    // What was under way when the pause came is over soon; then nothing is written any more.
    await wait(1500);
    const before = writes(device);
    await wait(1500);
    expect(writes(device)).toBe(before);
    const viewer = startIsowright(['attach', id], env);
    await viewer.waitFor((event) => event.event === 'note' && event.code === 'paused');
    expect(isowright(['attach', id, '--continue'], { env })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('continues'),
    });
    const { status, done } = await viewer.ended;
    expect(status).toBe(0);
    expect(done?.report.targets).toMatchObject([{ ok: true, state: 'proved' }]);
    expect(jobs()[0]).toMatchObject({ id, state: 'over' });
    expect(Buffer.compare(device.stored().subarray(0, bytes.length), bytes)).toBe(0);
  }));

const writes = (device: FaultyDevice): number => device.log().filter((line) => line.startsWith('w')).length;

test('two viewers see who pauses and who goes on; a third one stops the job, and all hear the end', () =>
  withSlowWrite(async ({ write, id }) => {
    const second = startIsowright(['attach', id], env);
    await second.waitFor((event) => event.event === 'progress');
    expect(isowright(['attach', '--pause', '--json'], { env }).events).toMatchObject([{ code: 'paused' }]);
    expect(isowright(['attach', '--continue', '--json'], { env }).events).toMatchObject([
      { code: 'resumed' },
    ]);
    for (const viewer of [write, second])
      await viewer.waitFor((event) => event.event === 'note' && event.code === 'resumed');
    expect(isowright(['attach', '--pause'], { env }).status).toBe(0);
    // A job that is paused can be stopped as well.
    expect(isowright(['attach', id, '--stop', '--json'], { env })).toMatchObject({
      status: 3,
      done: { outcome: 'stopped' },
    });
    for (const { ended } of [write, second]) expect((await ended).done).toMatchObject({ outcome: 'stopped' });
    expect(isowright(['attach', id, '--continue', '--json'], { env }).status).toBe(1);
    expect(isowright(['attach', id, '--pause', '--stop'], { env }).status).toBe(2);
  }));

test('attach without a job takes the one that runs, not a newer one that is over', () =>
  withSlowWrite(async ({ write, id }) => {
    const size = String(bytes.length);
    const newer = join(folder, 'newer.img');
    writeFileSync(newer, Buffer.alloc(bytes.length));
    const words = ['write', image, '--file-target', newer, '--yes', '--expect-size', size, '--json'];
    expect(isowright(words, { env }).status).toBe(0);
    expect(jobs()[0]).toMatchObject({ state: 'over' });
    const { stdout } = isowright(['jobs'], { env });
    expect(stdout.startsWith(id)).toBe(true);
    expect(isowright(['attach', '--stop', '--json'], { env })).toMatchObject({
      status: 3,
      done: { outcome: 'stopped' },
    });
    expect((await write.ended).done).toMatchObject({ outcome: 'stopped' });
  }));

inTerminal('the keys of the run screen work where a job is looked at: p, p, s, s; d leaves it', () =>
  withSlowWrite(async ({ write, id }) => {
    const look = (): ReturnType<typeof openTerminal> =>
      openTerminal('80x24', programLine(`attach ${id}`, `LANG=C.UTF-8 XDG_STATE_HOME='${state}'`));
    const [first, second] = [look(), look()];
    try {
      first.waitFor('p pauses');
      second.waitFor('p pauses');
      first.keys('p');
      second.waitFor('note: paused');
      second.keys('p');
      first.waitFor('note: continuing');
      first.keys('d');
      expect(first.exitCode()).toBe(0);
      expect(jobs()[0]?.state).toBe('running');
      second.keys('s');
      second.waitFor('s again');
      second.keys('x', 's', 's');
      expect(second.exitCode()).toBe(3);
      expect((await write.ended).done).toMatchObject({ outcome: 'stopped' });
    } finally {
      first.stop();
      second.stop();
    }
  }),
);

inTerminal('Ctrl-C leaves the job running, and the terminal is as it was', () =>
  withSlowWrite(async ({ device, write, id }) => {
    const line = programLine(`attach ${id}`, `LANG=C.UTF-8 XDG_STATE_HOME='${state}'`);
    const terminal = openTerminal('80x24', `${line}; stty -a`);
    try {
      terminal.waitFor('p pauses');
      terminal.keys('C-c');
      terminal.waitFor('exit code 130');
      terminal.waitFor(' icanon');
      expect(terminal.shot()).toMatch(/ echo /);
      device.control({});
      expect((await write.ended).status).toBe(0);
    } finally {
      terminal.stop();
    }
  }),
);
