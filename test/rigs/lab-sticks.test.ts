import { afterAll, beforeAll, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { has, testWith } from '../fakes/rigs.ts';
import { LabReader, type Stretch, sumOf } from './lab-reader.ts';

// USB sticks that are read: with bad sectors, pulled in the middle, with another stick in their place, back under a third name.

const MIB = 1 << 20;
const needs = ['rigs', 'root', 'tool:qemu-system-x86_64', 'tool:nbdkit'] as const;
const test = testWith(...needs);
const lab = new LabReader('sticks');
// No round size, and the same for all.
const SIZE = 3 * MIB + 5 * 4096;
const mine = seededBytes(SIZE, 21);
const foreign = seededBytes(SIZE, 22);
/** What is begun must not be over before the guest, which is slow, hears of a stop. */
const SLOW = { rate: 250_000 };

beforeAll(() => {
  if (needs.every(has)) lab.up();
});
afterAll(() => {
  if (needs.every(has)) lab.down();
});

test('a stick with bad sectors: exactly those are missing, as ddrescue has it', () => {
  const bad: Stretch[] = [
    [700 * 512, 512],
    [4000 * 512, 1536],
  ];
  const path = lab.guest.lab('plug', 'ILL', lab.faulty('ill', mine, { bad_read: bad }), 'serial=ILL1');
  const { status, done } = lab.run(`read ${path} -o ill.img --map ill.map`);
  expect([status, done?.report.medium?.badBytes]).toEqual([7, 2048]);
  lab.ddrescue(path, 512);
  for (const state of ['+', '-', '?', '*', '/'] as const)
    expect(lab.stretches('ill.map', state)).toEqual(lab.stretches('dd.map', state));
  expect(lab.stretches('ill.map', '-')).toEqual(bad);
  expect(lab.sum('ill.img')).toBe(sumOf(mine, bad));
  lab.guest.lab('unplug', 'ILL');
  lab.clean();
});

test('a stick pulled while it is read, another one in its place: the first one, back under a third name, is found and read to its end', () => {
  const spec = lab.faulty('pulled', mine, { rate: 600_000 });
  const path = lab.guest.lab('plug', 'MINE', spec, 'serial=MINE1');
  lab.begin(`read ${path} -o pulled.img`, MIB);
  lab.guest.lab('unplug', 'MINE');
  lab.until('medium-gone');
  expect(lab.guest.lab('plug', 'OTHER', lab.file('other.img', foreign), 'serial=OTHER1')).toBe(path);
  const third = lab.guest.lab('plug', 'THIRD', lab.file('third.img', foreign), 'serial=THIRD1');
  lab.control(spec, {});
  const back = lab.guest.lab('plug', 'MINE', spec, 'serial=MINE1');
  expect([path, third]).not.toContain(back);
  const { status, events, done } = lab.until('exit');
  expect(status).toBe(0);
  const notes = events.flatMap((event) => (event.event === 'note' ? [[event.code, event.path]] : []));
  expect(notes).toContainEqual(['medium-gone', path]);
  expect(notes).toContainEqual(['medium-back', back]);
  expect(done?.report.image?.sha256).toBe(sumOf(mine));
  expect(lab.sum('pulled.img')).toBe(sumOf(mine));
  for (const id of ['MINE', 'OTHER', 'THIRD']) lab.guest.lab('unplug', id);
  lab.clean();
});

test('a job that was stopped goes on with its own stick only: refused under its old name, found under another', () => {
  const spec = lab.faulty('stopped', mine, SLOW);
  const path = lab.guest.lab('plug', 'MINE', spec, 'serial=MINE1');
  const job = lab.begin(`read ${path} -o stopped.img`, MIB);
  expect(lab.stop().status).toBe(143);
  lab.guest.lab('unplug', 'MINE');
  expect(lab.guest.lab('plug', 'OTHER', lab.file('other.img', foreign), 'serial=OTHER1')).toBe(path);
  const wrong = lab.run(`resume ${job}`);
  expect([wrong.status, wrong.done?.report.failure]).toMatchObject([
    5,
    { code: 'identity-mismatch', facts: { expected: 'MINE1', found: 'OTHER1' } },
  ]);
  lab.control(spec, {});
  expect(lab.guest.lab('plug', 'MINE', spec, 'serial=MINE1')).not.toBe(path);
  expect(lab.run(`resume ${job}`).status).toBe(0);
  expect(lab.sum('stopped.img')).toBe(sumOf(mine));
});
