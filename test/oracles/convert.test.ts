import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What `convert` makes is what other programs read as the same disk, and what this program reads as the same disk.

const folder = mkdtempSync(join(tmpdir(), 'isowright-convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

const raw = join(folder, 'disk.raw');
const at = (name: string): string => join(folder, name);
const SIZE_BYTES = (7 << 20) + 5 * 512;
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(raw, SIZE_BYTES);
});

const disks: Readonly<Record<string, readonly [format: string, driver: string]>> = {
  'growing.vhd': ['vhd', 'vpc'],
  'fixed.vhd': ['vhd-fixed', 'vpc'],
  'plain.qcow2': ['qcow2', 'qcow2'],
  'zlib.qcow2': ['qcow2-zlib', 'qcow2'],
  'zstd.qcow2': ['qcow2-zstd', 'qcow2'],
  'stream.vmdk': ['vmdk', 'vmdk'],
};

for (const [name, [format, driver]] of Object.entries(disks))
  testWith('tool:qemu-img')(
    `${name} is the disk it was made of, to QEMU and to us, and back again`,
    async () => {
      const made = isowright(['convert', raw, '-o', at(name), '--format', format]);
      expect([made.stderr.slice(-400), made.status]).toEqual([expect.any(String), 0]);
      const compared = run('qemu-img', ['compare', '-f', driver, '-F', 'raw', at(name), raw]);
      expect([compared.stdout, compared.status]).toEqual(['Images are identical.\n', 0]);
      if (driver === 'qcow2')
        expect(run('qemu-img', ['check', at(name)]).stdout).toContain('No errors were found');
      await withImage(at(name), async (image) => {
        expect((await wholeOf(image)).equals(disk)).toBe(true);
        expect(await randomReadsDiffer(image, disk)).toBeUndefined();
      });
      expect(isowright(['convert', at(name), '-o', at(`${name}.raw`)]).status).toBe(0);
      expect(readFileSync(at(`${name}.raw`)).equals(disk)).toBe(true);
    },
  );

testWith(
  'tool:zstd',
  'tool:gzip',
  'tool:xz',
)('zstd, gzip and xz give back what was packed', () => {
  for (const [name, tool] of [
    ['disk.zst', 'zstd'],
    ['disk.gz', 'gzip'],
    ['disk.xz', 'xz'],
  ] as const) {
    expect(isowright(['convert', raw, '-o', at(name)]).status).toBe(0);
    const unpacked = at(`${name}.unpacked`);
    expect(run('sh', ['-c', '"$0" -dc < "$1" > "$2"', tool, at(name), unpacked]).status).toBe(0);
    expect(readFileSync(unpacked).equals(disk)).toBe(true);
  }
});

testWith('tool:qemu-img')(
  'an image whose size is no whole number of sectors is filled up with zeros',
  async () => {
    const odd = at('odd.img');
    writeFileSync(odd, disk.subarray(0, 3_000_001));
    const filled = Buffer.concat([disk.subarray(0, 3_000_001)], Math.ceil(3_000_001 / 512) * 512);
    for (const [format] of Object.values(disks)) {
      const made = isowright(['convert', odd, '-o', at(`odd.${format}`), '--format', format]);
      expect([format, made.status]).toEqual([format, 0]);
      await withImage(at(`odd.${format}`), async (image) =>
        expect((await wholeOf(image)).equals(filled)).toBe(true),
      );
    }
  },
);

test('an empty disk, and one without a hole, are converted too', async () => {
  writeFileSync(at('zeros.raw'), Buffer.concat([Buffer.from([1]), Buffer.alloc(200_000)]));
  writeFileSync(at('full.raw'), Buffer.alloc(300_032, 'full'));
  for (const name of ['zeros', 'full'])
    for (const format of ['vhd', 'qcow2', 'qcow2-zstd', 'vmdk']) {
      const to = at(`${name}.${format}`);
      expect(isowright(['convert', at(`${name}.raw`), '-o', to, '--format', format]).status).toBe(0);
      const bytes = readFileSync(at(`${name}.raw`));
      await withImage(to, async (image) =>
        expect((await wholeOf(image)).subarray(0, bytes.length).equals(bytes)).toBe(true),
      );
    }
});

