import {
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeFat, must, openWorkshop, type Workshop } from '../engine/read/browse/drive-images.ts';
import { type Listed, listImage } from '../engine/read/browse/listing.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { run } from '../fakes/run.ts';
import { listFolder } from './author-listing.ts';

// What mtools and exfat-fuse take out of the same volume: names, sizes, times, contents.

const needs = ['tool:mkfs.fat', 'tool:mcopy', 'tool:mdel'] as const;
const MIB = 1 << 20;

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
  const at = (name: string): string => join(shop.tree, 'folder', name);
  writeFileSync(at('LOUD.TXT'), 'loud');
  writeFileSync(at('ü ö €.txt'), 'not in the code page');
  writeFileSync(at('x'.repeat(200)), 'long');
  mkdirSync(at('many'));
  for (let i = 0; i < 500; i++) writeFileSync(at(`many/File Number ${i}.x`), `${i}`.repeat(i));
  for (const [index, name] of readdirSync(at('many')).entries())
    utimesSync(at(`many/${name}`), 1.6e9, 1.6e9 + 2 * index);
  for (const name of ['link', 'far']) rmSync(join(shop.tree, name));
});
afterAll(() => shop.remove());

const lines = (entries: readonly Pick<Listed, 'path' | 'type' | 'sizeBytes' | 'mtime' | 'md5'>[]): string[] =>
  entries
    .filter(({ path }) => path !== '/')
    .map(({ path, type, sizeBytes, mtime, md5 }) =>
      type === 'dir' ? `${path} dir` : `${path} ${sizeBytes} ${mtime} ${md5}`,
    )
    .sort();

testWith(...needs).each<[string, number, string[]]>([
  ['FAT12', 7, ['-F', '12']],
  ['FAT16', 40, ['-F', '16']],
  ['FAT32', 80, ['-F', '32']],
  ['FAT32 in sectors of 4 KiB', 300, ['-F', '32', '-S', '4096']],
])('%s, with files that were removed and others in their place', async (_name, mebibytes, options) => {
  const image = makeFat(shop, 'fat.img', mebibytes * MIB, options);
  must('mdel', ['-i', image, '::/short', '::/inline']);
  must('mcopy', ['-m', '-i', image, join(shop.tree, 'folder/large'), '::/again of a long name']);
  must('mcopy', ['-m', '-i', image, join(shop.tree, 'short'), '::']);
  const out = shop.path('out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  must('mcopy', ['-s', '-m', '-n', '-i', image, '::/', out]);
  const found = lines(await listImage(image));
  expect(found.length).toBeGreaterThan(560);
  expect(found).toEqual(lines(listFolder(out)));
});

testWith(
  'loop',
  'tool:mkfs.exfat',
  'tool:mount.exfat-fuse',
  'tool:fsck.exfat',
)('exFAT', async () => {
  const loop = makeLoopDevice(77 * MIB + 5 * 512);
  const at = shop.path('mounted');
  mkdirSync(at, { recursive: true });
  try {
    must('mkfs.exfat', ['-c', '4K', '-L', 'Karte', loop.path]);
    must('mount.exfat-fuse', [loop.path, at]);
    cpSync(shop.tree, at, { recursive: true, preserveTimestamps: true });
    rmSync(join(at, 'folder/deep'), { recursive: true });
    writeFileSync(join(at, 'in pieces'), Buffer.alloc(400_000, 3));
    truncateSync(join(at, 'inline'), 300_000);
    run('umount', [at]);
    must('fsck.exfat', ['-n', loop.path]);
    must('mount.exfat-fuse', ['-o', 'ro', loop.path, at]);
    const found = lines(await listImage(loop.backingPath));
    expect(statSync(join(at, 'inline')).size).toBe(300_000);
    expect(found.length).toBeGreaterThan(500);
    expect(found).toEqual(lines(listFolder(at)));
  } finally {
    run('umount', [at]);
    loop.remove();
  }
});
