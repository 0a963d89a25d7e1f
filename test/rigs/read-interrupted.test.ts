import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { parseMapFile } from '../../src/engine/read/rescue/map-file.ts';
import { makeRandom } from '../campaign/chance.ts';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { has, rig, run, testWith } from '../fakes/rigs.ts';

// A rescue that is interrupted at twenty places of its reading, by a person or by a kill, and gone on with each time.

const SIZE = (24 << 20) + 3 * 512;
const TIMES = 20;
const needs = ['rigs', 'loop', 'tool:pgrep'] as const;
const test = testWith(...needs);
const ID = `interrupted${process.pid}`;
const content = seededBytes(SIZE, 41);
const BAD = [
  [(3 << 20) + 512, 1536],
  [11 << 20, 512],
  [SIZE - 1024, 1024],
] as const;
let folder = '';
let device = '';

beforeAll(() => {
  if (!needs.every(has)) return;
  folder = mkdtempSync(join(tmpdir(), 'isowright-interrupted-'));
  writeFileSync(at('content'), content);
  device = rig('faulty.sh', 'up', ID, at('content'), JSON.stringify({ bad_read: BAD, rate: 2_500_000 }));
});
afterAll(() => {
  if (folder === '') return;
  rig('faulty.sh', 'ctl', ID, '{}');
  rig('faulty.sh', 'down', ID);
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const where = (): string[] => ['read', device, '-o', at('out.img'), '--map', at('out.map'), '--whole'];

/** The first place where the map calls read what the image does not hold. */
function lie(): number | undefined {
  const image = readFileSync(at('out.img'));
  for (const { atByte, endByte, state } of parseMapFile(readFileSync(at('out.map'), 'utf8')).map.ranges())
    if (
      state === '+' &&
      Buffer.compare(image.subarray(atByte, endByte), content.subarray(atByte, endByte)) !== 0
    )
      return atByte;
  return undefined;
}

/** One run, until the device has seen so many more requests. @returns false when it came to its end before that */
async function interruptedRun(requests: number, how: 'SIGINT' | 'SIGKILL'): Promise<boolean> {
  const { child, ended, waitFor } = startIsowright(where());
  await waitFor(({ event }) => event === 'phase').catch(() => undefined);
  const before = seen();
  while (seen() < before + requests && child.exitCode === null) await wait(15);
  if (how === 'SIGINT') child.kill('SIGINT');
  else for (const pid of jobsOf(child.pid)) process.kill(pid, 'SIGKILL');
  const { status } = await ended;
  return status !== 7;
}

const seen = (): number => rig('faulty.sh', 'log', ID).split('\n').length;

/** The job's process; its hand is left to itself. */
const jobsOf = (viewer: number | undefined): number[] =>
  run('pgrep', ['-P', String(viewer)])
    .stdout.split('\n')
    .filter(Boolean)
    .map(Number);

test('interrupted at twenty random places, every other time by a kill: all that the map calls read is the medium’s, and the end is whole', async () => {
  const random = makeRandom(20);
  let interrupted = 0;
  for (let time = 0; time < TIMES; time++) {
    const how = time % 2 === 0 ? 'SIGINT' : 'SIGKILL';
    if (await interruptedRun(1 + Math.floor(random() * 3), how)) interrupted++;
    expect(lie(), `after ${how} ${time}`).toBeUndefined();
  }
  expect(interrupted).toBe(TIMES);
  rig('faulty.sh', 'ctl', ID, JSON.stringify({ bad_read: BAD }));
  expect(isowright([...where(), '--json']).done?.report.medium).toMatchObject({
    badBytes: 3072,
    bad: BAD.map(([atByte, lengthBytes]) => ({ atByte, lengthBytes })),
  });
  expect(lie()).toBeUndefined();
  rig('faulty.sh', 'ctl', ID, '{}');
  expect(isowright([...where(), '--json']).status).toBe(0);
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
});
