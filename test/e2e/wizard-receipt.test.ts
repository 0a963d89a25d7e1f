import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { chooseDrive } from './walk.ts';

// Years later: the image is gone, the receipt of the write is there, and the wizard holds it against the drive.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:tmux');

let folder = '';
let stick: LoopDevice;
let terminal: Terminal | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-receipt-'));
  stick = makeLoopDevice(16 * MIB);
  const image = join(folder, 'rescue.img');
  const receipt = join(folder, 'rescue.receipt.json');
  writeFileSync(image, seededBytes(9 * MIB + 512));
  const flags = ['--yes', '--expect-size', String(stick.sizeBytes), '--test', 'off', '--receipt', receipt];
  expect(isowright(['write', image, stick.path, ...flags]).status).toBe(0);
  rmSync(image);
});

afterEach(() => {
  terminal?.stop();
  terminal = undefined;
  stick.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** From the first question to the report, the receipt chosen from the list of files. */
function verifyByKeys(): Terminal {
  const environment = `LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${folder}/state'`;
  const opened = openTerminal('80x24', `cd '${folder}' && ${programLine('', environment)}`);
  terminal = opened;
  opened.waitFor('What would you like to do');
  opened.keys('Down', 'Down', 'Enter');
  opened.waitFor('rescue.receipt.json .* receipt');
  opened.type('rescue');
  opened.waitFor('> rescue.receipt.json');
  opened.keys('Enter');
  opened.waitFor('Which drive is compared with rescue.receipt.json');
  chooseDrive(opened, stick.name);
  opened.waitFor(`of +rescue.img, .* to ${stick.name}`);
  opened.keys('Enter');
  return opened;
}

test('the wizard proves a drive with a receipt, without the image', () => {
  const opened = verifyByKeys();
  opened.waitFor('Proved: everything is equal', 60);
  opened.waitFor('of +rescue.img');
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(0);
});

test('the wizard says where a drive is not any more what the receipt says', () => {
  run('dd', ['if=/dev/urandom', `of=${stick.path}`, 'bs=4096', 'seek=1500', 'count=1', 'conv=fsync']);
  const opened = verifyByKeys();
  opened.waitFor('differs at byte 4,194,304', 60);
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(6);
});