test('what is there is not replaced, and nothing is left of a job that fails', () => {
  writeFileSync(at('there.vhd'), 'mine');
  const { status, stderr } = isowright(['convert', raw, '-o', at('there.vhd')]);
  expect([status, stderr]).toEqual([2, expect.stringContaining('there.vhd')]);
  expect(readFileSync(at('there.vhd'), 'utf8')).toBe('mine');
  expect(isowright(['convert', raw, '-o', at('there.vhd'), '--force']).status).toBe(0);
});

test('a wrong checksum beside the image is found, whatever is made of it, and a right one is named', () => {
  writeFileSync(at('named.img'), disk);
  writeFileSync(at('named.img.sha256'), `${'12'.repeat(32)}  named.img\n`);
  for (const format of ['raw', 'vhd-fixed', 'vhd', 'qcow2-zstd']) {
    const wrong = isowright(['convert', at('named.img'), '-o', at(`named.${format}`), '--format', format]);
    expect([format, wrong.status, existsSync(at(`named.${format}`))]).toEqual([format, 7, false]);
  }
  const sum = createHash('sha256').update(disk).digest('hex');
  writeFileSync(at('named.img.sha256'), `${sum}  named.img\n`);
  const right = isowright(['convert', at('named.img'), '-o', at('named.raw')]);
  expect([right.status, right.stdout]).toEqual([0, expect.stringContaining('named.img.sha256')]);
});

test('a name of a format that is not made gets no plain bytes, called proved', () => {
  for (const name of ['o.vdi', 'o.vhdx', 'o.zip', 'o.img.bz2', 'o.hds', 'o.qcow2.gz', 'o.tar.xz']) {
    const { status, stderr } = isowright(['convert', raw, '-o', at(name)]);
    expect([name, status, stderr]).toEqual([name, 2, expect.stringContaining('--format')]);
    expect(existsSync(at(name))).toBe(false);
  }
  // Who says the format means it.
  expect(isowright(['convert', raw, '-o', at('meant.vdi'), '--format', 'raw']).status).toBe(0);
});

test('a disk that was cut off is not converted as if it were whole', () => {
  const table = Buffer.alloc(2 << 20, 7);
  table.fill(0, 0, 512);
  // A partition of 4 MiB on half of it.
  table.set([0, 0, 2, 0, 0x0c, 0, 0, 0, 0, 8, 0, 0, 0, 32, 0, 0], 446);
  table.set([0x55, 0xaa], 510);
  for (const [name, bytes] of [
    ['cut.vhd', table],
    ['cut.img.gz', gzipSync(table)],
  ] as const) {
    writeFileSync(at(name), bytes);
    const refused = isowright(['convert', at(name), '-o', at(`${name}.raw`)]);
    expect([refused.status, refused.stderr]).toEqual([7, expect.stringContaining('--allow-truncated')]);
    expect(existsSync(at(`${name}.raw`))).toBe(false);
    const taken = isowright(['convert', at(name), '-o', at(`${name}.raw`), '--allow-truncated']);
    expect(taken.status).toBe(0);
    expect(readFileSync(at(`${name}.raw`)).equals(table)).toBe(true);
  }
  expect(isowright(['convert', at('cut.vhd'), '-o', at('cut.qcow2')]).status).toBe(7);
});

testWith('tool:qemu-img')(
  'a container cut off says where it should end, not that it has as much as it should',
  () => {
    run('qemu-img', ['convert', '-O', 'vdi', '-o', 'static=on', raw, at('half.vdi')]);
    truncateSync(at('half.vdi'), 3 << 20);
    const { status, stderr } = isowright(['convert', at('half.vdi'), '-o', at('half.raw')]);
    const [, should, holds] = /should hold ([\d,]+) bytes but holds ([\d,]+)\./.exec(stderr) ?? [];
    expect([status, holds]).toEqual([7, '3,145,728']);
    expect(Number(should?.replaceAll(',', ''))).toBeGreaterThan(3 << 20);
  },
);
