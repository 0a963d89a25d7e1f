import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { folder, packed, readAll, removeFolder, sampleImage } from '../decode/packing.ts';

// Checksum files as they are met beside images: what is understood, and what counts as a failure to check.

const image = sampleImage(70_000);
const hashOf = (algorithm: string, bytes: Uint8Array = image): string =>
  createHash(algorithm).update(bytes).digest('hex');
const sha256 = hashOf('sha256');
const sha512 = hashOf('sha512');
const other = hashOf('sha256', Buffer.from('another'));

afterAll(removeFolder);

type Files = Readonly<Record<string, string | Uint8Array>>;

/** What is found beside `name` in a folder with these files. */
async function beside(files: Files, name = 'x.iso') {
  const place = mkdtempSync(join(folder, 'lists-'));
  writeFileSync(join(place, name), image);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(place, file), content);
  const source = await openSource(join(place, name), { leavesSha256: true });
  await source.close();
  const strip = (path: string): string => path.slice(place.length + 1);
  return {
    against: [...(source.known ? [source.known.checksumFile] : []), ...source.checkedAgainst].map(strip),
    sha256: source.known?.sha256,
    left: (source.leftAlone ?? []).map(({ from, why }) => [strip(from), why.reason]),
    contradicts: source.contradiction?.code,
  };
}

const utf16 = (text: string, mark = '\ufeff'): Buffer => Buffer.from(mark + text, 'utf16le');
const table = [
  '',
  'Algorithm       Hash                                                                   Path',
  '---------       ----                                                                   ----',
  `SHA256          ${sha256.toUpperCase()}       C:\\Users\\me\\x.iso`,
  '',
].join('\r\n');
const rows = `\r\n\r\nAlgorithm : SHA256\r\nHash      : ${sha256.toUpperCase()}\r\nPath      : C:\\Users\\me\\x.iso\r\n\r\n`;
const groups = (hash: string, size: number): string =>
  (hash.toUpperCase().match(size === 2 ? /../g : /.{8}/g) ?? []).join(' ');
