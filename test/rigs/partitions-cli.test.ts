import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeExt, makeFat, must, openWorkshop, type Workshop } from '../engine/read/browse/drive-images.ts';
import { isowright } from '../fakes/cli.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { has, testWith } from '../fakes/rigs.ts';

// File systems in partitions, by their numbers; of files and of devices.

const needs = ['tool:mke2fs', 'tool:mkfs.fat', 'tool:mcopy', 'tool:sfdisk'] as const;
const MIB = 1 << 20;

let shop: Workshop;
let disk = '';
beforeAll(() => {
  if (!needs.every(has)) return;
  shop = openWorkshop();
  disk = makeDisk('disk.img', 'label: gpt\nstart=2048, size=14336\nstart=16384, size=16384\n', [
    [1, makeFat(shop, 'fat.img', 7 * MIB, ['-F', '16', '-s', '2', '-n', 'STICK'])],
    [8, makeExt(shop, 'ext.img', 8 * MIB, ['-t', 'ext4', '-L', 'Wurzel'])],
  ]);
});
afterAll(() => shop?.remove());

/** @param parts volumes by the MiB where they begin */
function makeDisk(name: string, table: string, parts: readonly (readonly [number, string])[]): string {
  const path = shop.path(name);
  writeFileSync(path, Buffer.alloc(18 * MIB));
  must('sfdisk', ['-q', path], table);
  const bytes = readFileSync(path);
  for (const [atMib, part] of parts) bytes.set(readFileSync(part), atMib * MIB);
  writeFileSync(path, bytes);
  return path;
}

testWith(...needs)('a disk of several file systems: which there are, and how to name one', () => {
  for (const command of [
    ['ls', disk],
    ['extract', disk, '-C', shop.path('nowhere')],
  ]) {
    const { status, stderr } = isowright(command);
    expect(status).toBe(2);
    expect(stderr).toMatch(/1: fat STICK .*2: ext4 Wurzel/);
    expect(stderr).toContain(`${disk}@1`);
  }
});

testWith(...needs)('each is listed, extracted and looked at by its number', () => {
  expect(isowright(['ls', `${disk}@1`]).stdout).toMatch(/ \/folder\/large\n/);
  const listed = JSON.parse(isowright(['ls', '--json', `${disk}@2`]).stdout);
  expect(listed.entries.find(({ path }: { path: string }) => path === '/link')).toMatchObject({
    target: 'short',
  });
  const out = shop.path('out');
  expect(isowright(['extract', `${disk}@2`, '-C', out]).status).toBe(0);
  expect(readFileSync(join(out, 'folder/large'))).toEqual(readFileSync(join(shop.tree, 'folder/large')));
  const inspected = JSON.parse(isowright(['inspect', '--json', `${disk}@2`]).stdout);
  expect(inspected).toMatchObject({ kind: 'file-system', sizeBytes: 8 * MIB });
  expect(inspected.volumes).toEqual([{ standard: 'ext4', label: 'Wurzel', sizeBytes: 8 * MIB }]);
});

testWith(...needs)('a number that is none says which there are', () => {
  const { status, stderr } = isowright(['ls', `${disk}@7`]);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/7.*1: fat STICK/)]);
});

testWith(...needs)('a file whose name ends like that goes first', () => {
  const named = `${disk}@2`;
  writeFileSync(named, readFileSync(shop.path('fat.img')));
  try {
    expect(isowright(['ls', named]).stdout).not.toContain('lost+found');
  } finally {
    rmSync(named);
  }
});

testWith(...needs)('logical partitions of an MBR, and a disk of one file system without a number', () => {
  const table =
    'label: dos\nstart=2048, size=2048, type=82\nstart=4096, size=30720, type=5\nstart=16384, size=16384, type=83\n';
  const logical = makeDisk('logical.img', table, [[8, shop.path('ext.img')]]);
  for (const path of [logical, `${logical}@5`])
    expect(isowright(['ls', path]).stdout).toContain('/lost+found');
});

testWith(...needs, 'loop')('of a device, and what belongs to others belongs to them again', () => {
  mkdirSync(join(shop.tree, 'theirs'), { recursive: true });
  writeFileSync(join(shop.tree, 'theirs/file'), 'x');
  must('chown', ['-hR', '1234:2345', join(shop.tree, 'theirs'), join(shop.tree, 'link')]);
  const image = makeExt(shop, 'owned.img', 8 * MIB, ['-t', 'ext4']);
  const loop = makeLoopDevice(9 * MIB + 512, { contentOf: image, readOnly: true });
  const out = shop.path('owned');
  try {
    expect(isowright(['ls', loop.path]).stdout).toContain('/theirs/file');
    expect(isowright(['extract', loop.path, '-C', out]).status).toBe(0);
  } finally {
    loop.remove();
  }
  for (const name of ['theirs', 'theirs/file', 'link']) {
    const { uid, gid } = lstatSync(join(out, name));
    expect([uid, gid], name).toEqual([1234, 2345]);
  }
  expect(lstatSync(join(out, 'short')).uid).toBe(0);
});
