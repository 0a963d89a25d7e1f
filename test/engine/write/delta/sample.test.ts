import { expect, test } from 'vitest';
import { sampleDelta } from '../../../../src/engine/write/delta/sample.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const MIB = 1 << 20;
const PIECE = 64 << 10;

function targetWith(bytes: Uint8Array): FakeTarget {
  const target = new FakeTarget({ capacityBytes: 16 * MIB });
  target.stored.set(bytes);
  return target;
}

test('a drive that holds the image already differs nowhere, and nothing is written', async () => {
  const bytes = seededBytes(8 * MIB);
  const target = targetWith(bytes);
  expect(await sampleDelta(fakeImage(bytes), target)).toEqual({ places: 48, differing: 0 });
  expect(target.calls.every((call) => call.startsWith('read'))).toBe(true);
});

test('another drive differs everywhere', async () => {
  expect(await sampleDelta(fakeImage(seededBytes(8 * MIB)), targetWith(seededBytes(8 * MIB, 9)))).toEqual({
    places: 48,
    differing: 48,
  });
});

test('the share that differs is found to within a fifth', async () => {
  const bytes = seededBytes(12 * MIB);
  const changed = bytes.slice();
  // A quarter of all pieces, one byte each.
  for (let piece = 0; piece * PIECE < bytes.length; piece += 4) changed[piece * PIECE + 77]! ^= 1;
  const { places, differing } = await sampleDelta(fakeImage(bytes), targetWith(changed));
  expect(Math.abs(differing / places - 0.25)).toBeLessThan(0.2);
});

test('places lie in all parts of the image, and never beyond its end or the end of the drive', async () => {
  const image = fakeImage(seededBytes(8 * MIB + 1234));
  await sampleDelta(image, targetWith(new Uint8Array(0)), { random: () => 0.999_999 });
  expect(new Set(image.reads).size).toBe(48);
  expect(Math.max(...image.reads)).toBeGreaterThan(7 * MIB);
  const small = new FakeTarget({ capacityBytes: MIB });
  expect((await sampleDelta(fakeImage(seededBytes(4 * MIB)), small)).places).toBe(16);
});

test('a slow drive is not waited for', async () => {
  let nowMs = 0;
  const nowSlow = () => (nowMs += 1_000);
  const { places } = await sampleDelta(fakeImage(seededBytes(8 * MIB)), targetWith(new Uint8Array(0)), {
    nowMs: nowSlow,
  });
  expect(places).toBeLessThan(5);
});
