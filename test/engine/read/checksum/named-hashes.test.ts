import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { folder, readAll, removeFolder, sampleImage } from '../decode/packing.ts';

// What a person says the image should be: `--sha256`, `--hash-file`.

const image = sampleImage(90_000);
const gz = gzipSync(image);
const hashOf = (bytes: Uint8Array | string, algorithm = 'sha256'): string =>
  createHash(algorithm).update(bytes).digest('hex');
const wrong = hashOf('another');

afterAll(removeFolder);

interface Case {
  readonly packed?: true;
  readonly sha256?: string;
  /** Of a file elsewhere. */
  readonly list?: string;
  readonly beside?: string;
}

/** What it was held against, or the failure it ended in. */
async function outcome({ packed, sha256, list, beside }: Case): Promise<string | readonly string[]> {
  const place = mkdtempSync(join(folder, 'named-'));
  const path = join(place, packed ? 'x.iso.gz' : 'x.iso');
  writeFileSync(path, packed ? gz : image);
  if (beside !== undefined) writeFileSync(`${path}.sha256`, beside);
  const hashFile = join(mkdtempSync(join(folder, 'list-')), 'sums');
  if (list !== undefined) writeFileSync(hashFile, list);
  const named = { sha256, ...(list !== undefined && { hashFile }) };
  try {
    const source = await openSource(path, { named });
    await readAll(source).finally(() => source.close());
    if (source.contradiction) return source.contradiction.code;
    return source.checkedAgainst.map((from) =>
      from === hashFile ? 'list' : from.slice(place.length + 1) || from,
    );
  } catch (error) {
    return (error as Failure).code;
  }
}

test('a hash that is named is compared, of an image as it is', async () => {
  expect(await outcome({ sha256: hashOf(image) })).toHaveLength(1);
  expect(await outcome({ sha256: wrong })).toBe('checksum-wrong');
});

test('of a packed image the hash may be that of the file or of what it unpacks to', async () => {
  for (const sha256 of [hashOf(image), hashOf(gz)])
    expect(await outcome({ packed: true, sha256 })).toHaveLength(1);
  expect(await outcome({ packed: true, sha256: wrong })).toBe('checksum-wrong');
});

test('a checksum file from elsewhere is used: a line that names the image, or a hash alone', async () => {
  const lists = [
    `${wrong}  y.iso\n${hashOf(image)}  x.iso\n`,
    hashOf(image),
    hashOf(image, 'sha512'),
    `SHA1(x.iso)= ${hashOf(image, 'sha1')}`,
  ];
  for (const list of lists) expect(await outcome({ list })).toEqual(['list']);
  expect(await outcome({ list: `${wrong}  x.iso` })).toBe('checksum-wrong');
});

test('of a packed image it may name the file, what it unpacks to, or hold a hash alone', async () => {
  const lists = [
    `${hashOf(gz)}  x.iso.gz\n${wrong}  y`,
    `${hashOf(image)}  x.iso\n${wrong}  y`,
    hashOf(gz),
    hashOf(image),
  ];
  for (const list of lists) expect(await outcome({ packed: true, list })).toEqual(['list']);
  for (const list of [`${hashOf(image)}  x.iso.gz\n${wrong}  y`, `${hashOf(gz)}  x.iso\n${wrong}  y`, wrong])
    expect(await outcome({ packed: true, list })).toBe('checksum-wrong');
});

test('a checksum file from which nothing can be taken is a wrong value', async () => {
  for (const list of ['', 'read me', `${wrong}  y.iso\n${hashOf(image)}  z.iso\n`, hashOf(image).slice(1)])
    expect(await outcome({ list })).toBe('usage');
  await expect(openSource(join(folder, 'none'), {})).rejects.toThrow('source-missing');
});

test('what is named and what stands beside must both hold, and must not contradict each other', async () => {
  expect(await outcome({ sha256: hashOf(image), beside: hashOf(image) })).toHaveLength(1);
  expect(await outcome({ list: hashOf(image), beside: hashOf(image) })).toEqual(['list']);
  expect(await outcome({ list: hashOf(image, 'sha512'), beside: wrong })).toBe('checksum-wrong');
  expect(await outcome({ packed: true, sha256: hashOf(image), beside: wrong })).toBe('checksum-wrong');
});

test('a hash that is named and one beside that differ are a contradiction, known before the first byte', async () => {
  const place = mkdtempSync(join(folder, 'both-'));
  writeFileSync(join(place, 'x.iso'), image);
  writeFileSync(join(place, 'x.iso.sha256'), wrong);
  const source = await openSource(join(place, 'x.iso'), { named: { sha256: hashOf(image) } });
  await source.close();
  expect(source.contradiction?.facts).toMatchObject({
    first: '--sha256',
    second: join(place, 'x.iso.sha256'),
  });
});
