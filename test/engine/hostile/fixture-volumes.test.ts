import { expect, test } from 'vitest';
import { asFailure } from '../../../src/engine/contract/failure/failure.ts';
import type { Readable } from '../../../src/engine/contract/ports/image.ts';
import { volumesOf } from '../../../src/engine/read/browse/open-volume.ts';
import type { Volume, VolumeEntry } from '../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../src/engine/read/browse/walk.ts';
import { fixtureVolume } from '../read/browse/fixture-volumes.ts';
import { workMs } from './answers.ts';
import { numbers } from './mutations.ts';

// Small volumes of other programs, spoiled in ways that depend on a seed: an answer or a failure that people understand, soon, and
// nothing is read that is not in the image. More of them: FUZZ_SEEDS=5000 FUZZ_FIRST=1000.

const SEEDS = Number(process.env.FUZZ_SEEDS ?? 40);
const FIRST = Number(process.env.FUZZ_FIRST ?? 1);
const MOST_MS = 1000;
const MOST_FILE_BYTES = 1 << 20;
const EXPECTED = [
  'source-damaged',
  'source-truncated',
  'source-not-an-image',
  'file-system-unsupported',
  'compression-unsupported',
];
/** Lengths and places that break careless sums. */
const EDGES = [0, 1, 2, 7, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** What people may be told; anything else is a fault of ours. */
async function orExpected<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (EXPECTED.includes(asFailure(error).code)) return undefined;
    throw error;
  }
}

async function readAll(image: Readable): Promise<number> {
  let entries = 0;
  for (const volume of (await orExpected(() => volumesOf(image, 'image'))) ?? [])
    await orExpected(async () => {
      for await (const { entry } of walk(volume, { imagePath: 'image', onBroken: () => {} })) {
        entries++;
        await readEntry(volume, entry);
      }
    });
  return entries;
}

async function readEntry(volume: Volume, entry: VolumeEntry): Promise<void> {
  await orExpected(() => volume.runs(entry));
  if (entry.type !== 'file') return;
  await orExpected(async () => {
    const content = await volume.open(entry);
    expect(content.sizeBytes).toBeGreaterThanOrEqual(0);
    let end = 0;
    for (const { atByte, lengthBytes } of content.recorded ?? []) {
      expect(atByte).toBeGreaterThanOrEqual(end);
      end = atByte + lengthBytes;
    }
    await content.read(0, new Uint8Array(Math.min(content.sizeBytes, MOST_FILE_BYTES)));
  });
}

/** An image that no read may leave. */
function guarded(bytes: Uint8Array): Readable {
  return {
    sizeBytes: bytes.length,
    async read(atByte, into) {
      if (!Number.isInteger(atByte) || atByte < 0 || atByte + into.length > bytes.length)
        throw new Error(`a read of ${into.length} bytes at ${atByte} leaves the image`);
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
  };
}

/** Places at which something stands, and not the content of files only: those of zeros are left out. */
function busyPlaces(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0 && bytes[at] !== 0xff) found.push(at);
  return found;
}

function spoiled(sound: Uint8Array, busy: readonly number[], seed: number): Uint8Array {
  const next = numbers(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const bytes = sound.slice();
  const view = new DataView(bytes.buffer);
  for (let left = 1 + below(12); left > 0; left--) {
    // Half of them where structures begin.
    const at = next() < 0.3 ? below(Math.min(4096, bytes.length)) : busy[below(busy.length)]!;
    const edge = EDGES[below(EDGES.length)]!;
    const kinds = [
      () => view.setUint8(at, below(256)),
      () => view.setUint8(at, edge & 0xff),
      () => view.setUint16(Math.min(at & ~1, bytes.length - 2), edge & 0xffff, true),
      () => view.setUint32(Math.min(at & ~3, bytes.length - 4), edge, true),
      () => bytes.copyWithin(at & ~511, busy[below(busy.length)]! & ~511, (at & ~511) + 512),
      () => bytes.fill(next() < 0.5 ? 0 : 0xff, at, at + below(600)),
    ];
    kinds[below(kinds.length)]!();
  }
  return next() < 0.05 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

test.each([
  'ntfs.img',
  'squashfs-none.img',
  'squashfs-gzip.img',
  'squashfs-zstd.img',
  'squashfs-xz.img',
  'squashfs-lz4.img',
  'squashfs-lzo.img',
  'wim-none.img',
  'wim-XPRESS.img',
  'wim-LZX.img',
])(
  '%s, spoiled',
  async (name) => {
    const sound = fixtureVolume(name);
    const busy = busyPlaces(sound);
    const whole = await readAll(guarded(sound));
    expect(whole).toBeGreaterThan(10);
    let different = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const startedAtMs = workMs();
      const entries = await readAll(guarded(spoiled(sound, busy, seed))).catch((cause: unknown) => {
        throw new Error(`seed ${seed}`, { cause });
      });
      if (entries !== whole) different++;
      expect(workMs() - startedAtMs, `seed ${seed}`).toBeLessThan(MOST_MS);
    }
    expect(different).toBeGreaterThan(SEEDS / 50);
  },
  600_000,
);
