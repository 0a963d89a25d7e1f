import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { readChecksums } from '../../../../src/engine/read/checksum/checksum-lines.ts';
import { readingOf } from '../../../../src/engine/read/checksum/claims.ts';
import type { SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { folder, packed, readAll, removeFolder, sampleImage } from '../decode/packing.ts';

const image = sampleImage(300_000);
const gz = gzipSync(image);
const hashOf = (bytes: Uint8Array, algorithm: string): string =>
  createHash(algorithm).update(bytes).digest('hex');

afterAll(removeFolder);

/** A folder with these files; what reading `name` from it says. */
async function read(files: Readonly<Record<string, string | Uint8Array>>, name: string) {
  const place = mkdtempSync(join(folder, 'beside-'));
  for (const [file, content] of Object.entries(files)) writeFileSync(join(place, file), content);
  const notes: SourceNote[] = [];
  const path = join(place, name);
  const source = await openSource(path, { onNote: (note) => notes.push(note) });
  const leaving = await openSource(path, { leavesSha256: true });
  await leaving.close();
  const bytes = await readAll(source).finally(() => source.close());
  const used = notes.filter(({ code }) => code === 'checksum-file-matches').map((note) => note.path);
  return {
    bytes,
    used: used.map((from) => from?.slice(place.length + 1)),
    isWeak: notes.some(({ code }) => code === 'checksum-weak'),
    known: leaving.known?.sha256,
    checkedAgainst: source.checkedAgainst.length,
  };
}

const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'good',
    (error: Failure) => error.code,
  );

test('every way a checksum is written down is understood', () => {
  const [md5, sha256, sha512] = ['md5', 'sha256', 'sha512'].map((name) => hashOf(image, name)) as [
    string,
    string,
    string,
  ];
  const text = [
    '-----BEGIN PGP SIGNED MESSAGE-----',
    '# a comment',
    `${sha256}  ./deep/a.iso`,
    `${sha512} *b.iso\r`,
    `MD5 (c with space.iso) = ${md5.toUpperCase()}`,
    `SHA256(d.iso)= ${sha256}`,
    `\\${md5}  e\\\\f.iso`,
    'da39a3ee5e6b4b0d3255bfef95601890afd80709  sha1.iso',
  ].join('\n');
  expect(readChecksums(text).lines).toHaveLength(6);
  const claims = (of: string, name: string, kind: 'own' | 'list') =>
    readingOf(of, { kind, said: undefined }, { name, isAlone: false });
  const says = (algorithm: string, hash: string) => ({ claims: [{ algorithm, hash }] });
  expect(claims(text, 'a.iso', 'list')).toEqual(says('sha256', sha256));
  expect(claims(text, 'b.iso', 'list')).toEqual(says('sha512', sha512));
  expect(claims(text, 'c with space.iso', 'list')).toEqual(says('md5', md5));
  expect(claims(text, 'd.iso', 'list')).toEqual(says('sha256', sha256));
  expect(claims(text, 'f.iso', 'list')).toEqual(says('md5', md5));
  expect(claims(text, 'z.iso', 'list')).toEqual({ why: { reason: 'names-others' } });
  expect(claims(md5, 'z.iso', 'own')).toEqual(says('md5', md5));
  expect(claims(md5, 'z.iso', 'list')).toEqual({ why: { reason: 'no-name' } });
  expect(claims(`${sha256}  x/a\n${'0'.repeat(64)}  y/a`, 'a', 'list')).toEqual({
    why: { reason: 'named-twice' },
  });
});

test('the strongest checksum beside an image is used, and MD5 alone is said to be weak', async () => {
  const [md5, sha256, sha512] = ['md5', 'sha256', 'sha512'].map((name) => hashOf(image, name)) as [
    string,
    string,
    string,
  ];
  const all = { 'a.iso': image, MD5SUMS: `${md5}  a.iso\n`, SHA512SUMS: `${sha512}  a.iso\n` };
  expect(await read(all, 'a.iso')).toMatchObject({ used: ['SHA512SUMS'], isWeak: false });
  expect(await read({ ...all, 'a.iso.sha256': sha256 }, 'a.iso')).toMatchObject({
    used: ['a.iso.sha256'],
    known: sha256,
  });
  expect(await read({ 'a.iso': image, 'a.iso.md5': md5 }, 'a.iso')).toMatchObject({
    used: ['a.iso.md5'],
    isWeak: true,
  });
  expect(await read({ 'a.iso': image }, 'a.iso')).toMatchObject({ used: [], checkedAgainst: 0 });
});

