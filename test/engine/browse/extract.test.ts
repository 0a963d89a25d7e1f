import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { extract } from '../../../src/engine/browse/extract.ts';
import type { VolumeEntry } from '../../../src/engine/browse/volume.ts';
import { Failure } from '../../../src/engine/ports/failure.ts';
import { fakeImage, seededBytes } from '../../fakes/fake-image.ts';

const into = mkdtempSync(join(tmpdir(), 'isowright-extract-'));
afterAll(() => rmSync(into, { recursive: true, force: true }));

const TIB = 1024 ** 4;
const bytes = seededBytes(3 << 20);
const damaged = (what: string): Failure => new Failure('source-damaged', { path: 'image', what });

async function* one(name: string, runs: VolumeEntry['runs']) {
  const sizeBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  yield { path: `/${name}`, entry: { name, type: 'file' as const, sizeBytes, identity: '', runs } };
}

test('a hole that is larger than the disk stays a hole, and what stands around it is in its place', async () => {
  const runs = [
    { atByte: 4096, lengthBytes: 1_500_000 },
    { atByte: undefined, lengthBytes: TIB },
    { atByte: 0, lengthBytes: 100 },
  ];
  await extract(fakeImage(bytes), one('sparse', runs), { into, replace: false, damaged });
  const { size, blocks } = statSync(join(into, 'sparse'));
  expect(size).toBe(1_500_000 + TIB + 100);
  expect(blocks * 512).toBeLessThan(4 << 20);
});

test('the runs of a file follow each other, whatever their order in the image', async () => {
  const runs = [
    { atByte: 2 << 20, lengthBytes: 1 << 20 },
    { atByte: undefined, lengthBytes: 10 },
    { atByte: 7, lengthBytes: 1_100_000 },
  ];
  await extract(fakeImage(bytes), one('runs', runs), { into, replace: false, damaged });
  const wanted = Buffer.concat([bytes.subarray(2 << 20), new Uint8Array(10), bytes.subarray(7, 1_100_007)]);
  expect(Buffer.compare(readFileSync(join(into, 'runs')), wanted)).toBe(0);
});
