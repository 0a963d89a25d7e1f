import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright, programPath } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// Whatever ends an extraction, and whenever: no file has a name of the image before it has its whole content.

const test = testWith();
const room = temporaryFolder();
const tree = join(room, 'tree');
const image = join(room, 'image.iso');
const FOLDERS = 40;
const FILES = 60;

beforeAll(async () => {
  for (let folder = 0; folder < FOLDERS; folder++) {
    mkdirSync(join(tree, `f${folder}`), { recursive: true });
    for (let file = 0; file < FILES; file++)
      writeFileSync(
        join(tree, `f${folder}/${file}`),
        Buffer.alloc(500 + ((folder * 97 + file * 31) % 9000), file),
      );
    writeFileSync(join(tree, `f${folder}/large`), Buffer.alloc(3 << 20, folder));
  }
  await makeImage(tree, image);
});

/** Ends an extraction when the folder of this number is there, and a little later. */
async function ended(into: string, folder: number, turns: number, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, [programPath, 'extract', image, '-C', into, '--force'], {
    stdio: 'ignore',
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  for (let turn = 0; child.exitCode === null && turn < turns; ) {
    await new Promise((resolve) => setImmediate(resolve));
    if (turn > 0 || readdirSync(join(into, `f${folder}`), { withFileTypes: false }).length > 0) turn++;
  }
  child.kill(signal);
  return closed;
}

function asides(into: string): string[] {
  return readdirSync(into, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes('.isowright-'),
  );
}

function expectWholeFiles(into: string): void {
  for (const path of readdirSync(into, { recursive: true, encoding: 'utf8' }))
    if (!path.includes('.isowright-') && statSync(join(into, path)).isFile())
      expect([path, readFileSync(join(into, path)).equals(readFileSync(join(tree, path)))]).toEqual([
        path,
        true,
      ]);
}

function freshWithFolders(): string {
  const into = mkdtempSync(join(room, 'out-'));
  // They are there before, so that the first file can be waited for; one half of them is made by the extraction.
  for (let folder = 0; folder < FOLDERS; folder += 2) mkdirSync(join(into, `f${folder}`));
  return into;
}

test('killed at any moment it leaves whole files only, and the next one removes what it left aside', async () => {
  const into = freshWithFolders();
  for (let round = 0; round < 12; round++) {
    await ended(into, round * 2, 1 + round * 7, 'SIGKILL');
    expectWholeFiles(into);
    expect(asides(into).length).toBeLessThanOrEqual(1);
  }
  expect(isowright(['extract', image, '-C', into, '--force']).status).toBe(0);
  expect(asides(into)).toEqual([]);
  expectWholeFiles(into);
  expect(readdirSync(into, { recursive: true }).length).toBe(FOLDERS * (FILES + 2));
}, 120_000);

test('stopped by Ctrl-C it leaves whole files and nothing aside, and says that it was stopped', async () => {
  const into = freshWithFolders();
  const code = await ended(into, 0, 5, 'SIGINT');
  expect([0, 130]).toContain(code);
  expectWholeFiles(into);
  expect(asides(into)).toEqual([]);
});

test('what an extraction that still goes on has aside stays, and so does what others call so', () => {
  const into = mkdtempSync(join(room, 'out-'));
  const ticks = readFileSync('/proc/self/stat', 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')[19];
  const kept = [`.isowright-${process.pid}-${ticks}`, '.isowright-notes', '.isowright-1-2-3'];
  for (const name of [...kept, `.isowright-${process.pid}-1`]) writeFileSync(join(into, name), 'x');
  mkdirSync(join(into, '.isowright-1-1'));
  expect(isowright(['extract', image, '/f1/1', '-C', into]).status).toBe(0);
  for (const name of [...kept, '.isowright-1-1', 'f1']) expect(existsSync(join(into, name))).toBe(true);
  expect(existsSync(join(into, `.isowright-${process.pid}-1`))).toBe(false);
  rmSync(into, { recursive: true });
});
