import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { asFailure, type FailureReport } from '../../../../src/engine/contract/failure/failure.ts';
import { remedy } from '../../../../src/words/remedies.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { concat, fileOf, folder, packed, removeFolder, sampleImage, unpack } from './packing.ts';

// Sound files whose compression is not unpacked here. «Damaged, download it again» would be wrong, and sends people in circles.

afterAll(removeFolder);
const image = sampleImage(300_000);

async function refusal(bytes: Uint8Array): Promise<FailureReport> {
  return asFailure(
    await unpack(fileOf(bytes)).then(
      () => 'it was unpacked',
      (error: unknown) => error,
    ),
  );
}

function expectRefusal(failure: FailureReport, because: object, todo: string): void {
  expect(failure).toMatchObject({ code: 'compression-unsupported', facts: { because } });
  expect(remedy(failure).next.join(' ')).toContain(todo);
}

/** A dictionary that is no file of ours: a raw one has no number, a trained one has. */
function trained(): string {
  const samples = Array.from({ length: 400 }, (_, index) => {
    const path = join(folder, `sample-${index}`);
    writeFileSync(path, `entry ${index}: ${'the quick brown fox '.repeat(index % 7)}${index * 7919}`);
    return path;
  });
  const dictionary = join(folder, 'dictionary');
  execFileSync('zstd', ['-q', '--train', ...samples, '-o', dictionary, '--maxdict=4096'], {
    timeout: 60_000,
    stdio: 'ignore',
  });
  return dictionary;
}

testWith('tool:zstd')(
  'zstd with a dictionary is not called damaged, and one of 2 GiB is not either',
  async () => {
    const dictionary = trained();
    const bytes = packed(image, 'zstd', '-c', '-D', dictionary);
    expectRefusal(await refusal(bytes), { reason: 'zstd-dictionary' }, 'zstd -d -D DICTIONARY');
    const wide = packed(image, 'zstd', '-c', '--long=30', '--no-content-size');
    expectRefusal(await refusal(wide), { reason: 'zstd-window', windowBytes: 2 ** 30 }, 'zstd -d --long=31');
  },
);

testWith('tool:lz4')('lz4 with a dictionary is not called damaged', async () => {
  const dictionary = join(folder, 'lz4-dictionary');
  writeFileSync(dictionary, image.subarray(100_000, 160_000));
  // The frame does not name it: its first block refers to what is not there.
  const bytes = packed(image.subarray(100_000), 'lz4', '-c', '-D', dictionary);
  expectRefusal(await refusal(bytes), { reason: 'lz4-dictionary' }, 'lz4 -d -D DICTIONARY');
});

/** An xz file with another first byte in its block's list of filters, and the checksum of that header made right. */
function withFilter(bytes: Uint8Array, change: (header: Uint8Array) => void): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const headerBytes = ((changed[12] ?? 0) + 1) * 4;
  const header = changed.subarray(12, 12 + headerBytes);
  change(header);
  new DataView(header.buffer, header.byteOffset).setUint32(
    headerBytes - 4,
    crc32(header.subarray(0, headerBytes - 4)),
    true,
  );
  return changed;
}

testWith('tool:xz')(
  'xz with an unknown filter, or that wants 4 GiB of memory, is not called damaged',
  async () => {
    // -T1 writes a header without sizes: 0x21 is LZMA2, then one byte of properties, the size of its dictionary.
    const bytes = packed(image, 'xz', '-c', '-T1');
    const unknown = withFilter(bytes, (header) => header.set([0x2f], 2));
    expectRefusal(await refusal(unknown), { reason: 'xz-options' }, '7z x');
    const greedy = withFilter(bytes, (header) => header.set([40], 4));
    expectRefusal(await refusal(greedy), { reason: 'xz-memory' }, 'xz -dk');
  },
);

testWith('tool:7zz')(
  'zip with a method of other programs, or a password, is not called damaged',
  async () => {
    const path = join(folder, 'a.img');
    writeFileSync(path, image);
    const zip = (name: string, ...args: string[]): string => {
      const out = join(folder, name);
      execFileSync('7zz', ['a', '-tzip', ...args, out, path], { timeout: 60_000, stdio: 'ignore' });
      return out;
    };
    const methods = {
      'ppmd.zip': ['PPMd', 98],
      'bzip2.zip': ['BZip2', 12],
      'deflate64.zip': ['Deflate64', 9],
    };
    for (const [name, [method, number]] of Object.entries(methods)) {
      const failure = asFailure(await unpack(zip(name, `-mm=${method}`)).catch((error: unknown) => error));
      expectRefusal(failure, { reason: 'zip-method', name: 'a.img', method: number }, '7z x');
    }
    const secret = asFailure(await unpack(zip('secret.zip', '-psecret')).catch((error: unknown) => error));
    expectRefusal(secret, { reason: 'zip-encrypted', name: 'a.img' }, '7z x');
  },
);

test('a gzip member of another method is not called damaged', async () => {
  const failure = await refusal(Uint8Array.from([0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]));
  expectRefusal(failure, { reason: 'gzip-method', method: 9 }, 'with the program that packed it');
});

testWith('tool:xz')('an .lzma file is told by its beginning, and how to unpack it', async () => {
  for (const level of ['-0', '-6', '-9']) {
    const bytes = packed(image, 'xz', '-c', '--format=lzma', level);
    expectRefusal(await refusal(bytes), { reason: 'lzma' }, 'xz -dk --format=lzma');
  }
});

test.each([
  ['lzip', [0x4c, 0x5a, 0x49, 0x50, 1, 12], 'lzip -dk'],
  ['compress', [0x1f, 0x9d, 0x90, 0, 1], 'gzip -dk'],
  ['lzop', [0x89, 0x4c, 0x5a, 0x4f, 0, 0x0d, 0x0a, 0x1a, 0x0a, 0x10], 'lzop -d'],
  ['lrzip', [0x4c, 0x52, 0x5a, 0x49, 0, 6], 'lrzip -d'],
  ['zstd-before-1', [0x27, 0xb5, 0x2f, 0xfd, 0, 0x58], 'zstd -d'],
])('%s is told by its first bytes, also inside of another container', async (reason, first, todo) => {
  const bytes = concat(Uint8Array.from(first), image.subarray(0, 5000));
  expectRefusal(await refusal(bytes), { reason }, todo);
  expectRefusal(await refusal(gzipSync(bytes)), { reason }, todo);
});

test('an image that begins with the byte of lzma is no lzma', async () => {
  const bytes = concat(Uint8Array.from([0x5d, 1, 2, 3, 4, 5, 6]), image);
  expect(Buffer.compare((await unpack(fileOf(bytes))).bytes, bytes)).toBe(0);
});
