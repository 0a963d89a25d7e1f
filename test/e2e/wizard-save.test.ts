import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { chooseDrive } from './walk.ts';

// By keys alone: a drive becomes an image; an ill one ends with the files named that are hit, and goes on another day.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:tmux');
const rig = testWith('rigs', 'loop', 'tool:tmux', 'tool:nbdkit', 'tool:nbdfuse', 'tool:xorriso');

let folder = '';
let terminal: Terminal | undefined;
let loop: LoopDevice | undefined;
let device: FaultyDevice | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-save-'));
});

afterEach(() => {
  device?.control({});
  terminal?.stop();
  loop?.remove();
  device?.remove();
  terminal = undefined;
  loop = undefined;
  device = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

function openWizard(size: string, args = ''): Terminal {
  const environment = `LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${folder}/state'`;
  terminal = openTerminal(size, `cd '${folder}' && ${programLine(args, environment)}`);
  terminal.waitFor('[Mm]ake an image from a folder');
  return terminal;
}

/** From the first question to the place of the image; what was suggested gives way to a short name. */
function toOutput(opened: Terminal, drive: string, name: string): void {
  opened.keys('End', 'Up', 'Up', 'Enter');
  opened.waitFor('Which drive or disc is to be saved');
  chooseDrive(opened, drive);
  opened.waitFor('saved to');
  opened.keys('Enter');
  opened.waitFor('Where does the image go');
  opened.type(`\u0015${name}`);
  opened.waitFor(`${name}_`);
  opened.keys('Enter');
  opened.waitFor('Options');
}

function toRun(opened: Terminal, drive: string, name: string): void {
  toOutput(opened, drive, name);
  opened.keys('Enter');
  opened.waitFor('Summary');
  opened.waitFor('Enter continue');
}

/** In a small window only the head of the summary is seen: Enter counts as soon as everything is known. */
function start(opened: Terminal): void {
  opened.keys('Enter');
}

test.each(['80x24', '60x20'])(
  'a stick is saved by keys alone at %s, and its image holds every byte of it',
  (size) => {
    const content = seededBytes(21 * MIB + 4096, 11);
    writeFileSync(at('content'), content);
    loop = makeLoopDevice(content.length, { contentOf: at('content') });
    const opened = openWizard(size);
    toRun(opened, loop.name, 'stick.img');
    start(opened);
    opened.waitFor('Every sector was read', 60);
    opened.keys('Enter');
    expect(opened.exitCode()).toBe(0);
    expect(readFileSync(at('stick.img')).equals(Buffer.from(content))).toBe(true);
    expect(readFileSync(at('stick.img.sha256'), 'utf8')).toContain('*stick.img');
    expect(readdirSync(folder).sort()).toEqual(['content', 'state', 'stick.img', 'stick.img.sha256']);
    expect(readFileSync(loop.backingPath).equals(Buffer.from(content))).toBe(true);
  },
);

test('a stick is saved and its image held against it by keys alone at 40x10', () => {
  const content = seededBytes(9 * MIB + 3 * 512, 13);
  writeFileSync(at('content'), content);
  loop = makeLoopDevice(content.length, { contentOf: at('content') });
  const saving = openWizard('40x10');
  toOutput(saving, loop.name, 'stick.img');
  saving.keys('Enter');
  saving.waitFor('Enter continue');
  start(saving);
  saving.waitFor('Every sector was read', 60);
  saving.keys('Enter');
  expect(saving.exitCode()).toBe(0);
  saving.stop();

  const opened = openWizard('40x10');
  opened.keys('Down', 'Down', 'Enter');
  opened.waitFor('Source');
  opened.type('stick');
  opened.waitFor('> stick.img');
  opened.keys('Enter');
  opened.waitFor('What is stick.img compared with');
  chooseDrive(opened, loop.name);
  opened.waitFor('Options');
  opened.keys('Enter');
  opened.waitFor('Summary');
  opened.waitFor('Enter (start|continue|compare)', 30);
  start(opened);
  opened.waitFor('everything is equal', 60);
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(0);
});

test('a stick is looked over first, nothing is written, and then one key saves it', () => {
  const content = seededBytes(9 * MIB + 512, 12);
  writeFileSync(at('content'), content);
  loop = makeLoopDevice(content.length, { contentOf: at('content') });
  const opened = openWizard('80x24');
  toOutput(opened, loop.name, 'later.img');
  opened.keys('Down', 'Space');
  opened.waitFor('\\[x\\].*Only look|Only look.*\\[x\\]');
  opened.keys('Enter');
  opened.waitFor('to see how well it can be read');
  opened.waitFor('image +9');
  start(opened);
  opened.waitFor('Every sector can be read', 60);
  expect(existsSync(at('later.img'))).toBe(false);
  opened.keys('s');
  opened.waitFor('Where does the image go');
  opened.keys('Enter');
  opened.waitFor('Options');
  opened.keys('Enter');
  opened.waitFor('image +9');
  start(opened);
  opened.waitFor('Every sector was read', 60);
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(0);
  expect(readFileSync(at('later.img')).equals(Buffer.from(content))).toBe(true);
});

/** A disc with three files on a device of its own; where the second one is. */
function discWithFiles(): { readonly content: Buffer; readonly hitAtByte: number } {
  const tree = at('tree');
  execFileSync('mkdir', ['-p', join(tree, 'letters')]);
  const hit = Buffer.from(seededBytes(300_000, 5));
  writeFileSync(join(tree, 'first.bin'), seededBytes(3 * MIB, 4));
  writeFileSync(join(tree, 'letters', 'will.odt'), hit);
  writeFileSync(join(tree, 'zebra.bin'), seededBytes(3 * MIB, 6));
  const iso = at('disc.iso');
  execFileSync('xorriso', ['-outdev', iso, '-volid', 'HOLIDAY', '-map', tree, '/'], {
    timeout: 60_000,
    stdio: 'ignore',
  });
  const content = readFileSync(iso);
  const hitAtByte = content.indexOf(hit.subarray(0, 4096));
  expect(hitAtByte).toBeGreaterThan(0);
  device = makeFaultyDevice(content.length, {});
  execFileSync('dd', [`if=${iso}`, `of=${device.path}`, 'bs=64k', 'oflag=direct', 'status=none'], {
    timeout: 60_000,
  });
  return { content, hitAtByte };
}

/** What the disc says it holds, and nothing but padding behind it. */
function expectVolume(name: string, content: Buffer): void {
  const image = readFileSync(at(name));
  expect(image.length).toBeGreaterThan(6 * MIB);
  expect(image.equals(content.subarray(0, image.length))).toBe(true);
  expect(content.subarray(image.length).every((byte) => byte === 0)).toBe(true);
}

rig('a failing disc ends with its files named, and goes on another day to a whole image', () => {
  const { content, hitAtByte } = discWithFiles();
  device?.control({ bad_read: [[hitAtByte + 4096, 1024]] });
  const opened = openWizard('80x24');
  toRun(opened, device?.name ?? '', 'disc.img');
  start(opened);
  opened.waitFor('Some sectors are missing', 90);
  expect(opened.shot()).toContain('/letters/will.odt');
  expect(opened.shot()).toContain('disc.img.map');
  // On another day it can be read.
  device?.control({});
  opened.keys('r');
  opened.waitFor('Every sector was read; what an earlier run read', 90);
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(0);
  expectVolume('disc.img', content);
});

rig(
  'a slow drive is interrupted with Ctrl-C in its middle, asked once, and continued from the report',
  () => {
    const { content } = discWithFiles();
    device?.control({ slow_read: [[2 * MIB, content.length - 2 * MIB, 400]] });
    const opened = openWizard('80x24');
    toRun(opened, device?.name ?? '', 'slow.img');
    start(opened);
    opened.waitFor('^ read +[0-9.]+ [KM]iB', 60);
    expect(opened.shot()).toMatch(/now at byte [0-9,]+ \(sector [0-9,]+\)/);
    opened.keys('C-c');
    opened.waitFor('Stop the job');
    opened.keys('y');
    opened.waitFor('^ Stopped', 60);
    expect(existsSync(at('slow.img'))).toBe(false);
    expect(existsSync(at('slow.img.partial'))).toBe(true);
    device?.control({});
    opened.keys('r');
    opened.waitFor('Every sector was read', 90);
    opened.keys('Enter');
    expect(opened.exitCode()).toBe(0);
    expectVolume('slow.img', content);
    expect(existsSync(at('slow.img.partial'))).toBe(false);
  },
);

rig('at 40x10 the map, what is missing and the place are seen while an ill drive is read', () => {
  const { hitAtByte } = discWithFiles();
  device?.control({ bad_read: [[hitAtByte, 2048]], error_ms: 400, slow_read: [[5 * MIB, 64 * MIB, 400]] });
  const opened = openWizard('40x10');
  toOutput(opened, device?.name ?? '', 'small.img');
  opened.keys('Enter');
  opened.waitFor('Enter continue');
  start(opened);
  opened.waitFor('[■□X/▒@]{38}', 60);
  opened.waitFor('read errors: [1-9]', 60);
  device?.control({ bad_read: [[hitAtByte, 2048]] });
  opened.waitFor('Some sectors are missing', 90);
});

rig('in plain lines a disc with a bad place is saved, and the file is named', () => {
  const { hitAtByte } = discWithFiles();
  device?.control({ bad_read: [[hitAtByte, 1024]] });
  const opened = openWizard('120x50', '--plain');
  const answer = (question: string, text: string): void => {
    opened.waitFor(question);
    opened.type(text);
    opened.keys('Enter');
  };
  answer('Number:', '7');
  answer('Which one', device?.name ?? '');
  answer('Where to. Number', '');
  answer('Name of the image', 'plain.img');
  answer('Folder \\[', '');
  answer('Enter to keep', '');
  answer('continues, b goes back', '');
  opened.waitFor('Enter leaves', 90);
  expect(opened.shot()).toContain('reading the easy parts, pass 1: ');
  expect(opened.shot()).toContain('/letters/will.odt');
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(7);
});
