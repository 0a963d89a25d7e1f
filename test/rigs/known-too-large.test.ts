import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What is known to be too large, or to be no file, is said before a drive is touched.

const MIB = 1 << 20;
let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-large-'));
  writeFileSync(at('zeros.img.gz'), gzipSync(new Uint8Array(20 * MIB)));
  writeFileSync(at('noise.img'), seededBytes(14 * MIB));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refused(image: string, drive: string, flags: readonly string[], sizeBytes = 8 * MIB): void {
  const args = ['write', at(image), drive, '--yes', '--expect-size', String(sizeBytes), ...flags];
  const { status, stderr } = isowright(args);
  expect([status, stderr], stderr).toEqual([
    8,
    expect.stringMatching(/at least (20\.0|1\d\.\d) MiB|too small/),
  ]);
  expect(stderr).not.toMatch(/writing/);
}

testWith('tool:bzip2')(
  'a gzip or bzip2 file that is known to be too large leaves the target as it was',
  () => {
    run('bzip2', ['-k', at('noise.img')]);
    const content = seededBytes(8 * MIB);
    writeFileSync(at('drive.img'), content);
    for (const image of ['zeros.img.gz', 'noise.img.bz2']) {
      refused(image, at('drive.img'), ['--file-target']);
      expect(readFileSync(at('drive.img')).equals(content)).toBe(true);
    }
  },
);

testWith()('a gzip file that was cut off is damaged, whatever length its last bytes seem to say', () => {
  const whole = gzipSync(seededBytes(6 * MIB, 4));
  const cut = Buffer.from(whole.subarray(0, whole.length - 1000));
  // What stands where a length would: 64 MiB.
  cut.writeUInt32LE(64 * MIB, cut.length - 4);
  writeFileSync(at('cut.img.gz'), cut);
  const content = seededBytes(8 * MIB, 5);
  writeFileSync(at('drive.img'), content);
  const flags = ['--file-target', '--yes', '--expect-size', String(8 * MIB)];
  const { status } = isowright(['write', at('cut.img.gz'), at('drive.img'), ...flags]);
  expect(status).toBe(7);
  expect(readFileSync(at('drive.img')).equals(content)).toBe(true);
});

testWith('loop')('the same on a drive', () => {
  const device = makeLoopDevice(8 * MIB);
  try {
    const flags = ['--yes', '--expect-size', String(8 * MIB)];
    expect(isowright(['write', at('cut.img.gz'), device.path, ...flags]).status).toBe(7);
  } finally {
    device.remove();
  }
});

testWith('loop', 'tool:mkfs.vfat')('a drive keeps its file system when a gzip file does not fit', () => {
  const device = makeLoopDevice(11 * MIB);
  try {
    run('mkfs.vfat', ['-n', 'KEEPME', device.path]);
    refused('zeros.img.gz', device.path, [], device.sizeBytes);
    expect(readFileSync(device.backingPath).includes('KEEPME')).toBe(true);
  } finally {
    device.remove();
  }
});

testWith()('a pipe in the place of an image leads to -, also one that a shell made', () => {
  run('mkfifo', [at('pipe')]);
  writeFileSync(at('drive.img'), new Uint8Array(8 * MIB));
  const line = (source: string): string =>
    `'${process.execPath}' dist/main.js write ${source} '${at('drive.img')}' --file-target --yes --expect-size ${8 * MIB}`;
  for (const source of [`'${at('pipe')}'`, '<(cat /dev/null)']) {
    const { status, stderr } = run('bash', ['-c', line(source)]);
    expect([status, stderr], stderr).toEqual([7, expect.stringContaining('isowright write - DRIVE')]);
  }
});

/** An image of 6 MiB in a drive of 8 MiB, packed in a file that seems to hold more. */
function written(name: string, drive: string): number {
  const flags = [
    '--yes',
    '--expect-size',
    String(8 * MIB),
    ...(drive.startsWith('/dev/') ? [] : ['--file-target']),
  ];
  return isowright(['write', at(name), drive, ...flags]).status;
}

const content = seededBytes(6 * MIB, 6);
/** As a length it would be 64 MiB. */
const behind = Buffer.alloc(4 * MIB, 0x5a);
behind.writeUInt32LE(64 * MIB, behind.length - 4);

testWith('loop', 'tool:bzip2')(
  'what stands behind the end of a packed image does not make it too large',
  () => {
    writeFileSync(at('six.img'), content);
    run('bzip2', ['-k', at('six.img')]);
    writeFileSync(at('long.img.bz2'), Buffer.concat([readFileSync(at('six.img.bz2')), behind]));
    writeFileSync(at('long.img.gz'), Buffer.concat([gzipSync(content), behind]));
    for (const name of ['long.img.bz2', 'long.img.gz']) {
      const device = makeLoopDevice(8 * MIB);
      try {
        writeFileSync(at('drive.img'), new Uint8Array(8 * MIB));
        expect([name, written(name, at('drive.img')), written(name, device.path)]).toEqual([name, 0, 0]);
        for (const path of [at('drive.img'), device.path])
          expect(readFileSync(path).subarray(0, content.length).equals(content)).toBe(true);
      } finally {
        device.remove();
      }
    }
  },
);

testWith('loop')(
  'a length at the end of a gzip file that is a lie is damage, and the drive stays as it was',
  () => {
    const lying = gzipSync(content);
    lying.writeUInt32LE(64 * MIB, lying.length - 4);
    writeFileSync(at('lying.img.gz'), lying);
    const device = makeLoopDevice(8 * MIB);
    try {
      writeFileSync(device.path, seededBytes(8 * MIB, 5));
      writeFileSync(at('drive.img'), seededBytes(8 * MIB, 5));
      for (const path of [at('drive.img'), device.path]) {
        expect([path, written('lying.img.gz', path)]).toEqual([path, 7]);
        expect(readFileSync(path).equals(seededBytes(8 * MIB, 5))).toBe(true);
      }
    } finally {
      device.remove();
    }
  },
);
