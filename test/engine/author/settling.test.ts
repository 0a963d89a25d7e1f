import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { author, temporaryFolder } from './making.ts';

// More files than are looked at in one go: the workers do it, many at a time.
const FILES = 3_500;
const folder = temporaryFolder();
for (let index = 0; index < FILES; index++) {
  const parent = join(folder, `d${Math.floor(index / 100)}`);
  if (index % 100 === 0) mkdirSync(parent);
  writeFileSync(join(parent, `${index}`), `file ${index}`);
}

test('the last look at many files that stayed as they were finds nothing', async () => {
  const image = await author(folder);
  await expect(image.settle()).resolves.toBeUndefined();
  await image.close();
});

test.each([
  ['the first', 'd0/0'],
  ['one in the middle', 'd17/1742'],
  ['the last', `d${Math.floor((FILES - 1) / 100)}/${FILES - 1}`],
])('the last look at many files finds %s that was touched', async (_which, path) => {
  const image = await author(folder);
  utimesSync(join(folder, path), 1, 1);
  await expect(image.settle()).rejects.toMatchObject({
    code: 'source-changed',
    facts: { path: join(folder, path), what: 'modification-time' },
  });
  await image.close();
});

test('the last look at many files finds one that was swapped for another of the same size and time', async () => {
  const image = await author(folder);
  const path = join(folder, 'd3/300');
  writeFileSync(`${folder}.new`, 'FILE 300');
  execFileSync('touch', ['-r', path, `${folder}.new`]);
  renameSync(`${folder}.new`, path);
  await expect(image.settle()).rejects.toMatchObject({
    code: 'source-changed',
    facts: { path, what: 'another-file' },
  });
  await image.close();
});

test('the last look at many files finds one that was written to in its place, and its times put back', async () => {
  const image = await author(folder);
  const path = join(folder, 'd3/300');
  execFileSync('touch', ['-r', path, `${folder}.times`]);
  writeFileSync(path, 'FILE 300');
  execFileSync('touch', ['-r', `${folder}.times`, path]);
  const failure = await image.settle().catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'source-changed',
    facts: { path, what: 'times-put-back' },
  });
  await image.close();
});

test('the last look at many files finds one that is gone, and one that became a link', async () => {
  for (const become of [() => {}, (path: string) => symlinkSync('0', path)]) {
    const image = await author(folder);
    const path = join(folder, 'd3/333');
    rmSync(path);
    become(path);
    await expect(image.settle()).rejects.toMatchObject({ code: 'source-changed', facts: { path } });
    await image.close();
    rmSync(path, { force: true });
    writeFileSync(path, 'file 333');
  }
});

test('closing during the last look ends it', async () => {
  const image = await author(folder);
  const looking = image.settle().catch((error: unknown) => error);
  await image.close();
  const ended = await looking;
  if (ended !== undefined) expect(ended).toMatchObject({ code: 'stopped' });
});
