import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Image } from '../../src/engine/contract/ports/image.ts';
import { openVolume } from '../../src/engine/read/browse/open-volume.ts';
import { walk } from '../../src/engine/read/browse/walk.ts';
import { openSource } from '../../src/engine/read/open/open-source.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { listImage } from '../engine/read/browse/listing.ts';
import { makeNtfs, withNtfs } from '../fakes/ntfs.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { listFolder } from './author-listing.ts';

// NTFS volumes by mkntfs, filled through ntfs-3g: what its mount shows must be what we list, and so must what 7-Zip takes out.

const room = temporaryFolder();
const ntfs = testWith('root', 'tool:mkntfs', 'tool:ntfs-3g', 'tool:setfattr', 'tool:7zz');
/** Compression is asked for by the attribute of the folder. */
const COMPRESSED = '0x00000800';

function filled(folder: string, isCompressing: boolean): void {
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('packed'));
  if (isCompressing)
    execFileSync('setfattr', ['-h', '-v', COMPRESSED, '-n', 'system.ntfs_attrib_be', at('packed')]);
  const text = Buffer.from('the same words again and again, and again. ');
  writeFileSync(at('packed/text'), Buffer.alloc(300_001, text));
  writeFileSync(at('packed/random'), randomBytes(100_000));
  writeFileSync(at('packed/mixed'), Buffer.concat([Buffer.alloc(70_000, text), randomBytes(70_000), text]));
  writeFileSync(at('packed/zeros'), Buffer.alloc(500_000));
  writeFileSync(at('packed/one'), 'x');
  mkdirSync(at('many'));
  for (let i = 0; i < 700; i++) writeFileSync(at(`many/a file called number ${i}.txt`), `${i}`);
  for (let i = 0; i < 700; i += 3) rmSync(at(`many/a file called number ${i}.txt`));
  mkdirSync(at('a/b/c/d/e'), { recursive: true });
  writeFileSync(at('a/b/c/d/e/deep'), 'deep');
  writeFileSync(at('empty'), '');
  writeFileSync(at('Grüße 日本 ☃ 💾.tar'), Buffer.alloc(5000, 'y'));
  writeFileSync(at('n'.repeat(255)), 'long');
  writeFileSync(at('resident'), Buffer.alloc(600, 'r'));
  writeFileSync(at('large'), randomBytes(900_000));
  linkSync(at('large'), at('a/another name'));
  symlinkSync('../a/b', at('packed/link'));
  symlinkSync('/somewhere/else', at('far'));
  holed(at('holes'));
  execFileSync('mkfifo', [at('pipe')]);
  execFileSync('mknod', [at('null'), 'c', '1', '3']);
  execFileSync('mknod', [at('disk'), 'b', '259', '65537']);
  execFileSync('setfattr', ['-n', 'user.more', '-v', 'another stream', at('resident')]);
  execFileSync('setfattr', ['-h', '-n', 'system.ntfs_dos_name', '-v', 'SHORT~1', at('n'.repeat(255))]);
  utimesSync(at('empty'), 1_000_000_000.25, 1_000_000_000.25);
}

/** Data between holes, and a size behind all of it. */
function holed(path: string): void {
  const fd = openSync(path, 'w');
  for (const atByte of [0, 1_000_000, 3_000_003]) writeSync(fd, `at ${atByte}`, atByte);
  ftruncateSync(fd, 5_242_880);
  closeSync(fd);
}

const facts = ({ path, type, mtime, sizeBytes, md5, target }: Facts) => ({
  path,
  type,
  mtime,
  sizeBytes: type === 'file' ? sizeBytes : 0,
  md5,
  target,
});
type Facts = Pick<
  Awaited<ReturnType<typeof listImage>>[number],
  'path' | 'type' | 'mtime' | 'sizeBytes' | 'md5' | 'target'
>;
const byPath = (a: Facts, b: Facts): number => (a.path < b.path ? -1 : 1);

async function expectAsMounted(image: string): Promise<void> {
  const mounted = withNtfs(image, 'ro,streams_interface=none', (folder) => listFolder(folder));
  const found = await listImage(image);
  expect(found.filter(({ path }) => path !== '/').map(facts)).toEqual(
    mounted
      .filter(({ path }) => path !== '/')
      .sort(byPath)
      .map(facts),
  );
}

const shapes: readonly (readonly [name: string, ...args: string[]])[] = [
  ['clusters of 512 bytes', '-c', '512'],
  ['clusters of 1 KiB', '-c', '1024'],
  ['clusters of 4 KiB', '-c', '4096'],
  ['clusters of 64 KiB', '-c', '65536'],
  ['clusters of 2 MiB', '-c', '2097152'],
  ['sectors and records of 4 KiB', '-s', '4096', '-c', '4096'],
];

