import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { patchyDisk } from '../fakes/disk-file.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What QEMU made of a raw disk is read back as that disk: whole, and at 200 places by four readers at once.

const folder = mkdtempSync(join(tmpdir(), 'isowright-containers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Whole sectors, and no whole block of anything. */
const SIZE_BYTES = (9 << 20) + 3 * 512;
const raw = join(folder, 'disk.raw');
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(raw, SIZE_BYTES);
});

const made: Readonly<Record<string, readonly [driver: string, options: string, ...more: string[]]>> = {
  'v2.qcow2': ['qcow2', 'compat=0.10'],
  'v3.qcow2': ['qcow2', 'compat=1.1'],
  'small.qcow2': ['qcow2', 'cluster_size=512'],
  'large.qcow2': ['qcow2', 'cluster_size=2M'],
  'zlib.qcow2': ['qcow2', 'compat=1.1', '-c'],
  'zstd.qcow2': ['qcow2', 'compression_type=zstd', '-c'],
  'zstd-small.qcow2': ['qcow2', 'compression_type=zstd,cluster_size=4096', '-c'],
  'zlib-large.qcow2': ['qcow2', 'cluster_size=2M', '-c'],
  'fixed.vhd': ['vpc', 'subformat=fixed,force_size=on'],
  'dynamic.vhd': ['vpc', 'subformat=dynamic,force_size=on'],
  'sparse.vmdk': ['vmdk', 'subformat=monolithicSparse'],
  'flat.vmdk': ['vmdk', 'subformat=monolithicFlat'],
  'stream.vmdk': ['vmdk', 'subformat=streamOptimized'],
  'set.vmdk': ['vmdk', 'subformat=twoGbMaxExtentSparse'],
  'flat-set.vmdk': ['vmdk', 'subformat=twoGbMaxExtentFlat'],
  'zeroed.vmdk': ['vmdk', 'subformat=monolithicSparse,zeroed_grain=on'],
  'dynamic.vdi': ['vdi', 'static=off'],
  'static.vdi': ['vdi', 'static=on'],
  'dynamic.vhdx': ['vhdx', 'subformat=dynamic'],
  'fixed.vhdx': ['vhdx', 'subformat=fixed'],
  'small.vhdx': ['vhdx', 'subformat=dynamic,block_size=1M'],
  'disk.parallels': ['parallels', 'size=0'],
  'disk.qed': ['qed', 'cluster_size=65536'],
  'small.qed': ['qed', 'cluster_size=4096,table_size=2'],
};

for (const [name, [driver, options, ...more]] of Object.entries(made))
  testWith('tool:qemu-img')(`${name}, as qemu-img makes it, is read as its disk`, async () => {
    const path = join(folder, name);
    const given = driver === 'parallels' ? [] : ['-o', options];
    expect(run('qemu-img', ['convert', '-O', driver, ...given, ...more, raw, path]).stderr).toBe('');
    await withImage(path, async (image) => {
      expect(image.sizeBytes).toBe(SIZE_BYTES);
      expect((await wholeOf(image)).equals(disk)).toBe(true);
      expect(await randomReadsDiffer(image, disk)).toBeUndefined();
    });
  });
