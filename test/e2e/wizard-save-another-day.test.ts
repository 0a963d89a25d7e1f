import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { chooseDrive } from './walk.ts';

// By keys alone: a disc that fails is left, the program is started again on another day, and the job is found and ended.

const MIB = 1 << 20;
const rig = testWith('rigs', 'loop', 'tool:tmux', 'tool:nbdkit', 'tool:nbdfuse', 'tool:xorriso');
let folder = '';
let device: FaultyDevice;
let terminal: Terminal | undefined;
let content = Buffer.alloc(0);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-day-'));
  const tree = at('tree');
  run('mkdir', ['-p', tree]);
  writeFileSync(join(tree, 'first.bin'), seededBytes(5 * MIB, 61));
  writeFileSync(join(tree, 'will.odt'), seededBytes(400_000, 62));
  expect(run('xorriso', ['-outdev', at('disc.iso'), '-map', tree, '/']).status).toBe(0);
  content = readFileSync(at('disc.iso'));
  device = makeFaultyDevice(content.length);
  run('dd', [`if=${at('disc.iso')}`, `of=${device.path}`, 'bs=64k', 'oflag=direct', 'status=none']);
});
afterEach(() => {
  device.control({});
  terminal?.stop();
  device.remove();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);

function openWizard(size: string): Terminal {
  terminal?.stop();
  const environment = `LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${folder}/state'`;
  terminal = openTerminal(size, `cd '${folder}' && ${programLine('', environment)}`);
  return terminal;
}

rig.each(['80x24', '40x10'])(
  'a failing disc is left with its files named, and on another day the job is chosen from the list and ends whole, at %s',
  (size) => {
    const hitAtByte = content.indexOf(Buffer.from(seededBytes(400_000, 62)).subarray(0, 2048));
    device.control({ bad_read: [[hitAtByte + 4096, 1024]] });
    const first = openWizard('80x24');
    first.waitFor('[Mm]ake an image from a folder');
    first.keys('End', 'Up', 'Up', 'Enter');
    first.waitFor('Which drive or disc is to be saved');
    chooseDrive(first, device.name);
    first.waitFor('saved to');
    first.keys('Enter');
    first.waitFor('Where does the image go');
    first.type('\u0015day.img');
    first.waitFor('day.img_');
    first.keys('Enter');
    first.waitFor('Options');
    first.keys('Enter');
    first.waitFor('Summary');
    first.waitFor('Enter continue');
    first.keys('Enter');
    first.waitFor('Some sectors are missing', 90);
    expect(first.shot()).toContain('/will.odt');
    first.keys('Enter');
    expect(first.exitCode()).toBe(7);

    device.control({});
    const second = openWizard(size);
    second.waitFor('[Mm]ake an image from a');
    second.keys('End', 'Enter');
    second.waitFor('> .*read');
    second.waitFor('c +continue|c continue');
    second.keys('c');
    second.waitFor('it was +isowright read');
    second.waitFor('Enter continue');
    second.keys('Enter');
    second.waitFor('Every sector was read', 90);
    second.keys('Enter');
    expect(second.exitCode()).toBe(0);
    const image = readFileSync(at('day.img'));
    expect(image.equals(content.subarray(0, image.length))).toBe(true);
    expect(existsSync(at('day.img.map'))).toBe(false);
  },
);
