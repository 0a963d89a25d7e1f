import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';

// ddrescue and isowright take turns at one image and its map, each broken off by the other's time; ddrescue alone is the judge.

const MIB = 1 << 20;
const SIZE = 8 * MIB + 7 * 512;
const SECTOR = 512;
const test = testWith('rigs', 'loop', 'tool:ddrescue', 'tool:ddrescuelog');
const content = Buffer.from(seededBytes(SIZE, 31));
const BAD = [
  [MIB - 1024, 2048],
  [2 * MIB + 512, 512],
  [6 * MIB, 5 * 512],
  [SIZE - 512, 512],
] as const;
const ID = `turns${process.pid}`;
let folder = '';
let device = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-turns-'));
  writeFileSync(at('content'), content);
  device = rig('faulty.sh', 'up', ID, at('content'), JSON.stringify({ bad_read: BAD }));
});
afterEach(() => {
  rig('faulty.sh', 'ctl', ID, '{}');
  rig('faulty.sh', 'down', ID);
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const faults = (now: object): string => rig('faulty.sh', 'ctl', ID, JSON.stringify(now));

const placesOf = (name: string): string[] => [at(`${name}.img`), at(`${name}.map`)];

/** ddrescue's turn at `NAME.img`, to its end. */
function theirTurn(name: string, ...options: string[]): void {
  const { status, stderr } = run('ddrescue', ['-d', '-q', ...options, device, ...placesOf(name)]);
  expect(status, stderr).toBe(0);
}

/** The same, interrupted as by a person when the device has seen so many more reads. */
async function theirBrokenTurn(name: string, reads: number): Promise<void> {
  const before = readsSeen();
  const child = spawn('ddrescue', ['-d', '-q', device, ...placesOf(name)], {
    stdio: 'ignore',
    timeout: 60_000,
  });
  const ended = once(child, 'exit');
  while (readsSeen() < before + reads && child.exitCode === null) await wait(20);
  child.kill('SIGINT');
  await ended;
  expectBroken(name);
}

const readsSeen = (): number => rig('faulty.sh', 'log', ID).split('\n').length;

/** Our turn at the same, to its end. @returns the exit code */
function ourTurn(name: string, ...options: string[]): number {
  const [image = '', map = ''] = placesOf(name);
  return isowright(['read', device, '-o', image, '--map', map, '--whole', ...options, '--json']).status;
}

/** The same, interrupted as by a person when so many more bytes were read. */
async function ourBrokenTurn(name: string, moreBytes: number): Promise<void> {
  const [image = '', map = ''] = placesOf(name);
  const { child, waitFor, ended } = startIsowright(['read', device, '-o', image, '--map', map, '--whole']);
  let first: number | undefined;
  await waitFor((event) => {
    if (event.event !== 'progress' || event.phase !== 'read') return false;
    first ??= event.doneBytes;
    return event.doneBytes >= first + moreBytes;
  });
  child.kill('SIGINT');
  expect((await ended).status).toBe(130);
  expectBroken(name);
}

/** ddrescue's own tool takes the map, there is something left to try, and nothing in it is a lie. */
function expectBroken(name: string): void {
  expect(run('ddrescuelog', ['-t', at(`${name}.map`)]).status).toBe(0);
  expect(['?', '*', '/'].flatMap((state) => sectorsIn(name, state)).length).toBeGreaterThan(0);
  expectHonest(name);
}

function sectorsIn(name: string, state: string): number[] {
  const { stdout, status, stderr } = run('ddrescuelog', ['-b512', `-l${state}`, at(`${name}.map`)]);
  expect(status, stderr).toBe(0);
  return stdout.split('\n').filter(Boolean).map(Number);
}

function expectSameMap(name: string, other: string): void {
  for (const state of ['+', '-', '?', '*', '/'])
    expect(sectorsIn(name, state)).toEqual(sectorsIn(other, state));
}

/** The medium, with something else in its bad places. */
function withHoles(fill: number): Buffer {
  const bytes = Buffer.from(content);
  for (const [atByte, lengthBytes] of BAD) bytes.fill(fill, atByte, atByte + lengthBytes);
  return bytes;
}

const isImage = (name: string, bytes: Buffer): boolean => readFileSync(at(`${name}.img`)).equals(bytes);

/** Each byte that the map calls read is the medium's. */
function expectHonest(name: string): void {
  const bytes = readFileSync(at(`${name}.img`));
  for (const sector of sectorsIn(name, '+')) {
    const [from, to] = [sector * SECTOR, Math.min(SIZE, (sector + 1) * SECTOR)];
    if (!bytes.subarray(from, to).equals(content.subarray(from, to))) expect.unreachable(`sector ${sector}`);
  }
}

/** So slow that each can be broken off. */
const SLOW = { bad_read: BAD, rate: 1_500_000 };

test('five legs, four of them interrupted: ddrescue begins and ends, and the map is ddrescue’s own', async () => {
  theirTurn('alone');
  faults(SLOW);
  await theirBrokenTurn('both', 8);
  await ourBrokenTurn('both', MIB);
  await theirBrokenTurn('both', 8);
  faults({ bad_read: BAD });
  expect(ourTurn('both', '--max-errors', '1')).toBe(7);
  expectBroken('both');
  theirTurn('both');
  expectSameMap('both', 'alone');
  expect(isImage('both', withHoles(0))).toBe(true);
});

test('five legs, four of them interrupted: isowright begins and ends, and the map is ddrescue’s own', async () => {
  theirTurn('alone');
  faults(SLOW);
  await ourBrokenTurn('both', MIB);
  await theirBrokenTurn('both', 8);
  await ourBrokenTurn('both', MIB);
  await theirBrokenTurn('both', 2);
  faults({ bad_read: BAD });
  expect(ourTurn('both')).toBe(7);
  expectSameMap('both', 'alone');
  expect(isImage('both', withHoles(0))).toBe(true);
});

test('two copies, each with holes of its own, give a whole image', () => {
  const other = `${ID}-copy`;
  const copy = rig('faulty.sh', 'up', other, at('content'), JSON.stringify({ bad_read: [[3 * MIB, 4096]] }));
  try {
    expect(ourTurn('both')).toBe(7);
    const alone = isowright(['read', copy, '-o', at('copy.img'), '--whole', '--json']);
    expect([alone.status, alone.done?.report.medium?.badBytes]).toEqual([7, 4096]);
    const [image = '', map = ''] = placesOf('both');
    const words = ['read', copy, '-o', image, '--map', map, '--whole', '--other-copy', '--json'];
    expect(isowright(words).status).toBe(0);
    expect(isImage('both', content)).toBe(true);
  } finally {
    rig('faulty.sh', 'down', other);
  }
});

test('a domain of ddrescue, then a fill of its bad sectors: isowright reads the rest, and on another day what was filled', () => {
  theirTurn('alone');
  // Only what lies in the middle.
  const [from, bytes] = [MIB / 2, 2 * MIB];
  writeFileSync(
    at('domain'),
    `0 ? 1\n0 ${from} ?\n${from} ${bytes} +\n${from + bytes} ${SIZE - from - bytes} ?\n`,
  );
  theirTurn('both', `--domain-mapfile=${at('domain')}`);
  expect(sectorsIn('both', '?').length).toBe((SIZE - bytes) / SECTOR);
  expect(ourTurn('both')).toBe(7);
  expectSameMap('both', 'alone');
  expect(isImage('both', withHoles(0))).toBe(true);

  writeFileSync(at('pattern'), 'X');
  const { status, stderr } = run('ddrescue', [
    '-q',
    '--fill-mode=-',
    at('pattern'),
    at('both.img'),
    at('both.map'),
  ]);
  expect(status, stderr).toBe(0);
  expect(isImage('both', withHoles(0x58))).toBe(true);
  copyFileSync(at('both.map'), at('filled.map'));
  // Still bad: the fill stays, and so does the map.
  expect(ourTurn('both')).toBe(7);
  expectSameMap('both', 'filled');
  expect(isImage('both', withHoles(0x58))).toBe(true);
  faults({});
  expect(ourTurn('both', '--retries', '1')).toBe(0);
  expect(isImage('both', content)).toBe(true);
});