describe.each(shapes)('%s', (_name, ...args) => {
  ntfs('is listed as ntfs-3g shows it, file by file', async () => {
    const image = join(room, 'shape.img');
    const isLarge = args.includes('2097152');
    makeNtfs(image, (isLarge ? 100 : 60) << 20, '-L', 'Größe', ...args);
    const isCompressing = Number(args.at(-1)) <= 4096;
    withNtfs(image, 'compression,streams_interface=xattr', (folder) => filled(folder, isCompressing));
    await expectAsMounted(image);
    rmSync(image);
  });
});

ntfs('what 7-Zip takes out has the same bytes', async () => {
  const image = join(room, 'seven.img');
  makeNtfs(image, 40 << 20);
  withNtfs(image, 'compression,streams_interface=xattr', (folder) => filled(folder, true));
  const out = join(room, 'seven');
  // It does not make devices, and links that lead out of its folder.
  run('7zz', ['x', '-y', `-o${out}`, image, '-x![SYSTEM]']);
  // It calls a sparse file that ends in a hole damaged; ntfs-3g does not.
  const isTaken = ({ type, path }: Facts): boolean => type === 'file' && path !== '/holes';
  const files = (await listImage(image)).filter(isTaken);
  const md5 = (path: string) => createHash('md5').update(readFileSync(path)).digest('hex');
  expect(files.length).toBeGreaterThan(470);
  for (const file of files) expect(md5(join(out, file.path)), file.path).toBe(file.md5);
});

ntfs('files in more pieces than a record can tell of, and a table in pieces', async () => {
  const image = join(room, 'pieces.img');
  makeNtfs(image, 16 << 20, '-c', '512');
  withNtfs(image, 'streams_interface=none', (folder) => {
    const small = (i: number) => join(folder, `small/${i}`);
    mkdirSync(join(folder, 'small'));
    const count = untilFull((i) => writeFileSync(small(i), Buffer.alloc(2500, `${i} `)));
    for (let i = 0; i < count; i += 2) rmSync(small(i));
    untilFull((i) => appendFileSync(join(folder, 'pieces'), randomBytes(512 * (1 + (i % 7)))));
    for (let i = 1; i < count; i += 6) rmSync(small(i));
    untilFull((i) => writeFileSync(join(folder, `late ${i}`), 'late'));
  });
  await expectAsMounted(image);
  // Neither the file nor the table itself fits into its record.
  for (const which of [
    ['-F', 'pieces'],
    ['-i', '0'],
  ])
    expect(run('ntfsinfo', ['-f', ...which, image]).stdout).toContain('$ATTRIBUTE_LIST');
});

/** How often something could be written. */
function untilFull(write: (i: number) => void): number {
  for (let i = 0; ; i++)
    try {
      write(i);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return i;
    }
}

async function opened<T>(
  image: string,
  use: (volume: Awaited<ReturnType<typeof openVolume>>) => Promise<T>,
): Promise<T> {
  const source = (await openSource(image, { asDrive: true })) as Image;
  try {
    return await use(await openVolume(source, image));
  } finally {
    await source.close();
  }
}

ntfs('label, size, and that it was not put away', async () => {
  const image = join(room, 'facts.img');
  makeNtfs(image, 9_437_184, '-L', 'Meine Größe');
  const told = () =>
    opened(image, async ({ standard, label, sizeBytes, notes }) => ({ standard, label, sizeBytes, notes }));
  const clean = { standard: 'ntfs', label: 'Meine Größe', sizeBytes: 9_437_184 - 512, notes: [] };
  expect(await told()).toEqual(clean);
  // It asks Windows for a check.
  run('ntfsfix', [image]);
  expect(await told()).toEqual({ ...clean, notes: ['not-clean'] });
});

/** [MS-FSCC] §2.1.2: tag, length, data. */
function reparseData(tag: number, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(tag, 0);
  head.writeUInt16LE(data.length, 4);
  return Buffer.concat([head, data]);
}

function names(substitute: string, print: string, flags?: number): Buffer {
  const texts = [Buffer.from(substitute, 'utf16le'), Buffer.from(print, 'utf16le')] as const;
  const head = Buffer.alloc(flags === undefined ? 8 : 12);
  head.writeUInt16LE(texts[0].length, 2);
  head.writeUInt16LE(texts[0].length, 4);
  head.writeUInt16LE(texts[1].length, 6);
  if (flags !== undefined) head.writeUInt32LE(flags, 8);
  return Buffer.concat([head, ...texts]);
}

