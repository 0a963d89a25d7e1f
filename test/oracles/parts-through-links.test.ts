import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmedFilesOf } from '../../src/engine/jobs/folder/confirm-files.ts';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// A link to the first file of several: the others lie beside what it leads to. Taken alone, it would be a part of a disk that looks whole.

const folder = mkdtempSync(join(tmpdir(), 'isowright-links-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let disk: Buffer;

beforeAll(() => {
  mkdirSync(at('there'));
  mkdirSync(at('here'));
  disk = patchyDisk(at('disk.raw'), (3 << 20) + 2048);
  expect(run('split', ['-b', '1M', '-d', '-a', '3', at('disk.raw'), at('there/disk.img.')]).status).toBe(0);
  writeFileSync(at('there/disc.bin'), disk);
  writeFileSync(
    at('there/disc.cue'),
    'FILE "disc.bin" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n',
  );
  if (has('tool:qemu-img'))
    run('qemu-img', [
      ...['convert', '-O', 'vmdk', '-o', 'subformat=monolithicFlat'],
      ...[at('disk.raw'), at('there/disk.vmdk')],
    ]);
});

function convertedThrough(name: string): Buffer {
  symlinkSync(join('..', 'there', name), at(`here/${name}`));
  const out = at(`${name}.out`);
  const { status, stderr } = isowright([
    'convert',
    at(`here/${name}`),
    '-o',
    out,
    '--format',
    'raw',
    '--quiet',
  ]);
  expect([stderr, status]).toEqual(['', 0]);
  return readFileSync(out);
}

test.each(['disk.img.000', 'disc.cue'])('all parts are read through a link to %s', (name) => {
  expect(convertedThrough(name).equals(disk)).toBe(true);
});

testWith('tool:qemu-img')('the extents of a VMDK are found through a link to its descriptor', () => {
  expect(convertedThrough('disk.vmdk').equals(disk)).toBe(true);
});

test('parts behind a link are confirmed like those beside a file', () => {
  symlinkSync(join('..', 'there', 'disk.img.001'), at('here/disk.img.001'));
  const source = { kind: 'image', path: at('here/disk.img.001') } as const;
  const files = confirmedFilesOf({ v: 1, do: 'convert', source, output: { path: at('x'), replace: false } });
  const parts = readdirSync(at('there')).filter(
    (name) => name.startsWith('disk.img.') && !name.endsWith('001'),
  );
  expect(Object.keys(files)).toEqual(expect.arrayContaining(parts.map((name) => at(`there/${name}`))));
});
