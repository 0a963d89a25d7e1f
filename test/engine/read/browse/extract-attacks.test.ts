import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { extract } from '../../../../src/engine/read/browse/extract.ts';
import type { PlacedEntry } from '../../../../src/engine/read/browse/volume.ts';
import type { WalkedEntry } from '../../../../src/engine/read/browse/walk.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { openerIn } from './opener.ts';

// Somebody who may rename what is in the folder does so between two entries: nothing outside of it is made or changed.

const room = mkdtempSync(join(tmpdir(), 'isowright-extract-attacks-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const held = test.runIf(process.platform === 'linux');
const bytes = seededBytes(4096);
const open = openerIn(bytes);
const SECONDS = 1_000_000_000;

let into = '';
let outside = '';
let rounds = 0;
beforeEach(() => {
  into = join(room, `into-${++rounds}`);
  outside = join(room, `outside-${rounds}`);
  mkdirSync(into);
  mkdirSync(join(outside, 'in'), { recursive: true });
  writeFileSync(join(outside, 'file'), 'secret');
  for (const path of [join(outside, 'file'), join(outside, 'in'), outside]) {
    chmodSync(path, 0o700);
    utimesSync(path, SECONDS, SECONDS);
  }
});

const entry = (path: string, facts: Partial<PlacedEntry> & Pick<PlacedEntry, 'type'>): WalkedEntry => ({
  path,
  entry: {
    name: path.slice(path.lastIndexOf('/') + 1),
    sizeBytes: facts.type === 'file' ? 10 : 0,
    permissions: 0o777,
    modifiedAtMs: 5000,
    identity: '',
    runs: facts.type === 'file' ? [{ atByte: 0, lengthBytes: 10 }] : [],
    ...facts,
  },
});
const folder = (path: string): WalkedEntry => entry(path, { type: 'dir' });
const file = (path: string, identity = ''): WalkedEntry => entry(path, { type: 'file', identity });
const link = (path: string, target: string): WalkedEntry => entry(path, { type: 'symlink', target });

/** Entries, and what somebody does between them. */
async function* told(steps: readonly (WalkedEntry | (() => void))[]): AsyncGenerator<WalkedEntry> {
  for (const step of steps) {
    if (typeof step === 'function') step();
    else yield step;
  }
}

const take = (...steps: (WalkedEntry | (() => void))[]) =>
  extract(fakeImage(bytes), told(steps), { into, replace: false, open });

/** The folder `name` is moved aside and a link to another folder has its place. */
const swap = (name: string) => () => {
  renameSync(join(into, name), join(into, `${name}-moved`));
  symlinkSync(outside, join(into, name));
};

function expectUntouched(): void {
  expect(readdirSync(outside).sort()).toEqual(['file', 'in']);
  expect(readdirSync(join(outside, 'in'))).toEqual([]);
  expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('secret');
  for (const path of [join(outside, 'file'), join(outside, 'in'), outside])
    expect([statSync(path).mode & 0o777, statSync(path).mtimeMs]).toEqual([0o700, SECONDS * 1000]);
}

held('a folder swapped for a link between two files leads none of them elsewhere', async () => {
  await take(folder('/a'), file('/a/first'), swap('a'), file('/a/second'), link('/a/link', 'x'));
  expectUntouched();
  expect(readdirSync(join(into, 'a-moved')).sort()).toEqual(['first', 'link', 'second']);
});

held('a folder that was swapped while many others were entered ends the extraction', async () => {
  const others = Array.from({ length: 40 }, (_, index) => folder(`/other-${index}`));
  const taking = take(folder('/a'), ...others, swap('a'), file('/a/file'));
  await expect(taking).rejects.toMatchObject({ code: 'output-unsafe', facts: { why: 'swapped' } });
  expectUntouched();
});

held('another folder of the same name is no more the one that was made than a link is', async () => {
  const others = Array.from({ length: 40 }, (_, index) => folder(`/other-${index}`));
  const replace = () => {
    renameSync(join(into, 'a'), join(into, 'a-moved'));
    mkdirSync(join(into, 'private'), { mode: 0o700 });
    renameSync(join(into, 'private'), join(into, 'a'));
  };
  await expect(take(folder('/a'), ...others, replace, file('/a/file'))).rejects.toMatchObject({
    code: 'output-unsafe',
  });
  expect(readdirSync(join(into, 'a'))).toEqual([]);
  expect(statSync(join(into, 'a')).mode & 0o777).toBe(0o700);
});

held('a folder swapped for a link before its rights and time are set changes those of no other', async () => {
  await take(folder('/a'), folder('/a/in'), file('/a/in/file'), swap('a'));
  expectUntouched();
  expect(statSync(join(into, 'a-moved/in')).mtimeMs).toBe(5000);
});

held('a file swapped for a link gives its rights and time to nothing else', async () => {
  const steps = [file('/a/one', 'same'), file('/a/two', 'same')];
  const trap = () => {
    rmSync(join(into, 'a/one'));
    symlinkSync(join(outside, 'file'), join(into, 'a/one'));
  };
  await take(folder('/a'), steps[0]!, trap, steps[1]!);
  expectUntouched();
  expect(lstatSync(join(into, 'a/two')).isFile()).toBe(true);
  expect(readFileSync(join(into, 'a/two'))).toEqual(Buffer.from(bytes.subarray(0, 10)));
});

held('the folder itself, swapped after it was opened, is the one that was opened', async () => {
  const swapRoot = () => {
    renameSync(into, `${into}-moved`);
    symlinkSync(outside, into);
  };
  await take(folder('/in'), swapRoot, file('/in/file'), file('/file-2'), link('/link', 'x'));
  expectUntouched();
  expect(readdirSync(`${into}-moved`).sort()).toEqual(['file-2', 'in', 'link']);
});

held('a link that is given as the folder is followed, one below it is not', async () => {
  const given = join(room, `given-${rounds}`);
  symlinkSync(into, given);
  symlinkSync(outside, join(into, 'b'));
  await extract(fakeImage(bytes), told([file('/a')]), { into: given, replace: false, open });
  expect(readdirSync(into).sort()).toEqual(['a', 'b']);
  const below = { into: given, replace: true, open };
  const { failed } = await extract(fakeImage(bytes), told([file('/b/in/x')]), below);
  expect(failed).toEqual([{ path: '/b/in/x', type: 'file', code: 'in-the-way' }]);
  expectUntouched();
});

held('a thousand levels need no more than a few open folders', async () => {
  const before = readdirSync('/proc/self/fd').length;
  const paths: string[] = [];
  for (let path = '/d'; paths.length < 1000; path += '/d') paths.push(path);
  const most = { handles: 0 };
  const look = () => {
    most.handles = Math.max(most.handles, readdirSync('/proc/self/fd').length - before);
  };
  const steps = paths.flatMap((path) => [folder(path), look]);
  const { entries } = await take(...steps, file(`${paths.at(-1)}/file`));
  expect(entries).toBe(1001);
  expect(most.handles).toBeLessThan(20);
  expect(readdirSync('/proc/self/fd').length).toBe(before);
});
