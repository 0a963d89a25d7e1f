import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { decodedStream } from '../../../../src/engine/read/open/decoded-stream.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { fileOf, folder, inPieces, outcome, readAll, removeFolder, sampleImage, unpack } from './packing.ts';

// Zip archives made by Info-ZIP and 7-Zip: the one image in them, from a file and from a pipe.

afterAll(removeFolder);
const image = sampleImage(1_500_000);
const it = testWith('tool:zip');

/** An archive of these files, made by a program in a folder of its own. */
function archive(
  files: Readonly<Record<string, string | Uint8Array>>,
  tool: string,
  ...args: string[]
): Uint8Array {
  const place = mkdtempSync(join(folder, 'zip-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), content);
  }
  const out = join(place, 'out.zip');
  execFileSync(tool, [...args, out, ...Object.keys(files)], { cwd: place, stdio: 'ignore', timeout: 60_000 });
  return readFileSync(out);
}

/** The same archive as it comes from a pipe: nothing can be looked up at its end. */
async function piped(bytes: Uint8Array): Promise<string | Uint8Array> {
  const raw = { chunks: inPieces(bytes, 10_007), sizeBytes: undefined, close: async () => undefined };
  try {
    return await readAll(await decodedStream('-', raw, {}));
  } catch (error) {
    return (error as Failure).code;
  }
}

const withPapers = { 'readme.txt': 'read me', 'sub/card.img': image, 'sub/card.img.sha256': 'x' };

for (const args of [['-6'], ['-0'], ['-6', '-fd'], ['-6', '-fz']]) {
  it(`zip ${args.join(' ')}: the image among papers, from a file and from a pipe`, async () => {
    const bytes = archive(withPapers, 'zip', '-q', ...args);
    const opened = await unpack(fileOf(bytes));
    expect(Buffer.compare(opened.bytes, image)).toBe(0);
    expect(opened.sizeBytes).toBe(image.length);
    const fromPipe = await piped(bytes);
    if (typeof fromPipe === 'string') throw new Error(fromPipe);
    expect(Buffer.compare(fromPipe, image)).toBe(0);
  });
}

it('zip writing to a pipe puts lengths behind the content', async () => {
  const bytes = execFileSync('zip', ['-q', '-', '-'], { input: image, timeout: 60_000, maxBuffer: 64 << 20 });
  // The entry is called -, which no image is: only the table of contents can tell that it is the only file.
  expect(Buffer.compare((await unpack(fileOf(bytes))).bytes, image)).toBe(0);
  expect(await piped(bytes)).toBe('source-not-an-image');
});

testWith('tool:7zz')('7-Zip archives, also with other methods, which are refused by name', async () => {
  const bytes = archive(withPapers, '7zz', 'a', '-tzip');
  expect(Buffer.compare((await unpack(fileOf(bytes))).bytes, image)).toBe(0);
  const lzma = unpack(fileOf(archive(withPapers, '7zz', 'a', '-tzip', '-mm=LZMA')));
  await expect(lzma).rejects.toMatchObject({ facts: { because: { reason: 'zip-method', method: 14 } } });
  const secret = unpack(fileOf(archive(withPapers, '7zz', 'a', '-tzip', '-psecret')));
  await expect(secret).rejects.toMatchObject({ facts: { because: { reason: 'zip-encrypted' } } });
});

it('none or several images are refused, naming what is there', async () => {
  const several = archive({ 'a.img': image, 'b.iso': image.subarray(0, 50_000) }, 'zip', '-q');
  await expect(unpack(fileOf(several))).rejects.toMatchObject({
    code: 'source-not-an-image',
    facts: { because: { reason: 'zip-of-several', names: ['a.img', 'b.iso'], more: 0 } },
  });
  expect(await piped(several)).toBe('source-not-an-image');
  const none = archive({ 'a.txt': 'x', 'b.pdf': 'y' }, 'zip', '-q');
  await expect(unpack(fileOf(none))).rejects.toMatchObject({
    facts: { because: { reason: 'zip-without-image', names: expect.arrayContaining(['a.txt']) } },
  });
  expect(await piped(none)).toBe('source-not-an-image');
  const one = archive({ firmware: image, 'notes.md': 'x' }, 'zip', '-q');
  expect(Buffer.compare((await unpack(fileOf(one))).bytes, image)).toBe(0);
});

it('cut off or changed, it is never taken for whole', async () => {
  const bytes = archive({ 'a.img': image }, 'zip', '-q');
  for (const place of [20, 40, 1000, bytes.length >> 1, bytes.length - 60, bytes.length - 1]) {
    expect([place, await outcome(bytes.subarray(0, place))]).toEqual([place, 'source-truncated']);
    if (place < bytes.length - 100)
      expect([place, await piped(bytes.subarray(0, place))]).toEqual([place, 'source-truncated']);
  }
  for (const share of [0.3, 0.7]) {
    const broken = Uint8Array.from(bytes);
    const place = Math.floor(bytes.length * share);
    broken[place] = (broken[place] as number) ^ 4;
    expect(await outcome(broken)).toBe('source-damaged');
    expect(await piped(broken)).toBe('source-damaged');
  }
});

test('a table of contents that lies about places is noticed', async () => {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(0xffffff, 12);
  end.writeUInt32LE(0xffffff, 16);
  const lying = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(100), end]);
  expect(await outcome(lying)).toBe('source-damaged');
});
