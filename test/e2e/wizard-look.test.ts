import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { rig, run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';

// By keys alone an image is looked into, files are taken out of it, some are changed, and the new image boots.

const ORIGINAL = '/usr/lib/ipxe/ipxe.iso';
const test = testWith('rigs', 'tool:tmux', 'tool:xorriso', 'tool:bsdtar', 'tool:qemu-system-x86_64');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-look-'));
  mkdirSync(join(folder, 'out'));
  if (existsSync(ORIGINAL)) copyFileSync(ORIGINAL, join(folder, 'small.iso'));
  writeFileSync(join(folder, 'notes.txt'), 'for the rescue\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(size: string, more = ''): Terminal {
  const state = join(folder, `state-${size}${more}`);
  const line = programLine(more, `LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${state}'`);
  return openTerminal(size, `cd '${folder}' && ${line}`);
}

/** From the first question to the files in the image. */
function walkInside(terminal: Terminal): void {
  terminal.waitFor('What would you like to do');
  terminal.keys('End', 'Up', 'Enter');
  terminal.waitFor('Which image is looked into|Step 2/[0-9] +Source');
  terminal.type('small');
  terminal.waitFor('> small\\.iso');
  terminal.keys('Enter');
  terminal.waitFor('ISO 9660 image, 2');
  terminal.keys('Enter');
  terminal.waitFor('boot\\.cat');
}

test('at 80×24 files are taken out of an image, others added and renamed, and the new one boots', () => {
  const terminal = open('80x24');
  try {
    walkInside(terminal);
    terminal.type('isolinux.c');
    terminal.waitFor('> +isolinux\\.cfg');
    terminal.keys('Space');
    terminal.waitFor('1 entry marked, 145 B');
    terminal.type('>');
    terminal.waitFor('Into which folder');
    terminal.paste(join(folder, 'out'));
    terminal.waitFor('Path: ');
    terminal.keys('Enter');
    terminal.waitFor('Extracted: 1 entry, 145 B');
    expect(terminal.shot()).toContain('Nothing is missing.');
    terminal.keys('Enter');
    terminal.waitFor('Step 4/4 +Files');
    terminal.type('+');
    terminal.waitFor('What comes into /');
    terminal.waitFor('notes\\.txt');
    terminal.type('notes');
    terminal.waitFor('> notes\\.txt');
    terminal.keys('Enter');
    terminal.waitFor('> \\+ notes\\.txt');
    terminal.waitFor('1 change, Tab makes it: .*boots: BIOS, UEFI');
    terminal.keys('=', 'C-u');
    terminal.type('read-me.txt');
    terminal.keys('Enter');
    terminal.waitFor('> \\+ read-me\\.txt');
    terminal.keys('Tab');
    terminal.waitFor('Where does the image go');
    terminal.keys('C-u');
    terminal.type('changed.iso');
    terminal.keys('Enter');
    terminal.waitFor('Anything special');
    terminal.keys('Enter');
    terminal.waitFor('losses +none');
    terminal.keys('Enter');
    terminal.waitFor('Done and proved');
    terminal.keys('q');
    expect(terminal.exitCode()).toBe(0);
  } finally {
    terminal.stop();
  }
  const was = run('bsdtar', ['-xOf', ORIGINAL, 'isolinux.cfg']).stdout;
  expect(readFileSync(join(folder, 'out/isolinux.cfg'), 'utf8')).toBe(was);
  const made = join(folder, 'changed.iso');
  expect(run('bsdtar', ['-xOf', made, 'read-me.txt']).stdout).toBe('for the rescue\n');
  const names = (image: string) => run('bsdtar', ['-tf', image]).stdout.trim().split('\n').sort();
  expect(names(made)).toEqual([...names(ORIGINAL), 'read-me.txt'].sort());
  rig('boot.sh', made, 'bios-cd,bios-usb', 'iPXE', '--timeout', '60');
});

test('at 40×10 an image is looked into, its files are walked through, and Esc leads back step by step', () => {
  const terminal = open('40x10');
  try {
    walkInside(terminal);
    terminal.type('-');
    terminal.waitFor('> - boot\\.cat');
    terminal.keys('Escape');
    terminal.waitFor('ISO 9660 image');
    terminal.keys('Escape');
    terminal.waitFor('Which image is looked into|Step 2/[0-9] +Source');
    terminal.keys('Escape');
    terminal.waitFor('> Look into an image');
    terminal.keys('C-c', 'C-c');
    expect(terminal.exitCode()).toBe(130);
  } finally {
    terminal.stop();
  }
});

test('line by line an image is looked into, and a file taken out', () => {
  const terminal = open('100x40', '--plain');
  try {
    for (const [answer, next] of [
      ['8', 'Path of the image'],
      ['small.iso', 'Number of a volume'],
      ['1', 'Number or name'],
      ['x ipxe.krn', 'Into which folder'],
      ['out', 'Nothing is missing'],
    ] as const) {
      terminal.type(`${answer}\r`);
      terminal.waitFor(next);
    }
    terminal.waitFor('Number or name[^¶]*$');
    terminal.type('q\r');
    terminal.exitCode();
  } finally {
    terminal.stop();
  }
  expect(existsSync(join(folder, 'out/ipxe.krn'))).toBe(true);
});