const signed = (text: string): string =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${text}\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n`;

describe('every form in which people publish a SHA-256 is understood', () => {
  const forms: Readonly<Record<string, string | Uint8Array>> = {
    gnu: `${sha256}  x.iso\n`,
    'gnu of several, binary, in a folder': `${other} *y.iso\n${sha256} *./x.iso\n`,
    'gnu with one blank or a tab': `${other}\ty.iso\n${sha256}\tx.iso`,
    'carriage returns': `${other}  y.iso\r\n${sha256}  x.iso\r\n`,
    'carriage returns alone': `${other}  y.iso\r${sha256}  x.iso\r`,
    'upper case': `${sha256.toUpperCase()}  X.ISO\n`,
    bsd: `SHA256 (y.iso) = ${other}\nSHA256 (x.iso) = ${sha256}\n`,
    'openssl 3': `SHA2-256(x.iso)= ${sha256}\n`,
    'openssl 1': `SHA256(x.iso)= ${sha256}\n`,
    'name first': `y.iso: ${other}\nx.iso: ${sha256}\n`,
    'name of a Windows path first': `C:\\isos\\x.iso: ${sha256}\n`,
    'algorithm first': `SHA256: ${sha256}\n`,
    'algorithm in words': `SHA-256 Checksum: ${sha256}\n`,
    'algorithm and equals sign': `SHA256=${sha256}\n`,
    'prefixed as containers do': `sha256:${sha256}  x.iso\n`,
    bare: sha256,
    'bare with a break and blanks': `  ${sha256.toUpperCase()}  \r\n`,
    'a table of PowerShell': table,
    'a table of PowerShell in UTF-16, low byte first': utf16(table),
    'a table of PowerShell in UTF-16, high byte first': utf16(table).swap16(),
    'UTF-16 without a mark': utf16(`${sha256}  x.iso\r\n`, ''),
    'UTF-16 without a mark, high byte first': utf16(`${sha256}  x.iso\r\n`, '').swap16(),
    'UTF-8 with a mark': `\ufeff${sha256}  x.iso\n`,
    'a list of PowerShell': utf16(rows),
    'a table of PowerShell whose path was cut': table.replace('x.iso', 'x.i...'),
    'CSV of PowerShell': `"Algorithm","Hash","Path"\r\n"SHA256","${sha256.toUpperCase()}","C:\\x.iso"\r\n`,
    certutil: `SHA256 hash of x.iso:\r\n${sha256}\r\nCertUtil: -hashfile command completed successfully.\r\n`,
    'certutil of Windows 7, in groups': `SHA256 hash of file C:\\x.iso:\r\n${groups(sha256, 2)}\r\nCertUtil: ok\r\n`,
    'certutil of France': `Hachage SHA256 de fichier x.iso\u00a0:\r\n${sha256}\r\nCertUtil: -hashfile La commande s\u2019est termin\u00e9e\r\n`,
    'certutil of Russia, of a path': `\u0425\u044d\u0448 SHA256 C:\\isos\\x.iso:\r\n${sha256}\r\n`,
    'CSV of PowerShell with semicolons': `"Algorithm";"Hash";"Path"\r\n"SHA256";"${sha256.toUpperCase()}";"C:\\x.iso"\r\n`,
    'name first, without a colon': `y.iso  ${other}\nx.iso  ${sha256}\n`,
    'CSV by hand': `${other},y.iso\n${sha256},x.iso\n`,
    'a table of Markdown': `| File | Hash |\n|------|------|\n| y.iso | \`${other}\` |\n| x.iso | \`${sha256}\` |\n`,
    'a table that names the algorithm': `y.iso\tSHA256\t${other}\nx.iso\tSHA256\t${sha256}\n`,
    'headings above each kind': `BLAKE3:\n${other}  x.iso\n\n## SHA-256\n${sha256}  x.iso\n`,
    'a column with sizes (7-Zip)': `SHA256      Size  Name\n----------  ----  ----\n${other}  70000  y.iso\n${sha256}  70000  x.iso\n`,
    'gpg --print-md': `x.iso: ${groups(sha256, 8).slice(0, 35)}\n       ${groups(sha256, 8).slice(36)}\n`,
    'gpg --print-mds': `x.iso:    MD5 = ${groups(hashOf('md5'), 2)}\nx.iso: SHA256 = ${groups(sha256, 8)}\n`,
    clearsigned: signed(`# x.iso: 70000 bytes\nSHA256 (x.iso) = ${sha256}`),
    'clearsigned with a dash in front': signed(`- - a title\n${sha256}  x.iso`),
    signify: `untrusted comment: verify with openbsd-75-base.pub\nRWRGj1pRpprAfgeF\nSHA256 (x.iso) = ${sha256}\n`,
    'a text in front of it': `Release 1\n=========\n\n${sha256}  x.iso\n`,
    'the letters of another system': `${sha256}  \u00e9x.iso\n${sha256}  x.iso\n`,
  };
  test.each(Object.entries(forms))('%s', async (_form, content) => {
    expect(await beside({ 'x.iso.sha256': content })).toMatchObject({ sha256, left: [] });
  });
});

describe('every name under which it lies beside the image is found', () => {
  const line = `${other}  y.iso\n${sha256}  x.iso\n`;
  const names = [
    ...[
      'x.iso.sha256',
      'x.iso.sha256sum',
      'x.iso.sha256.txt',
      'x.iso.SHA256',
      'x.iso.sha256.asc',
      'x.sha256',
    ],
    ...[
      'SHA256SUMS',
      'SHA256SUMS.txt',
      'sha256sums.txt',
      'SHA256SUM',
      'sha256sum.txt',
      'sha256sums',
      'SHA256',
    ],
    ...['sha256.txt', 'CHECKSUM', 'CHECKSUMS', 'checksums.txt', 'Fedora-Workstation-40-1.14-x86_64-CHECKSUM'],
    ...['CHECKSUM.SHA256-FreeBSD-14.1-RELEASE-amd64', 'x.iso.DIGESTS', 'x.iso.DIGESTS.asc', 'x.iso-CHECKSUM'],
    ...[
      'x.iso.sha',
      'x.sha',
      'x.iso-SHA256SUMS',
      'sha256-checksum.txt',
      'sha256checksums.txt',
      'hashes.sha256',
    ],
    ...['SHA256SUMS.asc', 'SHA256.sig', 'release.sha256', 'y.iso.sha256', 'checksums.sha256', 'hashes.txt'],
  ];
  test.each(names)('%s', async (name) => {
    expect(await beside({ [name]: line })).toMatchObject({ against: [name], sha256, left: [] });
  });
  test('SHA-512, SHA-1, MD5, SHA-384 and BLAKE2b under names of their own', async () => {
    const files: readonly (readonly [string, string])[] = [
      ['x.iso.sha512', `${sha512}  x.iso`],
      ['SHA512', `SHA512 (x.iso) = ${sha512}`],
      ['x.iso.sha1', hashOf('sha1')],
      ['SHA1SUMS', `${hashOf('sha1')}  x.iso`],
      ['x.iso.md5', hashOf('md5')],
      ['x.iso.sha384', hashOf('sha384')],
      ['b2sums.txt', `${hashOf('blake2b512')}  x.iso`],
    ];
    for (const [name, text] of files)
      expect(await beside({ [name]: text })).toEqual({ against: [name], sha256: undefined, left: [] });
  });
});

