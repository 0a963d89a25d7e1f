import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import { startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { rigsFolder, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { chooseDrive } from './walk.ts';

// A serial console carries 960 bytes a second (9600 baud): what the screen writes while a medium is read has to fit, and keys to count.

const MIB = 1 << 20;
const BYTES_PER_SECOND = 960;
const MEASURED_MS = 6000;
const SIZE = 21 * MIB + 3 * 512;
const rig = testWith('rigs', 'loop', 'tool:tmux', 'tool:nbdkit', 'tool:nbdfuse');

let folder = '';
let terminal: Terminal | undefined;
let device: FaultyDevice;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-baud-'));
  device = makeFaultyDevice(SIZE);
  writeFileSync(device.path, seededBytes(SIZE, 51));
});
afterEach(() => {
  device.control({});
  terminal?.stop();
  terminal = undefined;
  device.remove();
  rmSync(folder, { recursive: true, force: true });
});

function open(size: string, kind: string, before = ''): Terminal {
  const environment = `TERM=${kind} LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${folder}/state'`;
  const line = programLine('', environment);
  terminal = openTerminal(size, `cd '${folder}' && ${before}${line}`);
  return terminal;
}

/** Until the medium is being read. */
function startReading(size: string, kind: string): Terminal {
  const opened = open(size, kind);
  opened.waitFor('[Mm]ake an image from a folder');
  opened.keys('End', 'Up', 'Up', 'Enter');
  opened.waitFor('Which drive or disc is to be saved');
  chooseDrive(opened, device.name);
  opened.waitFor('saved to');
  opened.keys('Enter');
  opened.waitFor('Where does the image go');
  opened.type('\u0015slow.img');
  opened.waitFor('slow.img_');
  device.control({ rate: 700_000, bad_read: [[MIB, 1024]] });
  opened.keys('Enter');
  opened.waitFor('Options');
  opened.keys('Enter');
  opened.waitFor('Enter continue', 60);
  opened.keys('Enter');
  opened.waitFor('[^ \\w]{30}', 60);
  opened.waitFor('read +[1-9][0-9.]* [KM]iB|[1-9][0-9]*%', 60);
  return opened;
}

rig.each([
  // Nothing about it says that the line is slow.
  ['80x24', 'screen'],
  ['40x10', 'vt100'],
])('while a medium is read the screen at %s of a %s writes less than 9600 baud carry', async (size, kind) => {
  const opened = startReading(size, kind);
  const [before, startedAtMs] = [opened.rawBytes(), performance.now()];
  await wait(MEASURED_MS);
  const perSecond = (opened.rawBytes() - before) / ((performance.now() - startedAtMs) / 1000);
  console.log(`at ${size}, ${kind}: ${perSecond.toFixed(0)} bytes a second`);
  expect(perSecond).toBeGreaterThan(0);
  expect(perSecond).toBeLessThan(BYTES_PER_SECOND);
  // A job outlives its screen: it is let come to its end.
  device.control({});
  opened.waitFor('Every sector was read|Some sectors are missing', 60);
});

rig('at 9600 baud a job that reads is found, paused, let go on and stopped by keys', async () => {
  device.control({ rate: 400_000 });
  const state = { XDG_STATE_HOME: join(folder, 'state') };
  const { child, waitFor, ended } = startIsowright(
    ['read', device.path, '-o', join(folder, 'slow.img')],
    state,
  );
  await waitFor((event) => event.event === 'progress' && event.doneBytes > 0);
  const opened = open('80x24', 'vt220', `${rigsFolder}/slowpty.py ${BYTES_PER_SECOND} `);
  opened.waitFor('What would you like to do');
  opened.keys('End', 'Enter');
  opened.waitFor('> .*running +read');
  opened.keys('Enter');
  opened.waitFor('read +[0-9.]+ [KM]iB');
  opened.type('p');
  opened.waitFor('Paused. Press p to continue', 20);
  opened.type('p');
  opened.waitFor('now at byte', 20);
  opened.type('s');
  opened.waitFor('Stop the job', 20);
  opened.type('y');
  opened.waitFor('Stopped', 30);
  child.kill('SIGKILL');
  await ended;
});
