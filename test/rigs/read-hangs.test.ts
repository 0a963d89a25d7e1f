import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { fileMedium } from '../../src/engine/read/rescue/file-medium.ts';
import type { HandAnswer } from '../../src/engine/read/rescue/hand.ts';
import { startHand } from '../../src/engine/read/rescue/hand-process.ts';
import { parseMapFile } from '../../src/engine/read/rescue/map-file.ts';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';

// Drives that hang or die while they are read: no mark that is not true, a process that lets go, and a second run that is whole.

const MIB = 1 << 20;
const SIZE = 9 * MIB + 5 * 512;
const test = testWith('rigs', 'loop');
const ID = `hangs${process.pid}`;
const content = seededBytes(SIZE, 71);
let folder = '';
let device = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-hangs-'));
  writeFileSync(at('content'), content);
  device = rig('faulty.sh', 'up', ID, at('content'), '{}');
});
afterEach(() => {
  faults({});
  rig('faulty.sh', 'down', ID);
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const faults = (now: object): string => rig('faulty.sh', 'ctl', ID, JSON.stringify(now));
const words = (): string[] => ['read', device, '-o', at('out.img'), '--map', at('out.map'), '--whole'];

/** No stretch is called anything but read, which it is, or not tried. */
function expectNoFalseMark(): void {
  const image = readFileSync(at('out.img'));
  for (const { atByte, endByte, state } of parseMapFile(readFileSync(at('out.map'), 'utf8')).map.ranges()) {
    expect(['+', '?']).toContain(state);
    if (state === '+')
      expect(Buffer.compare(image.subarray(atByte, endByte), content.subarray(atByte, endByte))).toBe(0);
  }
}

function expectSecondRunWhole(): void {
  faults({});
  expect(isowright([...words(), '--json']).status).toBe(0);
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
}

test('a stop while the drive hangs: the job ends within two seconds of it, marks nothing, and a second run is whole', async () => {
  faults({ rate: 1_000_000 });
  const { child, waitFor, ended } = startIsowright(words());
  const { job } = await waitFor((event) => event.event === 'progress' && event.doneBytes >= MIB);
  faults({ stuck: true });
  const stoppedAtMs = performance.now();
  child.kill('SIGINT');
  const { status, events } = await ended;
  const tookMs = performance.now() - stoppedAtMs;
  expect(status).toBe(130);
  // What it says of itself leaves out how long this machine takes to start and to notice.
  const sinceMs = (at: string | undefined): number => Date.parse(at ?? '');
  const stopping = events.find((event) => event.event === 'note' && event.code === 'stopping');
  expect(sinceMs(events.at(-1)?.at) - sinceMs(stopping?.at)).toBeLessThan(2000);
  expect(tookMs).toBeLessThan(10_000);
  expect(run('pgrep', ['-f', `job-process.*${job}`]).stdout).toBe('');
  expectNoFalseMark();
  expectSecondRunWhole();
});

test('a drive that gives errors for everything after its half, in each of two runs: no mark, exit 4, and a third run is whole', () => {
  for (const deadAfter of [2 * MIB, 3 * MIB]) {
    faults({ dead_after_read: deadAfter });
    const { status, done } = isowright([...words(), '--json']);
    expect([status, done?.report.failure?.code]).toEqual([4, 'medium-gone']);
    expectNoFalseMark();
  }
  expectSecondRunWhole();
});

test('a drive that dies while bad sectors are read one by one: what was bad before stays bad, the rest is not called so', () => {
  const bad = [
    [MIB, 4 * 512],
    [6 * MIB + 512, 3 * 512],
  ];
  faults({ bad_read: bad });
  expect(isowright([...words(), '--max-errors', '1', '--json']).status).toBe(7);
  faults({ dead: true });
  const { status } = isowright([...words(), '--json']);
  expect(status).toBe(4);
  expect(existsSync(at('out.map'))).toBe(true);
  faults({ bad_read: bad });
  const { done } = isowright([...words(), '--json']);
  expect(done?.report.medium?.bad.map(({ atByte, lengthBytes }) => [atByte, lengthBytes])).toEqual(bad);
  expectSecondRunWhole();
});

test('an output that hangs is told within seconds by who reads, and what it was given is answered when it goes on', async () => {
  writeFileSync(at('medium'), content);
  // Past the cache: a write hangs where the device does.
  const fd = openSync(device, constants.O_RDWR | constants.O_DIRECT);
  const hand = await startHand(fileMedium(at('medium')), {
    outputs: [{ id: 3, fd, isFresh: true, headBytes: 0 }],
  });
  try {
    const answers: HandAnswer[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    hand.onAnswer((answer) => {
      if (answer) answers.push(answer);
      if (answer?.writingTo) faults({});
      else resolve();
    });
    faults({ stuck: true });
    const whole = { do: 'read', id: 7, atByte: 0, lengthBytes: MIB, stepBytes: 0 } as const;
    hand.send({ ...whole, stops: false, back: false });
    await promise;
    expect(answers[0]).toMatchObject({ id: 7, writingTo: [3] });
    expect(answers.at(-1)).toMatchObject({ id: 7, sums: [{ atByte: 0, lengthBytes: MIB }] });
  } finally {
    hand.leave();
    closeSync(fd);
  }
});
