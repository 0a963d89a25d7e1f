import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';
import { typeConfirmation, walkToConfirm } from './walk.ts';

// Both wizards write what was looked at to what was looked at: a swap while the confirmation is on the screen ends in exit 5.

const MIB = 1 << 20;
const test = testWith('rigs', 'tool:tmux');
const withLoop = testWith('rigs', 'loop', 'tool:tmux');

let folder = '';
let image = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-confirmed-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, seededBytes(MIB));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (args: string): string =>
  programLine(args, `LANG=C.UTF-8 LC_ALL=C.UTF-8 TMPDIR=${folder} XDG_STATE_HOME=${folder}/state`);

test('the wizard does not write to a link that was put in the place of the drive it confirmed', async () => {
  const victim = join(folder, 'victim.img');
  writeFileSync(victim, seededBytes(64 * MIB, 9));
  const terminal = openTerminal('100x30', line('practice'));
  try {
    walkToConfirm(terminal, image, 'stick-64M');
    const bench = readdirSync(folder).find((name) => name.startsWith('isowright-practice'))!;
    const stick = join(folder, bench, 'stick-64M.img');
    unlinkSync(stick);
    symlinkSync(victim, stick);
    await typeConfirmation(terminal, 'stick-64M');
    terminal.keys('Enter');
    terminal.waitFor('not the file that was confirmed');
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(5);
  } finally {
    terminal.stop();
  }
  expect(readFileSync(victim).equals(Buffer.from(seededBytes(64 * MIB, 9)))).toBe(true);
});

withLoop('the wizard in plain lines does not write another image than the one it confirmed', () => {
  const loop = makeLoopDevice(64 * MIB);
  const terminal = openTerminal('120x50', line('--plain'));
  try {
    terminal.waitFor('What would you like to do');
    terminal.type('2');
    terminal.keys('Enter');
    terminal.waitFor('Path of the image');
    terminal.type(image);
    terminal.keys('Enter');
    terminal.waitFor('Which one');
    terminal.type(numberOf(terminal.shot(), loop.name));
    terminal.keys('Enter');
    terminal.waitFor('Enter to keep');
    terminal.keys('Enter');
    terminal.waitFor('continues, b goes back');
    terminal.keys('Enter');
    terminal.waitFor(`Type ${loop.name} to start`);
    writeFileSync(join(folder, 'other.iso'), seededBytes(MIB, 5));
    renameSync(join(folder, 'other.iso'), image);
    terminal.type(loop.name);
    terminal.keys('Enter');
    terminal.waitFor('Enter leaves');
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(5);
    expect(readFileSync(loop.backingPath).every((byte) => byte === 0)).toBe(true);
  } finally {
    terminal.stop();
    loop.remove();
  }
});

/** The number that a drive has in the list. */
function numberOf(screen: string, name: string): string {
  const [, number] = new RegExp(`^ +(\\d+) +${name},`, 'm').exec(screen) ?? [];
  if (number === undefined) throw new Error(`no ${name} in the list:\n${screen}`);
  return number;
}