ntfs('junctions, links of Windows and of its Linux are links; what is far away is said', async () => {
  const image = join(room, 'reparse.img');
  makeNtfs(image, 12 << 20);
  const points: Record<string, Buffer> = {
    'junction/': reparseData(0xa0000003, names('\\??\\C:\\Users\\All', 'C:\\Users\\All')),
    relative: reparseData(0xa000000c, names('..\\here\\it is', '..\\here\\it is', 1)),
    linux: reparseData(0xa000001d, Buffer.from('\x02\0\0\0über/all')),
    deduplicated: reparseData(0x80000013, Buffer.alloc(64)),
    'other kind': reparseData(0x80000abc, Buffer.alloc(16)),
  };
  withNtfs(image, 'streams_interface=xattr', (folder) => {
    for (const [name, data] of Object.entries(points)) {
      const path = join(folder, name);
      if (name.endsWith('/')) mkdirSync(path);
      else writeFileSync(path, name === 'other kind' ? 'content' : '');
      const value = `0x${data.toString('hex')}`;
      execFileSync('setfattr', ['-h', '-n', 'system.ntfs_reparse_data', '-v', value, path]);
    }
  });
  await opened(image, async (volume) => {
    const found: Record<string, unknown> = {};
    for await (const { path, entry } of walk(volume, { imagePath: image })) {
      const target = entry.target === undefined ? undefined : Buffer.from(entry.target, 'latin1').toString();
      const code = await volume.open(entry).then(
        ({ sizeBytes }) => sizeBytes,
        (error) => error.facts.what,
      );
      found[path] = target ?? (entry.type === 'file' ? code : entry.type);
    }
    expect(found).toEqual({
      '/junction': 'C:/Users/All',
      '/relative': '../here/it is',
      '/linux': 'über/all',
      '/deduplicated': 'entry-elsewhere',
      '/other kind': 7,
    });
  });
});

/** [MS-FSCC] §2.1.2.5: version, provider of files, version, way of packing. */
function overlay(algorithm: number): Buffer {
  const data = Buffer.alloc(16);
  for (const [index, value] of [1, 2, 1, algorithm].entries()) data.writeUInt32LE(value, 4 * index);
  return reparseData(0x80000017, data);
}

testWith(
  'root',
  'tool:mkntfs',
  'tool:ntfs-3g',
  'tool:setfattr',
  'tool:wimlib-imagex',
)('files that CompactOS packed have their bytes: chunks of wimlib, in a volume of ntfs-3g', async () => {
  const content = Buffer.concat([
    Buffer.from(Array.from({ length: 20_000 }, (_, i) => `${i} `).join('')),
    randomBytes(50_000),
    Buffer.alloc(70_000, 'the same words again. '),
  ]);
  const image = join(room, 'compact.img');
  makeNtfs(image, 12 << 20);
  const ways = ['XPRESS --chunk-size=4096', 'LZX', 'XPRESS --chunk-size=8192', 'XPRESS --chunk-size=16384'];
  const packed: Buffer[] = [];
  for (const way of ways) packed.push(await packedBy(way, content));
  withNtfs(image, 'streams_interface=windows', (folder) => {
    for (const [algorithm, bytes] of packed.entries()) {
      const path = join(folder, `by ${algorithm}`);
      const fd = openSync(path, 'w');
      ftruncateSync(fd, content.length);
      closeSync(fd);
      writeFileSync(`${path}:WofCompressedData`, bytes);
      const value = `0x${overlay(algorithm).toString('hex')}`;
      execFileSync('setfattr', ['-h', '-n', 'system.ntfs_reparse_data', '-v', value, path]);
    }
  });
  const files = await listImage(image);
  const md5 = createHash('md5').update(content).digest('hex');
  for (const [algorithm, bytes] of packed.entries()) {
    expect(bytes.length).toBeLessThan(content.length);
    expect(files.find(({ path }) => path === `/by ${algorithm}`)).toMatchObject({ type: 'file', md5 });
  }
});

/** What wimlib makes of a file: a table of chunks, and the chunks. */
async function packedBy(way: string, content: Buffer): Promise<Buffer> {
  const tree = join(room, 'one');
  const wim = join(room, 'one.wim');
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, 'file'), content);
  rmSync(wim, { force: true });
  const { status, stderr } = run('wimlib-imagex', [
    'capture',
    tree,
    wim,
    `--compress=${way.split(' ')[0]}`,
    ...way.split(' ').slice(1),
  ]);
  expect(status, stderr).toBe(0);
  const bytes = readFileSync(wim);
  return opened(wim, async (volume) => {
    for await (const { path, entry } of walk(volume, { imagePath: wim })) {
      const [run] = await volume.runs(entry);
      if (path === '/file') return bytes.subarray(run!.atByte!, run!.atByte! + run!.lengthBytes);
    }
    throw new Error('no such file');
  });
}
