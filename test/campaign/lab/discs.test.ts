import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { seededBytes } from '../../fakes/fake-image.ts';
import { has, run, testWith } from '../../fakes/rigs.ts';
import { LabReader, type Stretch, sumOf } from '../../rigs/lab-reader.ts';

// Discs in a drive of a machine: /dev/sr0, its bad sectors, its run-out, its sessions, its tray; ddrescue and the bytes are the judges.

const SECTOR = 2048;
const needs = ['rigs', 'root', 'tool:qemu-system-x86_64', 'tool:nbdkit', 'tool:xorriso'] as const;
const test = testWith(...needs);
const lab = new LabReader('discs');
const first = seededBytes(1_300_001, 11);
const second = seededBytes(700_003, 12);
let start = 0;
let one = Buffer.alloc(0);
let two = Buffer.alloc(0);

function xorriso(...args: string[]): void {
  const { status, stderr } = run('xorriso', ['-as', 'mkisofs', '-quiet', '-R', '-J', ...args]);
  expect(status, stderr).toBe(0);
}

/** A tree of one file. */
function tree(name: string, content: Uint8Array): string {
  const path = join(lab.folder, name);
  mkdirSync(path);
  writeFileSync(join(path, `${name}.bin`), content);
  return path;
}

/** A disc of one session, and the same with a second one behind the gap that a CD has. ECMA-394 §10.2. */
function makeDiscs(): void {
  const at = (name: string): string => join(lab.folder, name);
  xorriso('-o', at('1.iso'), tree('first', first));
  one = readFileSync(at('1.iso'));
  start = Math.ceil(one.length / SECTOR) + 11_400;
  xorriso('-M', at('1.iso'), '-C', `0,${start}`, '-o', at('2.iso'), tree('second', second));
  two = Buffer.concat([one, Buffer.alloc(start * SECTOR - one.length), readFileSync(at('2.iso'))]);
}

beforeAll(() => {
  if (!needs.every(has)) return;
  makeDiscs();
  lab.up();
});
afterAll(() => {
  if (needs.every(has)) lab.down();
});

test('a drive without a disc is exit 4, and says that nothing is in it', () => {
  lab.guest.lab('cd', 'none');
  const { status, done } = lab.run('read /dev/sr0 --scan');
  expect([status, done?.report.failure]).toMatchObject([
    4,
    { code: 'target-missing', facts: { target: '/dev/sr0', noMedium: true } },
  ]);
  const { text } = lab.say('read /dev/sr0 -o none.iso');
  expect(text).toContain('There is no medium in /dev/sr0.');
  expect(text).not.toContain('error -123');
  expect(lab.guest.out('ls /tmp/read')).toBe('');
});

test('a disc with bad sectors: exactly those are missing, as ddrescue has it, and another drive fills them', () => {
  const bad: Stretch[] = [
    [400 * SECTOR, SECTOR],
    [600 * SECTOR, 3 * SECTOR],
  ];
  lab.guest.lab('cd', lab.faulty('ill', one, { bad_read: bad }));
  const scan = lab.run('read /dev/sr0 --scan');
  expect(scan.status).toBe(7);
  expect(scan.done?.report.medium?.bad.map(({ atByte, lengthBytes }) => [atByte, lengthBytes])).toEqual(bad);
  expect(lab.guest.out('ls /tmp/read')).toBe('');

  const { status, done } = lab.run('read /dev/sr0 -o ill.iso --map ill.map');
  expect(status).toBe(7);
  expect(done?.report.medium).toMatchObject({
    sizeBytes: one.length,
    badBytes: 4 * SECTOR,
    bad: [{ files: ['/first.bin'] }, { files: ['/first.bin'] }],
  });
  lab.ddrescue('/dev/sr0', SECTOR);
  for (const state of ['+', '-', '?', '*', '/'] as const)
    expect(lab.stretches('ill.map', state)).toEqual(lab.stretches('dd.map', state));
  expect(lab.sum('ill.iso')).toBe(sumOf(one, bad));
  // The same disc, in a drive of its own serial that reads it.
  const other = lab.guest.lab('plug', 'OTHER', lab.file('healed.iso', one), 'as=cd');
  expect(lab.run(`read ${other} -o ill.iso --map ill.map`).status).toBe(0);
  expect(lab.sum('ill.iso')).toBe(sumOf(one));
  lab.guest.lab('unplug', 'OTHER');
  lab.clean();
});

test('run-out is no damage where nothing says how far the disc is used', () => {
  const runOut = (bytes: number): object => ({ bad_read: [[bytes, 2 * SECTOR]] });
  const behind = Buffer.alloc(2 * SECTOR);
  const raw = seededBytes(900 * SECTOR, 13);
  const spec = lab.faulty('raw', Buffer.concat([raw, behind]), runOut(raw.length));
  lab.guest.lab('cd', spec);
  expect(lab.run('read /dev/sr0 -o raw.iso').status).toBe(0);
  expect(lab.sum('raw.iso')).toBe(sumOf(raw));
  // Everything is everything; and one bad sector at the end is one.
  const whole = lab.run('read /dev/sr0 --scan --whole');
  expect([whole.status, whole.done?.report.medium?.badBytes]).toEqual([7, 2 * SECTOR]);
  lab.control(spec, { bad_read: [[raw.length + SECTOR, SECTOR]] });
  const end = lab.run('read /dev/sr0 --scan');
  expect([end.status, end.done?.report.medium?.badBytes]).toEqual([7, SECTOR]);
  lab.clean();
});

test('a disc of two sessions is saved up to the end of the last one, and the gap that no drive can read is no damage', () => {
  const gap: Stretch = [one.length, start * SECTOR - one.length];
  // And run-out behind it, as of a track written at once.
  const disc = Buffer.concat([two, Buffer.alloc(2 * SECTOR)]);
  lab.guest.lab('cd', lab.faulty('sessions', disc, { bad_read: [gap, [two.length, 2 * SECTOR]] }));
  const all = lab.run('read /dev/sr0 -o all.iso');
  expect(all.status).toBe(0);
  expect(all.done?.report.medium).toMatchObject({ sizeBytes: two.length, badBytes: 0, sessions: 2 });
  expect(lab.sum('all.iso')).toBe(sumOf(two));
  lab.clean();
});

test('the tray opens in the middle: no sector is called bad, another disc is refused, and the right one ends whole', () => {
  const other = Buffer.from(one.map((byte, at) => (at < 32 * SECTOR ? byte : byte ^ 0x55)));
  const spec = lab.faulty('slow', one, { rate: 150_000 });
  lab.guest.lab('cd', spec);
  const job = lab.begin('read /dev/sr0 -o tray.iso', 300_000);
  lab.guest.lab('qmp', '{"execute":"blockdev-open-tray","arguments":{"id":"cd0","force":true}}');
  const ejected = lab.until('exit');
  expect([ejected.status, ejected.done?.report.failure?.code]).toEqual([4, 'medium-gone']);
  for (const state of ['-', '*', '/'] as const) expect(lab.stretches('tray.iso.map', state)).toEqual([]);

  lab.guest.lab('cd', lab.file('other.iso', other));
  const wrong = lab.run(`resume ${job}`);
  expect([wrong.status, wrong.done?.report.failure?.code]).toEqual([5, 'map-of-another']);
  lab.control(spec, {});
  lab.guest.lab('cd', spec);
  expect(lab.run(`resume ${job}`).status).toBe(0);
  expect(lab.sum('tray.iso')).toBe(sumOf(one));
  lab.guest.lab('cd', 'none');
});