describe('a list that is there and not understood is never taken for absent', () => {
  const cases: readonly (readonly [string, Files, string, string])[] = [
    ['empty', { 'x.iso.sha256': '' }, 'x.iso.sha256', 'empty'],
    ['words', { 'x.iso.sha256': 'see the web page\n' }, 'x.iso.sha256', 'not-understood'],
    ['a page of a server', { SHA256SUMS: '<html><body>404</body></html>' }, 'SHA256SUMS', 'not-understood'],
    [
      'a hash with a digit too few',
      { 'x.iso.sha256': `${sha256.slice(1)}  x.iso` },
      'x.iso.sha256',
      'line-not-understood',
    ],
    ['an algorithm that is not here', { 'x.iso.b3': sha256 }, 'x.iso.b3', 'not-understood'],
    [
      'a checksum of 32 bits',
      { 'x.iso.sfv': '; made by hand\r\nx.iso 1A2B3C4D\r\n' },
      'x.iso.sfv',
      'line-not-understood',
    ],
    ['SHA-3 of a length that nobody says', { 'x.iso.sha3': sha256 }, 'x.iso.sha3', 'not-understood'],
    ['BLAKE2b of another length', { 'x.iso.b2': `${other}  x.iso` }, 'x.iso.b2', 'line-not-understood'],
    [
      'under a heading of BLAKE3',
      { CHECKSUM: `BLAKE3:\n${other}  x.iso` },
      'CHECKSUM',
      'line-not-understood',
    ],
    [
      'a hash alone in a list of no image in its name',
      { 'sha256-hash.txt': 'rubbish' },
      'sha256-hash.txt',
      'not-understood',
    ],
    ['RIPEMD alone', { CHECKSUM: `RMD160 (x.iso) = ${hashOf('sha1')}` }, 'CHECKSUM', 'line-not-understood'],
    ['a hash for nobody', { SHA256SUMS: sha256, 'y.iso': image }, 'SHA256SUMS', 'no-name'],
    [
      'its own file about others',
      { 'x.iso.sha256': `${other}  y.iso\n${sha256}  z.iso\n` },
      'x.iso.sha256',
      'not-named',
    ],
    [
      'several of this name',
      { SHA256SUMS: `${other}  a/x.iso\n${sha256}  b/x.iso\n` },
      'SHA256SUMS',
      'named-twice',
    ],
    [
      'outside the signature',
      { SHA256SUMS: `${sha256}  x.iso\n${signed(`${other}  y.iso`)}` },
      'SHA256SUMS',
      'line-not-understood',
    ],
  ];
  test.each(cases)('%s', async (_what, files, name, why) => {
    expect(await beside(files)).toMatchObject({ against: [], left: [[name, why]] });
  });
});

test('a list of other files is said to name others, and those of other images are not looked at', async () => {
  const files = { SHA256SUMS: `${other}  y.iso\n`, 'y.iso.sha256': 'rubbish', 'README.txt': 'read me' };
  expect(await beside(files)).toMatchObject({ against: [], left: [['SHA256SUMS', 'names-others']] });
});

test('a folder called SHA256 is no list', async () => {
  const place = mkdtempSync(join(folder, 'lists-'));
  writeFileSync(join(place, 'x.iso'), image);
  mkdirSync(join(place, 'SHA256'));
  mkdirSync(join(place, 'x.iso.sha256'));
  const source = await openSource(join(place, 'x.iso'));
  await source.close();
  expect([source.checkedAgainst, source.leftAlone]).toEqual([[], []]);
});

test('a hash alone in a list is that of the only image there', async () => {
  expect(await beside({ 'sha256.txt': `${sha256}\n` })).toMatchObject({ against: ['sha256.txt'] });
});

test('Gentoo: hashes of two algorithms with the same length are told apart by the comments above them', async () => {
  const blake = hashOf('blake2b512');
  const text = `# BLAKE2B HASH\n${blake}  x.iso\n# SHA512 HASH\n${sha512}  x.iso\n${sha512}  x.iso.CONTENTS.gz\n`;
  expect(await beside({ 'x.iso.DIGESTS': signed(text) })).toEqual({
    against: ['x.iso.DIGESTS'],
    sha256: undefined,
    left: [],
  });
});

