import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { StreamedCso } from '../../src/engine/write/packed/streamed/cso.ts';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { randomReadsDiffer, wholeOf, withImage } from '../fakes/read-image.ts';

// No program of Debian reads CSO: the judge is a decoder written from its description (maxcso, README_CSO.md), which shares nothing with ours.

const folder = mkdtempSync(join(tmpdir(), 'isowright-cso-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

/** Version 1. "uint8_t magic[4]; uint32_t header_size; uint64_t uncompressed_size; uint32_t block_size; uint8_t version; uint8_t index_shift". */
function decoded(cso: Buffer): Buffer {
  expect(cso.toString('latin1', 0, 4)).toBe('CISO');
  const [size, block] = [Number(cso.readBigUInt64LE(8)), cso.readUInt32LE(16)];
  expect([cso[20], block]).toEqual([1, 2048]);
  const shift = cso[21] ?? 0;
  const count = Math.ceil(size / block);
  const entry = (index: number): number => cso.readUInt32LE(24 + index * 4);
  const place = (index: number): number => (entry(index) & 0x7fffffff) * 2 ** shift;
  expect(place(0)).toBeGreaterThanOrEqual(24 + (count + 1) * 4);
  expect(place(count)).toBe(cso.length);
  const blocks = Array.from({ length: count }, (_, index) => {
    const bytes = cso.subarray(place(index), place(index + 1));
    const isStored = entry(index) >= 0x80000000;
    const plain = isStored ? bytes.subarray(0, block) : inflateRawSync(bytes);
    expect(plain.length).toBe(block);
    return plain;
  });
  return Buffer.concat(blocks).subarray(0, size);
}

test.each([
  ['whole sectors', (2 << 20) + 4096],
  ['an end within a sector', (1 << 20) + 777],
])('a CSO is the image it was made of, to a decoder of its own and to us: %s', async (name, sizeBytes) => {
  const disk = patchyDisk(at(`${name}.iso`), sizeBytes);
  const made = isowright(['convert', at(`${name}.iso`), '-o', at(`${name}.cso`), '--quiet']);
  expect([made.stderr, made.status]).toEqual(['', 0]);
  const cso = readFileSync(at(`${name}.cso`));
  expect(decoded(cso).equals(disk)).toBe(true);
  expect(cso.length).toBeLessThan(disk.length);
  await withImage(at(`${name}.cso`), async (image) => {
    expect((await wholeOf(image)).equals(disk)).toBe(true);
    expect(await randomReadsDiffer(image, disk)).toBeUndefined();
  });
});

test('places beyond 31 bits are counted in larger units, and every block begins at one', () => {
  const form = new StreamedCso(6 * 2 ** 30, 'x.cso');
  expect(form.begin()[21]).toBe(2);
  const plain = new Uint8Array(2048).fill(1);
  const parts = form.add(0, { plain, packed: new Uint8Array(7) }, form.begin().length);
  expect(parts.reduce((sum, { length }) => sum + length, 0) % 4).toBe(0);
});

test('what is larger than its index can be kept for is refused', () => {
  expect(() => new StreamedCso(2 ** 34 + 2048, 'x.cso')).toThrow(
    expect.objectContaining({ code: 'output-too-large' }),
  );
});
