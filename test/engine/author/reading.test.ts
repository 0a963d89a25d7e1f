import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuthoredImage } from '../../../src/engine/author/plan/authored-image.ts';
import { alignedBytes } from '../../../src/engine/host/memory/aligned-memory.ts';
import { testWith } from '../../fakes/rigs.ts';
import { author, bytesOf, temporaryFolder } from './making.ts';

const folder = join(temporaryFolder(), 'source');
let image: AuthoredImage;

/** Small files that the workers read, one that is read in steps, and an odd one between. */
beforeEach(async () => {
  mkdirSync(join(folder, 'small'), { recursive: true });
  for (let i = 0; i < 40; i++) writeFileSync(join(folder, 'small', `${i}`), Buffer.alloc(1 + i * 137, i + 1));
  writeFileSync(
    join(folder, 'large'),
    Buffer.from(Array.from({ length: 3_000_001 }, (_, i) => (i * 31) >> 8)),
  );
  writeFileSync(join(folder, 'ünïcode'), 'not ASCII');
  image = await author(folder);
});

afterEach(async () => {
  await image.close();
  rmSync(folder, { recursive: true, force: true });
});

test('any range, in any order, many at once, into shared memory or not, equals that part of the whole', async () => {
  const whole = await bytesOf(image, image.sizeBytes);
  const shared = alignedBytes(5 << 20);
  const range = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1 << 20 })),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 4 }), async (ranges) => {
      await Promise.all(
        ranges.map(async ([place, length, isShared], i) => {
          const at = Math.floor(place * (image.sizeBytes - 1));
          const size = Math.min(length, image.sizeBytes - at);
          const into = isShared ? shared.subarray(i << 20, (i << 20) + size) : new Uint8Array(size);
          into.fill(0xa5);
          await image.read(at, into);
          expect(Buffer.compare(into, whole.subarray(at, at + size))).toBe(0);
        }),
      );
    }),
    { numRuns: 60 },
  );
  await image.settle();
});

test('closing with reads under way ends them all, one way or the other', async () => {
  const into = new Uint8Array(image.sizeBytes);
  const reads = Array.from({ length: 8 }, (_, i) => image.read(0, into.subarray(0, image.sizeBytes - i)));
  const ended = Promise.allSettled(reads);
  await image.close();
  for (const result of await ended)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'stopped' });
});

test('the extent of a file holds its content', async () => {
  const whole = await bytesOf(image);
  const extent = [...image.extents()].find(({ name }) => name === '/ünïcode')!;
  expect(Buffer.from(whole).toString('utf8', extent.atByte, extent.atByte + extent.lengthBytes)).toBe(
    'not ASCII',
  );
});

describe.each([
  ['a small file', 'small/7'],
  ['a large file', 'large'],
])('%s that is not what it was when the image was planned', (_name, path) => {
  const at = join(folder, path);
  const readAll = async () => {
    await bytesOf(image, 1 << 20);
    await image.settle();
  };

  test('shorter: source-truncated with both sizes', async () => {
    truncateSync(at, 100);
    const facts = { path: at, foundBytes: 100, expectedBytes: path === 'large' ? 3_000_001 : 960 };
    await expect(readAll()).rejects.toMatchObject({ code: 'source-truncated', facts });
  });

  test('longer: source-changed', async () => {
    appendFileSync(at, 'more');
    await expect(readAll()).rejects.toMatchObject({
      code: 'source-changed',
      facts: { path: at, what: 'size' },
    });
  });

  test('touched: source-changed', async () => {
    utimesSync(at, 1, 1);
    await expect(readAll()).rejects.toMatchObject({
      code: 'source-changed',
      facts: { path: at, what: 'modification-time' },
    });
  });

  test('swapped for one of the same size and time: source-changed', async () => {
    writeFileSync(`${at}.new`, readFileSync(at).fill(0x5a));
    execFileSync('touch', ['-r', at, `${at}.new`]);
    renameSync(`${at}.new`, at);
    await expect(readAll()).rejects.toMatchObject({
      code: 'source-changed',
      facts: { path: at, what: 'another-file' },
    });
  });

  test('gone: source-changed', async () => {
    unlinkSync(at);
    await expect(readAll()).rejects.toMatchObject({
      code: 'source-changed',
      facts: { path: at, what: 'removed' },
    });
  });

  test('a link now: it is not followed', async () => {
    unlinkSync(at);
    symlinkSync('/etc/passwd', at);
    await expect(readAll()).rejects.toMatchObject({
      code: 'source-changed',
      facts: { path: at, what: 'type' },
    });
  });

  test('a pipe now: nobody waits for its other end', async () => {
    unlinkSync(at);
    execFileSync('mkfifo', [at]);
    await expect(readAll()).rejects.toMatchObject({
      code: 'source-changed',
      facts: { path: at, what: 'type' },
    });
  });

  test('changed after it was read: settle says so', async () => {
    await bytesOf(image, 1 << 20);
    writeFileSync(at, 'x');
    await expect(image.settle()).rejects.toMatchObject({
      code: 'source-truncated',
      facts: { path: at, foundBytes: 1 },
    });
  });
});

testWith('root')('a file that may no longer be read: source-unreadable with the reason', async () => {
  // As root everything may be read, so somebody else reads; by libuv, whose threads share the process's user.
  chmodSync(join(folder, 'large'), 0);
  chmodSync(join(folder, '..'), 0o755);
  process.seteuid!(65_534);
  try {
    const extent = [...image.extents()].find(({ name }) => name === '/large')!;
    const reading = image.read(extent.atByte, new Uint8Array(10));
    await expect(reading).rejects.toMatchObject({
      code: 'source-unreadable',
      facts: { path: join(folder, 'large'), errno: 'EACCES' },
    });
  } finally {
    process.seteuid!(0);
  }
});
