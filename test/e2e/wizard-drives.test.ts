import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { goToDrive, pressAndSee, typeConfirmation } from './walk.ts';

// By keys alone: several drives from one image, the drive that is plugged in now, one that is pulled out, and the way back.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:tmux');
const IMAGE = '/usr/lib/memtest86+/memtest86+x64.iso';

let folder = '';
let loops: LoopDevice[] = [];
let terminal: Terminal | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-drives-'));
  copyFileSync(IMAGE, join(folder, 'memtest.iso'));
  loops = [];
});

afterEach(() => {
  terminal?.stop();
  terminal = undefined;
  for (const loop of loops) loop.remove();
  rmSync(folder, { recursive: true, force: true });
});

function plug(sizeBytes = 32 * MIB): LoopDevice {
  const loop = makeLoopDevice(sizeBytes);
  loops.push(loop);
  return loop;
}

function pull(loop: LoopDevice): void {
  loops = loops.filter((other) => other !== loop);
  loop.remove();
}

/** The wizard with jobs of its own, so that no others are in its list. */
function openWizard(size = '80x24'): Terminal {
  const environment = `LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${folder}/state'`;
  terminal = openTerminal(size, `cd '${folder}' && ${programLine('', environment)}`);
  terminal.waitFor('What would you like to do');
  return terminal;
}

function toDrives(opened: Terminal): void {
  opened.keys('Down', 'Enter');
  opened.waitFor('Which image');
  opened.type('mem');
  opened.waitFor('> memtest.iso');
  opened.keys('Enter');
  opened.waitFor('Which drive gets');
}

const sameAsImage = (loop: LoopDevice) =>
  run('cmp', ['-n', String(statSync(IMAGE).size), IMAGE, loop.path]).status === 0;

/** Others may plug drives in meanwhile: what changed wants a fresh look, and then the key counts. */
async function press(opened: Terminal, key: string, until: string): Promise<void> {
  await vi.waitFor(
    () => {
      if (new RegExp(until).test(opened.shot())) return;
      pressAndSee(opened, key);
      expect(opened.shot()).toMatch(new RegExp(until));
    },
    { timeout: 40_000, interval: 100 },
  );
}

for (const size of ['80x24', '60x20']) {
  test(`two drives are written at once and proved to be identical, at ${size}`, async () => {
    const [one, two, other] = [plug(), plug(), plug()];
    const opened = openWizard(size);
    toDrives(opened);
    goToDrive(opened, one.name);
    await press(opened, 'Space', `\\[x\\] ${one.name}`);
    goToDrive(opened, two.name);
    await press(opened, 'Space', `\\[x\\] ${two.name}`);
    await press(opened, 'Enter', 'Anything special');
    opened.keys('Enter');
    opened.waitFor('Everything on these 2 drives is erased');
    opened.waitFor('image +[0-9.]+ MiB');
    opened.keys('Enter');
    opened.waitFor('Type the name of every drive');
    // Half of it, and a drive that was not chosen, start nothing.
    await typeConfirmation(opened, `${one.name} ${other.name}`);
    opened.waitFor(`${other.name} is not one of the chosen drives`);
    opened.keys('Enter');
    opened.waitFor('Correct it');
    for (const loop of [one, two, other]) expect(sameAsImage(loop)).toBe(false);
    await typeConfirmation(opened, `${two.name} ${one.name}`);
    opened.keys('Enter');
    opened.waitFor('Done and proved', 60);
    opened.keys('End');
    opened.waitFor('both hold the same bytes');
    opened.keys('Enter');
    expect(opened.exitCode()).toBe(0);
    expect([one, two, other].map(sameAsImage)).toEqual([true, true, false]);
  });
}

test('the drive that is plugged in now is found, and pulled out it is said and nothing is written', async () => {
  const opened = openWizard();
  toDrives(opened);
  opened.keys('n');
  opened.waitFor('Waiting: plug the drive in now');
  const stick = plug();
  opened.waitFor(`${stick.name} (has just appeared|.*have appeared)|appeared: .*${stick.name}`, 15);
  goToDrive(opened, stick.name);
  await press(opened, 'Enter', 'Anything special');
  opened.keys('Enter');
  opened.waitFor(`Everything on ${stick.name} is erased`);
  opened.waitFor('image +[0-9.]+ MiB');
  opened.keys('Enter');
  opened.waitFor(`Type ${stick.name} to start`);
  pull(stick);
  opened.waitFor(`${stick.name} is gone`, 15);
  opened.waitFor('Which drive gets');
  opened.keys('q', 'y');
  expect(opened.exitCode()).toBe(3);
});

test('a stick becomes an ordinary one again, and the job stands in the list', async () => {
  const stick = plug(64 * MIB);
  const opened = openWizard();
  opened.keys('Down', 'Down', 'Down', 'Enter');
  opened.waitFor('becomes an empty, ordinary one again');
  goToDrive(opened, stick.name);
  await press(opened, 'Enter', 'Anything special');
  opened.type('KEYS');
  opened.waitFor('Name +KEYS_');
  opened.keys('Enter');
  opened.waitFor('one empty partition named KEYS');
  opened.keys('Enter');
  opened.waitFor(`Type ${stick.name} to start`);
  await typeConfirmation(opened, stick.name);
  opened.keys('Enter');
  opened.waitFor('An empty, ordinary drive again', 60);
  opened.keys('n');
  opened.waitFor('What would you like to do');
  opened.keys('End', 'Enter');
  opened.waitFor(`> .*done +restore ${stick.name}`);
  opened.keys('Enter');
  opened.waitFor('holds one empty FAT');
  opened.keys('Escape');
  opened.waitFor('Which job');
  opened.keys('q', 'y');
  expect(
    run('blkid', ['-p', '-o', 'value', '-s', 'LABEL', '-O', String(MIB), stick.path]).stdout.trim(),
  ).toBe('KEYS');
});

test('a write that reached only what was kept is undone by keys, byte for byte', async () => {
  // Smaller than the first MiB, which is kept whole.
  writeFileSync(join(folder, 'tiny.img'), new Uint8Array(512 << 10).fill(7));
  const stick = plug(16 * MIB);
  writeFileSync(stick.path, new Uint8Array(4 * MIB).fill(3));
  spawnSync('sync');
  const before = readFileSync(stick.path);
  const opened = openWizard();
  opened.keys('Down', 'Enter');
  opened.waitFor('Which image');
  opened.keys('Tab');
  opened.waitFor('Path or address');
  opened.type('tiny.img');
  opened.keys('Enter');
  opened.waitFor('Which drive gets tiny.img');
  goToDrive(opened, stick.name);
  await press(opened, 'Enter', 'Anything special');
  opened.keys('Enter');
  opened.waitFor('image +512 KiB');
  opened.keys('Enter');
  opened.waitFor(`Type ${stick.name} to start`);
  await typeConfirmation(opened, stick.name);
  opened.keys('Enter');
  opened.waitFor('Done and proved', 60);
  expect(Buffer.compare(readFileSync(stick.path), before)).not.toBe(0);
  opened.keys('n');
  opened.waitFor('What would you like to do');
  opened.keys('End', 'Enter');
  opened.waitFor('> .*done +write tiny.img');
  opened.keys('u');
  opened.waitFor('everything is as before the write', 20);
  opened.keys('Enter');
  opened.waitFor('Type undo to start');
  await typeConfirmation(opened, 'undo');
  opened.keys('Enter');
  opened.waitFor('Put back and proved', 30);
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(0);
  expect(Buffer.compare(readFileSync(stick.path), before)).toBe(0);
});
