import {
  chmodSync,
  chownSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isImage } from '../../src/engine/contract/ports/image.ts';
import { openVolume } from '../../src/engine/read/browse/open-volume.ts';
import { openSource } from '../../src/engine/read/open/open-source.ts';
import { makeExt, must, openWorkshop, type Workshop } from '../engine/read/browse/drive-images.ts';
import { comparableLines, listImage } from '../engine/read/browse/listing.ts';
import { has, testWith } from '../fakes/rigs.ts';
import { run } from '../fakes/run.ts';
import { listFolder } from './author-listing.ts';

// What Linux shows of the same image: kinds, modes, owners, times, sizes, contents, links.

const needs = ['loop', 'tool:mke2fs', 'tool:mkfifo', 'tool:mknod'] as const;
const MIB = 1 << 20;

let shop: Workshop;
beforeAll(() => {
  if (needs.every(has)) shop = openWorkshop();
  if (shop) furnish(shop.tree);
});
afterAll(() => shop?.remove());

function furnish(tree: string): void {
  const at = (name: string): string => join(tree, name);
  symlinkSync('x'.repeat(59), at('fits'));
  symlinkSync('x'.repeat(60), at('fits-not'));
  linkSync(at('short'), at('short-again'));
  must('mkfifo', [at('pipe')]);
  must('mknod', [at('device'), 'b', '8', '17']);
  must('mknod', [at('large-device'), 'c', '300', '70000']);
  chownSync(at('inline'), 100_000, 70_000);
  chmodSync(at('inline'), 0o6751);
  utimesSync(at('short'), 1, -5);
  mkdirSync(at('many'));
  for (let i = 0; i < 500; i++) writeFileSync(at(`many/file-of-a-long-name-${i}`), `${i}`.repeat(i % 60));
  const sparse = openSync(at('sparse'), 'w');
  for (const atByte of [0, 300_000, 5_000_000, 40_000_000]) writeSync(sparse, 'there', atByte);
  closeSync(sparse);
  const pieces = openSync(at('pieces'), 'w');
  for (let i = 0; i < 300; i++) writeSync(pieces, Buffer.alloc(4096, i), 0, 4096, i * 3 * 8192);
  closeSync(pieces);
}

function mounted(image: string): string[] {
  const at = shop.path('mounted');
  mkdirSync(at, { recursive: true });
  must('mount', ['-t', 'ext4', '-o', 'ro,noload,loop', image, at]);
  try {
    return comparableLines(listFolder(at));
  } finally {
    run('umount', [at]);
  }
}

testWith(...needs).each<[string, string]>([
  ['4k', '-t ext4 -b 4096'],
  ['1k', '-t ext4 -b 1024'],
  ['2k', '-t ext4 -b 2048'],
  ['ext2', '-t ext2 -b 1024'],
  ['ext2 of revision 0', '-t ext2 -r 0 -b 1024'],
  ['ext3', '-t ext3 -b 4096'],
  ['inodes of 128 bytes', '-t ext2 -b 4096 -I 128'],
  ['no extents', '-t ext4 -O ^extent,^64bit -b 1024'],
  ['inline data', '-t ext4 -O inline_data -I 512'],
  ['bigalloc', '-t ext4 -O bigalloc -C 65536'],
  ['bigalloc in blocks of 1 KiB', '-t ext4 -O bigalloc -b 1024 -C 16384'],
  ['32 bits', '-t ext4 -O ^64bit'],
  ['meta_bg', '-t ext4 -O meta_bg,^resize_inode -b 1024 -g 1024'],
  ['meta_bg in blocks of 4 KiB', '-t ext4 -O meta_bg,^resize_inode -b 4096 -g 2048'],
  ['large_dir', '-t ext4 -O large_dir -b 1024'],
  ['a superblock in every group', '-t ext4 -O ^sparse_super,^resize_inode -b 1024 -g 2048'],
  ['sparse_super2', '-t ext4 -O sparse_super2,meta_bg,^resize_inode -b 1024 -g 2048'],
  ['no kinds in folders', '-t ext4 -O ^filetype -b 1024'],
  ['no hashed folders, no flex_bg', '-t ext4 -O ^dir_index,^flex_bg'],
  ['checksums with a seed', '-t ext4 -O metadata_csum,metadata_csum_seed -b 1024'],
])('%s', async (_name, options) => {
  const image = makeExt(shop, 'ext.img', 97 * MIB + 4096, options.split(' '));
  const found = comparableLines(await listImage(image));
  expect(found.length).toBeGreaterThan(570);
  expect(found).toEqual(mounted(image));
});

testWith(...needs)('blocks of 64 KiB, which this kernel may not mount: as they were put there', async () => {
  const image = makeExt(shop, 'ext.img', 310 * MIB + 4096, ['-t', 'ext4', '-b', '65536']);
  const own = (line: string): boolean => !line.startsWith('/lost+found');
  const found = comparableLines(await listImage(image)).filter(own);
  expect(found).toEqual(comparableLines(listFolder(shop.tree)));
});

testWith(...needs, 'tool:e2fsck').each<[string, string]>([
  ['ext4', '-t ext4 -b 1024'],
  ['ext3', '-t ext3 -b 4096'],
  ['data in the journal', '-t ext4 -b 1024'],
])('as the computer lost power, %s: what e2fsck makes of it', async (name, options) => {
  const image = makeExt(shop, 'lost.img', 83 * MIB + 1024, options.split(' '));
  const at = shop.path('written');
  mkdirSync(at, { recursive: true });
  const mode = name === 'data in the journal' ? ',data=journal' : '';
  must('mount', ['-t', 'ext4', '-o', `loop,commit=1${mode}`, image, at]);
  try {
    must('sh', ['-c', WORK, 'sh', at, image, shop.path('dirty.img')]);
  } finally {
    run('umount', [at]);
  }
  const dirty = shop.path('dirty.img');
  const found = comparableLines(await listImage(dirty));
  run('e2fsck', ['-fy', dirty]);
  expect(found).toEqual(mounted(dirty));
});

testWith(...needs)('a fast commit, which nothing here reads, is said to be missing', async () => {
  const image = makeExt(shop, 'fast.img', 83 * MIB + 2048, ['-t', 'ext4', '-O', 'fast_commit', '-b', '1024']);
  const at = shop.path('written');
  mkdirSync(at, { recursive: true });
  must('mount', ['-t', 'ext4', '-o', 'loop,commit=300', image, at]);
  try {
    const work =
      'cd "$1" && mkdir n && sync -f . && dd if=/dev/zero of=n/f bs=1 count=1 conv=fsync && cp "$2" "$3"';
    must('sh', ['-c', work, 'sh', at, image, shop.path('fast-dirty.img')]);
  } finally {
    run('umount', [at]);
  }
  const opened = await openSource(shop.path('fast-dirty.img'));
  try {
    if (!isImage(opened)) throw new Error('a stream');
    expect((await openVolume(opened, 'x')).notes).toEqual(['journal-damaged']);
  } finally {
    await opened.close();
  }
});

/** Much is renamed and removed, and the medium copied while most of it is in the journal only. */
const WORK = `
  cd "$1" && rm -rf many && mkdir new
  for i in $(seq 200); do echo "$i" > new/f$i; done; sync -f .
  for i in $(seq 80); do mv new/f$i new/g$i; done
  for i in $(seq 100 150); do rm new/f$i; done
  mkdir second; for i in $(seq 30); do printf '\\300\\073\\071\\230 %s' $i > second/$i; done
  dd if=/dev/zero of=second/one bs=1 count=1 conv=fsync 2>/dev/null
  cp --sparse=always "$2" "$3"
`;
