import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../src/engine/contract/failure/exit-codes.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { fixtureSums, fixtureVolume } from '../engine/read/browse/fixture-volumes.ts';
import { isowright } from '../fakes/cli.ts';

// File systems that isowright reads and does not make, through the commands; who made them is told in test/fixtures/volumes.

const room = temporaryFolder();

function saved(name: string, change?: (bytes: Uint8Array) => void): string {
  const bytes = fixtureVolume(name);
  change?.(bytes);
  const path = join(room, name);
  writeFileSync(path, bytes);
  return path;
}

const md5 = (path: string): string => createHash('md5').update(readFileSync(path)).digest('hex');

describe.each([
  ['ntfs.img', 'ntfs.md5'],
  ['squashfs-zstd.img', 'squashfs.md5'],
  ['squashfs-xz.img', 'squashfs.md5'],
  ['wim-LZX.img', 'wim.md5'],
])('%s', (name, sums) => {
  test('is listed, and what is taken out has the bytes of the judge', () => {
    const image = saved(name);
    const wanted = fixtureSums(sums);
    const listed = isowright(['ls', image, '--json']);
    expect(listed.status, listed.stderr).toBe(0);
    const { entries } = JSON.parse(listed.stdout) as { entries: { path: string; type: string }[] };
    const files = entries.filter(({ type }) => type === 'file').map(({ path }) => path);
    expect(files.sort()).toEqual([...wanted.keys()].sort());
    const into = join(room, `${name}-out`);
    mkdirSync(into);
    const { status, stderr } = isowright(['extract', image, '-C', into]);
    expect(status, stderr).toBe(0);
    for (const [path, sum] of wanted) expect(md5(join(into, path)), path).toBe(sum);
  });
});

test('two names of a file of NTFS are one file, and holes stay holes', () => {
  const into = join(room, 'links');
  mkdirSync(into);
  expect(isowright(['extract', saved('ntfs.img'), '-C', into]).status).toBe(0);
  expect(statSync(join(into, 'hard')).ino).toBe(statSync(join(into, 'a/b/file')).ino);
  expect(512 * statSync(join(into, 'holes')).blocks).toBeLessThan(100_000);
});

test('inspect tells the label of an NTFS volume, and its size', () => {
  const { volumes } = JSON.parse(isowright(['inspect', saved('ntfs.img'), '--json']).stdout);
  expect(volumes).toEqual([{ standard: 'ntfs', label: 'fixture', sizeBytes: 2_252_288 }]);
});

test('in a partition of a disk it is found, with its label and its files', () => {
  const volume = fixtureVolume('ntfs.img');
  const disk = Buffer.alloc((2048 + 8192) * 512);
  disk.set(volume, 2048 * 512);
  // One partition of type 7 from sector 2048 on.
  disk.set([0, 0, 2, 0, 7, 0, 0, 0], 446);
  disk.writeUInt32LE(2048, 454);
  disk.writeUInt32LE(volume.length / 512, 458);
  disk.writeUInt16LE(0xaa55, 510);
  const path = join(room, 'disk.img');
  writeFileSync(path, disk);
  const { volumes } = JSON.parse(isowright(['inspect', path, '--json']).stdout);
  expect(volumes).toMatchObject([{ standard: 'ntfs', label: 'fixture', table: 'mbr', number: 1 }]);
  const { entries } = JSON.parse(isowright(['ls', `${path}@1`, '--json']).stdout);
  expect(entries.length).toBeGreaterThan(fixtureSums('ntfs.md5').size);
});

test('an encrypted file is left out and named, the others are there, and the exit code says so', () => {
  const image = saved('ntfs.img', (bytes) => {
    // The flags of $DATA in the record of /many/a file called number 2.txt.
    const at = recordOf(bytes, '2\n');
    new DataView(bytes.buffer).setUint16(at + 12, 0x4000, true);
  });
  const into = join(room, 'encrypted');
  mkdirSync(into);
  const { status, stdout, stderr } = isowright(['extract', image, '-C', into]);
  expect(status).toBe(exitCodes.badSource);
  expect(stdout + stderr).toMatch(/number 2\.txt.*encrypted/);
  expect(md5(join(into, 'hard'))).toBe(fixtureSums('ntfs.md5').get('/hard'));
});

/** Where the resident $DATA attribute with these bytes begins: type 0x80, and the value 24 bytes on. */
function recordOf(bytes: Uint8Array, text: string): number {
  const head = Buffer.from([0x80, 0, 0, 0, 0x20, 0, 0, 0, 0, 0]);
  for (
    let at = Buffer.from(bytes.buffer).indexOf(head);
    at >= 0;
    at = Buffer.from(bytes.buffer).indexOf(head, at + 8)
  )
    if (
      Buffer.from(bytes.subarray(at + 24, at + 24 + text.length)).toString() === text &&
      bytes[at + 16] === text.length
    )
      return at;
  throw new Error('no such record');
}

test('a solid WIM is refused with its way out, in German too', () => {
  const image = saved('wim-LZX.img', (bytes) => new DataView(bytes.buffer).setUint32(12, 0xe00, true));
  const english = isowright(['ls', image]);
  expect(english.status).toBe(exitCodes.badSource);
  expect(english.stderr).toMatch(/packed together \(ESD, LZMS\)[\s\S]*wimlib-imagex export/);
  expect(isowright(['ls', image, '--lang', 'de']).stderr).toMatch(
    /zusammen gepackt[\s\S]*wimlib-imagex export/,
  );
});