test('a packed file is held against the checksum of the packed file, and what it unpacks to against its own', async () => {
  const files = {
    'a.iso.gz': gz,
    SHA256SUMS: `${hashOf(gz, 'sha256')}  a.iso.gz\n${hashOf(image, 'sha256')}  a.iso\n`,
  };
  expect(await read(files, 'a.iso.gz')).toMatchObject({
    used: ['SHA256SUMS', 'SHA256SUMS'],
    known: hashOf(image, 'sha256'),
  });
  expect(
    (await read({ 'a.iso.gz': gz, 'a.iso.gz.sha256': hashOf(gz, 'sha256') }, 'a.iso.gz')).known,
  ).toBeUndefined();
  const odd = { 'odd.iso': gz, 'odd.iso.sha256': hashOf(gz, 'sha256') };
  expect(await read(odd, 'odd.iso')).toMatchObject({ used: ['odd.iso.sha256'], known: undefined });
});

test('a wrong checksum is a failure at the end, whichever it is', async () => {
  const wrong = '0'.repeat(128);
  const cases: Record<string, string>[] = [
    { 'a.iso.gz.sha256': wrong.slice(0, 64) },
    { 'a.iso.sha512': wrong },
    { MD5SUMS: `${wrong.slice(0, 32)}  a.iso` },
  ];
  for (const texts of cases)
    expect(await outcomeOf(read({ 'a.iso.gz': gz, ...texts }, 'a.iso.gz'))).toBe('checksum-wrong');
  expect(await outcomeOf(read({ 'a.iso': image, 'a.iso.md5': wrong.slice(0, 32) }, 'a.iso'))).toBe(
    'checksum-wrong',
  );
});

test('bytes behind the packed image count for its checksum too', async () => {
  const long = Buffer.concat([gz, Buffer.from('tail')]);
  expect(
    await read({ 'a.iso.gz': long, 'a.iso.gz.sha256': hashOf(long, 'sha256') }, 'a.iso.gz'),
  ).toMatchObject({
    used: ['a.iso.gz.sha256'],
  });
});

testWith('tool:sha512sum', 'tool:md5sum')('what the programs write is understood', async () => {
  const text = { sha512: 'sha512sum', md5: 'md5sum' } as const;
  for (const [kind, tool] of Object.entries(text)) {
    const place = mkdtempSync(join(folder, 'sums-'));
    writeFileSync(join(place, 'a.iso'), image);
    for (const tag of [[], ['--tag']]) {
      const said = Buffer.from(
        packed(new Uint8Array(), 'sh', '-c', `cd "$1" && shift && "$@"`, 'sh', place, tool, ...tag, 'a.iso'),
      ).toString();
      expect(await read({ 'a.iso': image, [`a.iso.${kind}`]: said }, 'a.iso')).toMatchObject({
        used: [`a.iso.${kind}`],
      });
    }
  }
});

test('an image read with several reads at once, twice, and elsewhere in between is still checked once and right', async () => {
  const place = mkdtempSync(join(folder, 'reads-'));
  const path = join(place, 'a.iso');
  writeFileSync(path, image);
  writeFileSync(`${path}.md5`, hashOf(image, 'md5'));
  const source = await openSource(path);
  if (!('read' in source)) throw new Error('no image');
  const pass = async (pieceBytes: number, untilByte: number): Promise<void> => {
    const reads: Promise<void>[] = [];
    for (let at = 0; at < untilByte; at += pieceBytes) {
      reads.push(source.read(at, new Uint8Array(Math.min(pieceBytes, image.length - at))));
      if (at % 3 === 0) reads.push(source.read(1000, new Uint8Array(77)));
    }
    await Promise.all(reads);
  };
  await pass(10_000, image.length);
  await pass(70_001, 150_000);
  await source.settle?.();
  await source.close();
});
