import { constants, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { containerOf } from '../../../../src/engine/read/decode/containers.ts';
import { decodedStream } from '../../../../src/engine/read/open/decoded-stream.ts';
import { cpuTimeOf } from '../../../fakes/cpu-time.ts';
import { has } from '../../../fakes/rigs.ts';
import {
  concat,
  fileOf,
  inPieces,
  outcome,
  packed,
  readAll,
  removeFolder,
  sampleImage,
  unpack,
} from './packing.ts';

afterAll(removeFolder);

/** Packers that need no program, and those whose program is there. */
const packers: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gzipSync(bytes, { level: 1 }),
  zstd: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  ...(has('tool:lz4') && { lz4: (bytes: Uint8Array) => packed(bytes, 'lz4', '-c', '-q') }),
  ...(has('tool:bzip2') && { bzip2: (bytes: Uint8Array) => packed(bytes, 'bzip2', '-c', '-1') }),
  ...(has('tool:xz') && { xz: (bytes: Uint8Array) => packed(bytes, 'xz', '-c', '-0') }),
};

/** Anything from noise to long runs, at least one byte; never text that looks like a web page. */
const contents = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 400 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((runs) =>
    // Zeros alone are no image.
    concat(
      new Uint8Array(600),
      ...runs.flatMap(([bytes, times]) => Array<Uint8Array>(times).fill(bytes)),
      Uint8Array.of(1),
    ),
  );

for (const [name, pack] of Object.entries(packers)) {
  const numRuns = ['xz', 'bzip2', 'lz4'].includes(name) ? 12 : 40;

  test(`${name}: any content, in any number of streams, in pieces of any length, read in any lengths`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(contents, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1000, max: 300_000 }),
        async (images, lengths, readBytes) => {
          const raw = { chunks: inPieces(concat(...images.map(pack)), lengths), sizeBytes: undefined };
          const source = await decodedStream('-', { ...raw, close: async () => undefined }, {});
          expect(Buffer.compare(await readAll(source, readBytes), concat(...images))).toBe(0);
        },
      ),
      { numRuns },
    );
  });

  test(`${name}: cut off at any place, it fails`, async () => {
    const whole = pack(sampleImage(150_000));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 6, max: whole.length - 1 }), async (place) => {
        expect(await outcome(whole.subarray(0, place))).toBe('source-truncated');
      }),
      { numRuns: 25 },
    );
  });

  test(`${name}: changed anywhere, it ends in a failure of the source or in the same bytes, soon`, async () => {
    const image = sampleImage(60_000);
    const whole = pack(image);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const broken = Uint8Array.from(whole);
          for (const [place, value] of changes) broken[place] = value;
          await endsWell(broken, image);
        },
      ),
      { numRuns: name === 'gzip' || name === 'zstd' ? 150 : 40 },
    );
  });
}

/** Nothing but a Failure of the source, or bytes; what is no known container is an image as it is. */
async function endsWell(bytes: Uint8Array, image: Uint8Array): Promise<void> {
  const before = process.memoryUsage().rss;
  const { result, cpuMs } = await cpuTimeOf(() =>
    unpack(fileOf(bytes, 'fuzzed')).then(
      (opened) => opened.bytes,
      (error: unknown) => error,
    ),
  );
  expect(cpuMs).toBeLessThan(5000);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  if (result instanceof Uint8Array) {
    const isRaw = containerOf(bytes) === undefined;
    // Headers hold names and times that no checksum covers.
    expect(Buffer.compare(result, isRaw ? bytes : image)).toBe(0);
  } else if (
    !(result instanceof Failure) ||
    !/^(source-(damaged|truncated|not-an-image)|compression-unsupported)$/.test(result.code)
  )
    throw result;
}

test('headers of noise behind every magic end soon, in bounded memory', async () => {
  const magics = [
    [0x1f, 0x8b, 8],
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    [0x28, 0xb5, 0x2f, 0xfd],
    [0x50, 0x2a, 0x4d, 0x18],
    [0x42, 0x5a, 0x68, 0x39],
    [0x04, 0x22, 0x4d, 0x18],
    [0x02, 0x21, 0x4c, 0x18],
    [0x50, 0x4b, 3, 4],
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 200 }), async (magic, noise) => {
      const bytes = concat(Uint8Array.from(magic), noise);
      const result = await unpack(fileOf(bytes, 'noise')).then(
        () => 'bytes',
        (error: unknown) => error,
      );
      if (!(result instanceof Failure)) throw new Error(`${result}`);
      expect(result.code).toMatch(/^source-|^compression-unsupported$/);
    }),
    { numRuns: 200 },
  );
});

test('a bomb comes in small pieces: memory stays small', async () => {
  const zeros = new Uint8Array(64 << 20);
  const bombs = {
    gzip: gzipSync(zeros),
    zstd: zstdCompressSync(zeros),
    ...(has('tool:bzip2') && { bzip2: packed(zeros, 'bzip2', '-c') }),
  };
  for (const [name, bomb] of Object.entries(bombs)) {
    const raw = { chunks: inPieces(concat(bomb, bomb, bomb), 1 << 20), sizeBytes: undefined };
    const source = await decodedStream('-', { ...raw, close: async () => undefined }, { raw: true });
    const before = process.memoryUsage().rss;
    const into = new Uint8Array(1 << 20);
    let lengthBytes = 0;
    for (let count = 1; count > 0; lengthBytes += count) count = await source.readNext(into);
    expect([name, lengthBytes]).toEqual([name, 192 << 20]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 << 20);
  }
});

test('a gzip header without end, and a zstd frame that wants gigabytes, are refused at once', async () => {
  const endless = concat(
    Uint8Array.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]),
    new Uint8Array(1 << 20).fill(65),
  );
  expect(await outcome(endless)).toBe('source-damaged');
  // RFC 8878 §3.1.1.1.2: a window of 2^31 + 7/8 · 2^31 bytes
  const greedy = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xaf, 1, 0, 0, 0, 0, 0, 0]);
  expect(await outcome(greedy)).toBe('compression-unsupported');
  const stored = deflateRawSync(new Uint8Array(10));
  expect(await outcome(concat(Uint8Array.from([0x1f, 0x8b, 8, 0xe0, 0, 0, 0, 0, 0, 0]), stored))).toBe(
    'compression-unsupported',
  );
});
