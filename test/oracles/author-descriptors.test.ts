import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { Deviation } from '../../src/engine/bytes/codec/codec.ts';
import { directoryRecord } from '../../src/engine/bytes/formats/iso9660/directory-record.ts';
import {
  primaryVolume,
  supplementaryVolume,
  terminator,
} from '../../src/engine/bytes/formats/iso9660/volume-descriptor.ts';
import { author, makeImage, temporaryFolder } from '../engine/author/making.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Structures of other programs go through our field lists and come out byte for byte; ours are understood by theirs.

const room = temporaryFolder();
const source = join(room, 'source');

beforeAll(() => {
  mkdirSync(join(source, 'sub'), { recursive: true });
  writeFileSync(join(source, 'sub/file.txt'), 'content');
});

const SECTOR = 2048;

describe.each([
  ['xorriso', ['-as', 'mkisofs', '-quiet', '-V', 'FOREIGN', '-R', '-J']],
  ['genisoimage', ['-quiet', '-V', 'FOREIGN', '-publisher', 'SOMEBODY', '-R', '-J']],
] as const)('descriptors made by %s', (program, args) => {
  testWith(`tool:${program}`)('are read without a deviation and written back byte for byte', () => {
    const image = join(room, `${program}.iso`);
    expect(run(program, [...args, '-o', image, source]).status).toBe(0);
    const bytes = readFileSync(image);
    const at = (type: number) => [16, 17, 18, 19].find((sector) => bytes[sector * SECTOR] === type)! * SECTOR;
    for (const [form, place] of [
      [primaryVolume, at(1)],
      [supplementaryVolume, at(2)],
      [terminator, at(255)],
    ] as const) {
      const notes: Deviation[] = [];
      const value = form.decode(bytes, { atByte: place, onNote: (note) => notes.push(note) });
      expect(notes.map(({ field }) => field).filter((field) => !field.startsWith('reserved'))).toEqual([]);
      const again = Buffer.from(form.encode(value as never));
      const covered = form === terminator ? 7 : SECTOR;
      expect(again.subarray(0, covered).equals(bytes.subarray(place, place + covered))).toBe(true);
    }
    const { rootRecord } = primaryVolume.decode(bytes, { atByte: at(1), onNote: () => {} });
    const self = rootRecord.extentLba * SECTOR;
    expect(directoryRecord.decode(bytes, { atByte: self })).toMatchObject({
      extentLba: rootRecord.extentLba,
      identifierBytes: 1,
      flags: 2,
    });
  });
});

testWith('tool:isoinfo', 'tool:blkid')('ours are understood: label, dates, size', async () => {
  const image = join(room, 'ours.iso');
  await makeImage(source, image, { label: 'My Label-1.2', fixedTime: 1_000_000_000 });
  expect(run('isoinfo', ['-d', '-i', image]).stdout).toContain('Volume id: My Label-1.2\n');
  const { stdout } = run('blkid', ['-p', '-o', 'export', image]);
  expect(stdout).toContain('LABEL=My\\ Label-1.2\n');
  expect(stdout).toContain('UUID=2001-09-09-01-46-40-00\n');
  expect(stdout).toContain('APPLICATION_ID=ISOWRIGHT\n');
});

testWith('tool:bsdtar')('files around 4 GiB and one of a terabyte have their sizes', async () => {
  const folder = join(room, 'sizes');
  mkdirSync(folder);
  const sizes = [
    2 ** 32 - 2049,
    2 ** 32 - 2048,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 32 + 1,
    3 * 2 ** 32,
    300 * 2 ** 30,
  ];
  for (const size of sizes) {
    const fd = openSync(join(folder, `s${size}`), 'w');
    ftruncateSync(fd, size);
    closeSync(fd);
  }
  const image = await metadataOf(folder);
  const { stdout } = run('bsdtar', ['-tvf', image], { timeoutMs: 30_000 });
  const listed = stdout
    .split('\n')
    .flatMap((line) => /^-\S+ +\d+ +\S+ +\S+ +(\d+) .* s(\d+)$/.exec(line)?.slice(1, 3).join(' ') ?? []);
  expect(listed.sort()).toEqual(sizes.map((size) => `${size} ${size}`).sort());
});

testWith('tool:bsdtar')('a file of more than 100 sections is a loss and still listed', async () => {
  const folder = join(room, 'sections');
  mkdirSync(folder);
  const fd = openSync(join(folder, 'huge'), 'w');
  ftruncateSync(fd, 101 * 0xfffff800);
  closeSync(fd);
  const { losses } = await author(folder);
  expect(losses).toEqual([{ path: '/huge', reason: 'file-too-large', where: 'all' }]);
});

/** The image with everything but the contents of files, as a sparse file of its true size. */
async function metadataOf(folder: string): Promise<string> {
  const path = `${folder}.iso`;
  if (existsSync(path)) throw new Error(`${path} is there`);
  const image = await author(folder);
  const first = [...image.extents()].find(({ from }) => from === 'file')!;
  const bytes = new Uint8Array(first.atByte);
  await image.read(0, bytes);
  const fd = openSync(path, 'w');
  writeSync(fd, bytes);
  ftruncateSync(fd, image.sizeBytes);
  closeSync(fd);
  return path;
}
