import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isFailure } from '../../src/engine/contract/failure/failure.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { unclosedVhdx } from '../fakes/unclosed-vhdx.ts';

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

testWith('tool:qemu-img')(
  'a VHDX that was not closed is read as QEMU repairs it, and stays as it is',
  async () => {
    expect(
      run('qemu-img', ['convert', '-O', 'vhdx', '-o', 'block_size=1M', raw, join(folder, 'closed.vhdx')])
        .stderr,
    ).toBe('');
    const path = join(folder, 'unclosed.vhdx');
    const bytes = unclosedVhdx(readFileSync(join(folder, 'closed.vhdx')));
    writeFileSync(path, bytes);
    const states: (string | undefined)[] = [];
    await withImage(
      path,
      async (image) => {
        expect((await wholeOf(image)).equals(disk)).toBe(true);
        expect(await randomReadsDiffer(image, disk)).toBeUndefined();
      },
      { onNote: ({ facts }) => states.push(facts?.inContainer?.state) },
    );
    expect(states).toContain('log-replayed');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(run('qemu-img', ['check', '-r', 'all', path]).status).toBe(0);
    expect(run('qemu-img', ['compare', '-f', 'vhdx', '-F', 'raw', path, raw]).stdout).toBe(
      'Images are identical.\n',
    );
    // What is named and is not there cannot be read.
    bytes.fill(0, 1 << 20, 2 << 20);
    writeFileSync(path, bytes);
    await expect(withImage(path, wholeOf)).rejects.toSatisfy((error) => isFailure(error, 'source-damaged'));
  },
);