test('checksums that contradict each other are said, in two files and in one', async () => {
  const two = { 'x.iso.sha256': sha256, SHA256SUMS: `${other}  x.iso\n` };
  const one = { SHA256SUMS: `${other}  x.iso\n${sha256}  x.iso\n` };
  for (const files of [two, one])
    expect(await beside(files)).toMatchObject({ contradicts: 'checksums-contradict' });
  expect(
    (await beside({ 'x.iso.sha256': sha256, SHA256SUMS: `${sha256}  x.iso` })).contradicts,
  ).toBeUndefined();
});

test('a list of a packed image names it in one form, and nothing is missed in the other', async () => {
  const place = mkdtempSync(join(folder, 'lists-'));
  const gz = gzipSync(image);
  writeFileSync(join(place, 'x.iso.gz'), gz);
  writeFileSync(join(place, 'SHA256SUMS'), `${hashOf('sha256', gz)}  x.iso.gz\n`);
  const source = await openSource(join(place, 'x.iso.gz'), { leavesSha256: true });
  await source.close();
  expect([source.checkedAgainst, source.known, source.leftAlone]).toEqual([
    [join(place, 'SHA256SUMS')],
    undefined,
    [],
  ]);
});

describe('a hash of the packed image is not taken for that of what it unpacks to', () => {
  const gz = gzipSync(image);
  const read = async (name: string, content: Uint8Array, file: string, text: string) => {
    const place = mkdtempSync(join(folder, 'forms-'));
    writeFileSync(join(place, name), content);
    writeFileSync(join(place, file), text);
    const source = await openSource(join(place, name));
    try {
      expect(hashOf('sha256', await readAll(source))).toBe(sha256);
      return [source.checkedAgainst.length, (source.leftAlone ?? []).map(({ why }) => why.reason)];
    } finally {
      await source.close();
    }
  };
  test('ubuntu-rockchip: x.img.sha256 is about x.img.gz, which lies beside it', async () => {
    const text = `${hashOf('sha256', gz)}  x.img.gz\n`;
    expect(await read('x.img.gz', gz, 'x.img.sha256', text)).toEqual([1, []]);
    expect(await read('x.img', image, 'x.img.sha256', text)).toEqual([0, ['not-named']]);
  });
  test('x.img.gz.sha256 is about x.img', async () => {
    expect(await read('x.img.gz', gz, 'x.img.gz.sha256', `${sha256}  x.img\n`)).toEqual([1, []]);
  });
});

test('the checksums beside what a link leads to are found, too, and the link\u2019s own go before', async () => {
  const place = mkdtempSync(join(folder, 'linked-'));
  mkdirSync(join(place, 'isos'));
  writeFileSync(join(place, 'isos/x-1.0.iso'), image);
  writeFileSync(join(place, 'isos/SHA256SUMS'), `${other}  y.iso\n${sha256}  x-1.0.iso\n`);
  symlinkSync('isos/x-1.0.iso', join(place, 'latest.iso'));
  const against = async () => {
    const source = await openSource(join(place, 'latest.iso'), { leavesSha256: true });
    await source.close();
    return [source.known?.checksumFile.slice(place.length + 1), source.known?.sha256];
  };
  expect(await against()).toEqual(['isos/SHA256SUMS', sha256]);
  writeFileSync(join(place, 'latest.iso.sha256'), `${other}\n`);
  expect(await against()).toEqual(['latest.iso.sha256', other]);
});

testWith(
  'tool:sha256sum',
  'tool:openssl',
  'tool:b2sum',
  'tool:sha1sum',
)('what coreutils and openssl print is understood as they print it', async () => {
  const place = mkdtempSync(join(folder, 'tools-'));
  writeFileSync(join(place, 'x.iso'), image);
  const printed = (...command: readonly string[]): Uint8Array =>
    packed(new Uint8Array(), 'sh', '-c', 'cd "$1" && shift && "$@"', 'sh', place, ...command, 'x.iso');
  for (const command of [
    ['sha256sum'],
    ['sha256sum', '--tag'],
    ['sha256sum', '-b'],
    ['openssl', 'dgst', '-sha256'],
  ])
    expect(await beside({ CHECKSUM: printed(...command) })).toMatchObject({ sha256 });
  for (const command of [['b2sum', '--tag'], ['sha1sum', '--tag'], ['sha1sum']])
    expect((await beside({ CHECKSUM: printed(...command) })).against).toEqual(['CHECKSUM']);
});
