import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { sourceUnsupported } from '../../../../src/engine/contract/failure/source-failures.ts';
import type { Image } from '../../../../src/engine/contract/ports/image.ts';
import { type ByteOptions, compareBytes } from '../../../../src/engine/read/compare/compare-bytes.ts';
import { sideBytes } from '../../../../src/engine/read/compare/side-bytes.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { fakeStream } from '../../../fakes/fake-stream.ts';

const SIZE_BYTES = 3_000_001;
const bytes = seededBytes(SIZE_BYTES);

type Source = Parameters<typeof sideBytes>[0];

function compared(a: Source, b: Source, options: Partial<ByteOptions> = {}) {
  const { signal } = new AbortController();
  const all = { signal, onDone: () => undefined, ...options };
  return compareBytes(sideBytes(a, all.signal), sideBytes(b, all.signal), all);
}

function changed(...places: number[]): Uint8Array {
  const other = Uint8Array.from(bytes);
  for (const at of places) other[at] = (other[at] ?? 0) ^ 1;
  return other;
}

test('an image, a stream, and a stream on the other side are compared to their last byte', async () => {
  const other = changed(0, 700_000, SIZE_BYTES - 1);
  const places = [0, 700_000, SIZE_BYTES - 1].map((atByte) => ({ kind: 'bytes', atByte, lengthBytes: 1 }));
  for (const [a, b] of [
    [fakeImage(bytes), fakeImage(other)],
    [fakeStream(bytes), fakeImage(other)],
    [fakeImage(bytes), fakeStream(other)],
    [fakeStream(bytes), fakeStream(other)],
  ] as const)
    expect(await compared(a, b)).toMatchObject({
      told: places,
      differingBytes: 3,
      comparedBytes: SIZE_BYTES,
      aBytes: SIZE_BYTES,
      bBytes: SIZE_BYTES,
    });
});

test('the shorter one ends the comparison, and the size is a difference', async () => {
  const short = bytes.subarray(0, 1_000_000);
  for (const [a, b] of [
    [fakeImage(bytes), fakeImage(short)],
    [fakeStream(bytes), fakeImage(short)],
    [fakeImage(bytes), fakeStream(short)],
    [fakeStream(bytes), fakeStream(short)],
  ] as const) {
    const { told, comparedBytes } = await compared(a, b);
    expect(told).toEqual([{ kind: 'size', aBytes: SIZE_BYTES, bBytes: 1_000_000 }]);
    expect(comparedBytes).toBe(1_000_000);
  }
});

test('what a device has behind the end of the image is no difference, but what it lacks is', async () => {
  const [image, drive] = [fakeImage(bytes.subarray(0, 1_000_000)), fakeImage(bytes)];
  expect(await compared(image, drive, { device: 'b' })).toMatchObject({
    told: [],
    behindBytes: SIZE_BYTES - 1_000_000,
  });
  expect((await compared(drive, image, { device: 'b' })).counts).toEqual({ size: 1 });
});

test.each([
  new Failure('source-unreadable', { path: '/bad', errno: 'EIO', atByte: 1_234_567 }),
  sourceUnsupported('/bad', 'CD', { reason: 'form-2', sector: 602 }),
])('a bad place on one side is told, and the rest is compared ($code)', async (failure) => {
  const bad = fakeImage(bytes, { failAt: { atByte: 1_234_567, failure } });
  const { told } = await compared(fakeImage(changed(2_500_000)), bad);
  const from = Math.floor(1_234_567 / 4096) * 4096;
  expect(told).toEqual([
    { kind: 'unreadable', side: 'b', atByte: from, lengthBytes: 4096 },
    { kind: 'bytes', atByte: 2_500_000, lengthBytes: 1 },
  ]);
});

test('a drive that went away ends it, and no place is told', async () => {
  const failure = new Failure('source-unreadable', { path: '/gone', errno: 'ENODEV', atByte: 0 });
  const gone = fakeImage(bytes, { failAt: { atByte: 0, failure } });
  await expect(compared(gone, fakeImage(bytes))).rejects.toBe(failure);
});

test('zeros that both record nowhere are read on neither side, and on one side only the other is', async () => {
  const hole = { from: 600_000, to: 2_900_000 };
  const withHole = Uint8Array.from(bytes).fill(0, hole.from, hole.to);
  const holed = (): Image & { reads: number[] } =>
    Object.assign(fakeImage(withHole), {
      zerosAt: (atByte: number, most: number) =>
        atByte >= hole.from && atByte < hole.to ? Math.min(most, hole.to - atByte) : 0,
    });
  const [a, b] = [holed(), holed()];
  expect(await compared(a, b)).toMatchObject({ told: [], comparedBytes: SIZE_BYTES });
  expect(a.reads.filter((at) => at > 1_200_000 && at < 2_800_000)).toEqual([]);
  const other = Uint8Array.from(withHole);
  other[2_000_000] = 5;
  expect((await compared(holed(), fakeImage(other))).told).toEqual([
    { kind: 'bytes', atByte: 2_000_000, lengthBytes: 1 },
  ]);
});

test('a stop is heard in the middle', async () => {
  const stopping = new AbortController();
  const failure = new Failure('stopped', { by: 'SIGINT' });
  const onDone = (): void => stopping.abort(failure);
  await expect(
    compared(fakeImage(bytes), fakeImage(bytes), { signal: stopping.signal, onDone }),
  ).rejects.toBe(failure);
});
