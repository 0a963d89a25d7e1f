import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { chooseDrive, typeDriveName } from './walk.ts';

// By keys alone: a drive becomes the same as another one, which is chosen, shown and named before.

const MIB = 1 << 20;
const SOURCE_BYTES = 5 * MIB + 7 * 512;
const TARGET_BYTES = 6 * MIB + 9 * 512;
const test = testWith('rigs', 'loop', 'tool:tmux');

let folder = '';
let content: Uint8Array;
let source: LoopDevice;
let target: LoopDevice;
let terminal: Terminal | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-copy-'));
  content = seededBytes(SOURCE_BYTES, 71);
  writeFileSync(join(folder, 'content'), content);
  source = makeLoopDevice(SOURCE_BYTES, { contentOf: join(folder, 'content') });
  target = makeLoopDevice(TARGET_BYTES);
});
afterEach(() => {
  terminal?.stop();
  source.remove();
  target.remove();
  rmSync(folder, { recursive: true, force: true });
});

function open(size: string, language: string, args = ''): Terminal {
  const environment = `LANG=${language} LC_ALL=C.UTF-8 LANGUAGE=${language.slice(0, 2)} XDG_STATE_HOME='${folder}/state'`;
  terminal = openTerminal(size, `cd '${folder}' && ${programLine(args, environment)}`);
  return terminal;
}

/** The other drive begins with what the first one holds, and nothing else of either has changed. */
function expectCopied(): void {
  const copied = readFileSync(target.backingPath);
  expect(copied.subarray(0, SOURCE_BYTES).equals(Buffer.from(content))).toBe(true);
  expect(readFileSync(source.backingPath).equals(Buffer.from(content))).toBe(true);
}

test.each(['80x24', '40x10'])('a drive is saved onto another one by keys alone at %s', async (size) => {
  const opened = open(size, 'C.UTF-8');
  opened.waitFor('[Mm]ake an image from a');
  opened.keys('End', 'Up', 'Up', 'Enter');
  opened.waitFor('Which drive or disc is to be saved');
  chooseDrive(opened, source.name);
  opened.waitFor(`Where is ${source.name} saved to`);
  opened.keys('Down');
  opened.waitFor('> Another drive');
  opened.keys('Enter');
  opened.waitFor(`becomes a copy of ${source.name}|Which drive becomes`);
  chooseDrive(opened, target.name);
  opened.waitFor('Options');
  opened.keys('Enter');
  opened.waitFor('Summary');
  opened.waitFor('Enter continue');
  opened.keys('Enter');
  opened.waitFor(`Type ${target.name} to start`);
  await typeDriveName(opened, target.name);
  opened.waitFor('Every sector was read', 60);
  opened.keys('Enter');
  expect(opened.exitCode()).toBe(0);
  expectCopied();
});

test('in plain lines, in German, a drive is saved onto another one, and a wrong name writes nothing', () => {
  const opened = open('120x50', 'C.UTF-8', '--lang de --plain');
  const answer = (question: string, text: string): void => {
    opened.waitFor(question);
    opened.type(text);
    opened.keys('Enter');
  };
  answer('Nummer:', '7');
  answer('Welches. Nummer', source.name);
  answer('Wohin. Nummer', '2');
  answer('mehrere', target.name);
  answer('Enter', '');
  answer('Übersicht', '');
  answer(`Zum Starten ${target.name} eingeben`, source.name);
  opened.waitFor('ist nicht|nicht ');
  expect(readFileSync(target.backingPath).every((byte) => byte === 0)).toBe(true);
  answer(`Zum Starten ${target.name} eingeben`, target.name);
  opened.waitFor('Enter beendet|Enter', 60);
});
