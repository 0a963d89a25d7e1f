import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { wholeOf, withImage } from '../fakes/read-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// `convert --split`: files that are the image when they are joined, by cat(1), by 7-Zip and by us.

const folder = mkdtempSync(join(tmpdir(), 'isowright-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const SIZE_BYTES = (5 << 20) + 1001;
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), SIZE_BYTES);
});

const into = (source: string, out: string, ...more: readonly string[]) =>
  isowright(['convert', at(source), '-o', at(out), '--split', '2M', '--quiet', ...more]);
const joined = (room: string): Buffer =>
  Buffer.concat(
    readdirSync(at(room))
      .filter((name) => /\.\d{3}$/.test(name))
      .sort()
      .map((name) => readFileSync(at(`${room}/${name}`))),
  );

testWith('tool:7zz')('parts are the image, with one checksum of the whole', async () => {
  mkdirSync(at('plain'));
  expect(into('disk.raw', 'plain/disk.img')).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(at('plain'))).toEqual([
    'disk.img.001',
    'disk.img.002',
    'disk.img.003',
    'disk.img.sha256',
  ]);
  expect(joined('plain').equals(disk)).toBe(true);
  const sha256 = createHash('sha256').update(disk).digest('hex');
  expect(readFileSync(at('plain/disk.img.sha256'), 'utf8')).toBe(`${sha256} *disk.img\n`);
  const tested = run('7zz', ['x', '-tsplit', '-so', at('plain/disk.img.001'), '-bd']);
  expect(tested.status).toBe(0);
  expect(isowright(['verify', at('plain/disk.img.002')])).toMatchObject({ status: 0 });
  await withImage(at('plain/disk.img.001'), async (image) => {
    expect((await wholeOf(image)).equals(disk)).toBe(true);
  });
});

test('an image that comes in order, of a length that nobody knows, is made in parts too', () => {
  mkdirSync(at('order'));
  writeFileSync(at('disk.img.gz'), gzipSync(disk));
  expect(into('disk.img.gz', 'order/disk.img')).toMatchObject({ status: 0, stderr: '' });
  expect(joined('order').equals(disk)).toBe(true);
});

test('a part that stands alone is held against the checksum of the whole: "there is nothing to verify against"', () => {
  mkdirSync(at('lone'));
  writeFileSync(at('small.raw'), disk.subarray(0, 1 << 20));
  expect(into('small.raw', 'lone/small.img')).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(at('lone'))).toEqual(['small.img.001', 'small.img.sha256']);
  expect(isowright(['verify', at('lone/small.img.001')])).toMatchObject({ status: 0 });
  expect(into('disk.raw', 'lone/disk.img')).toMatchObject({ status: 0, stderr: '' });
  rmSync(at('lone/disk.img.002'));
  rmSync(at('lone/disk.img.003'));
  const cut = isowright(['verify', at('lone/disk.img.001'), '--json']);
  expect(cut.done?.report.failure?.code).toBe('checksum-wrong');
  expect(cut.status).toBe(7);
});

testWith('tool:qemu-img')('a QCOW2 in parts is one when they are joined', () => {
  mkdirSync(at('qcow'));
  expect(into('disk.raw', 'qcow/disk.qcow2')).toMatchObject({ status: 0, stderr: '' });
  writeFileSync(at('joined.qcow2'), joined('qcow'));
  const args = ['compare', '-F', 'raw', '-f', 'qcow2', at('joined.qcow2'), at('disk.raw')];
  expect(run('qemu-img', args)).toMatchObject({ status: 0, stdout: 'Images are identical.\n' });
});

test('parts that are there are replaced with --force only, and none of an older, longer set is left to be read as one more', () => {
  mkdirSync(at('again'));
  const out = 'again/disk.img';
  expect(into('disk.raw', out).status).toBe(0);
  expect(into('disk.raw', out).status).toBe(2);
  expect(into('disk.raw', out, '--force').status).toBe(0);
  const before = readdirSync(at('again'));
  const shorter = isowright(['convert', at('disk.raw'), '-o', at(out), '--split', '4M', '--force']);
  expect([shorter.status, shorter.stderr]).toEqual([2, expect.stringContaining('disk.img.003 is there')]);
  expect(readdirSync(at('again'))).toEqual(before);
});

test('the report names what opens as the whole', () => {
  mkdirSync(at('told'));
  const args = ['convert', at('disk.raw'), '-o', at('told/disk.img'), '--split', '2M', '--json'];
  const { done } = isowright(args);
  expect(done?.report.image).toMatchObject({
    path: at('told/disk.img.001'),
    sizeBytes: SIZE_BYTES,
    checksumPath: at('told/disk.img.sha256'),
  });
});

test('a set is not split onto itself', () => {
  const args = ['convert', at('again/disk.img.001'), '-o', at('again/disk.img'), '--split', '1M', '--force'];
  expect(isowright(args).status).toBe(5);
  expect(joined('again').equals(disk)).toBe(true);
});

test('what is packed, sizes that are no MiB, and more parts than three digits count are refused before anything is made', () => {
  mkdirSync(at('none'));
  expect(into('disk.raw', 'none/disk.img.gz').stderr).toContain('not made in parts');
  const sizes: Readonly<Record<string, string>> = { '1000': 'whole MiB', rest: 'whole MiB' };
  for (const [size, said] of Object.entries(sizes)) {
    const args = ['convert', at('disk.raw'), '-o', at('none/x.img'), '--split', size];
    expect(isowright(args)).toMatchObject({ status: 2, stderr: expect.stringContaining(said) });
  }
  expect(readdirSync(at('none'))).toEqual([]);
});
