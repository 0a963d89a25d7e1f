import { expect, test } from 'vitest';
import { parseParagraphs } from '../../../../../src/engine/bytes/formats/debian/control.ts';
import { cachedDebName, debName, packageOf } from '../../../../../src/engine/bytes/formats/debian/package.ts';
import { parseRelations } from '../../../../../src/engine/bytes/formats/debian/relations.ts';
import { parseRelease, unsignedText } from '../../../../../src/engine/bytes/formats/debian/release.ts';
import { PackageIndex, resolvePackages } from '../../../../../src/engine/bytes/formats/debian/resolve.ts';
import {
  listNameOf,
  parseDeb822,
  parseOneLine,
} from '../../../../../src/engine/bytes/formats/debian/sources-list.ts';
import { compareVersions } from '../../../../../src/engine/bytes/formats/debian/version.ts';

const HASH = 'a'.repeat(64);

/** `name version: depends; provides` */
// Names of hosts in here are those of RFC 2606: there is no such host.
function indexOf(...lines: readonly string[]): PackageIndex {
  const index = new PackageIndex();
  for (const line of lines) {
    const [, name = '', version = '', depends = '', provides = ''] =
      /^(\S+) (\S+?)(?:: ?([^;]*))?(?:; ?(.*))?$/.exec(line) ?? [];
    const fields = {
      package: name,
      version,
      depends,
      provides,
      sha256: HASH,
      size: '1',
      architecture: 'amd64',
    };
    const found = packageOf(new Map(Object.entries(fields)));
    if (found) index.add(found);
  }
  return index.close();
}

const namesOf = (index: PackageIndex, wanted: readonly string[], without: readonly string[] = []): string[] =>
  resolvePackages(index, wanted, new Set(without)).packages.map(({ name, version }) => `${name} ${version}`);

test.each([
  ['1.0', '1.0', 0],
  ['1.0~rc1', '1.0', -1],
  ['1.0', '1.0-1', -1],
  ['1.9', '1.10', -1],
  ['2:1', '1:9', 1],
  ['1.0+dfsg', '1.0', 1],
  ['1.0a', '1.0+', -1],
  ['6.1.192-3', '6.1.19-30', 1],
  ['1~~', '1~', -1],
])('of versions %s and %s the order is %i', (a, b, order) => {
  expect(Math.sign(compareVersions(a, b))).toBe(order);
  expect(Math.sign(compareVersions(b, a))).toBe(order === 0 ? 0 : -order);
});

test('relations are groups of alternatives, with versions where they have some', () => {
  expect(parseRelations('libc6 (>= 2.36), mail-agent | exim4:any, a (= 1:2-3) [amd64]')).toEqual([
    [{ name: 'libc6', operator: '>=', version: '2.36' }],
    [{ name: 'mail-agent' }, { name: 'exim4' }],
    [{ name: 'a', operator: '=', version: '1:2-3' }],
  ]);
});

test('what is needed comes along, however far it is, and circles end', () => {
  const index = indexOf('a 1: b', 'b 1: c', 'c 1: a', 'd 1');
  expect(namesOf(index, ['a'])).toEqual(['a 1', 'b 1', 'c 1']);
});

test('of alternatives the one that is there already is taken, else the first that can be had', () => {
  const index = indexOf('a 1: x | y', 'y 1', 'z 1', 'b 1: y | z');
  expect(namesOf(index, ['a', 'b'])).toEqual(['a 1', 'b 1', 'y 1']);
  expect(namesOf(index, ['z', 'b'])).toEqual(['b 1', 'z 1']);
});

test('a virtual package is one that provides it, and with a version only one that provides that', () => {
  const index = indexOf(
    'a 1: tool',
    'busy 1:; tool',
    'b 1: api (>= 2)',
    'old 1:; api (= 1)',
    'new 1:; api (= 3)',
  );
  expect(namesOf(index, ['a'])).toEqual(['a 1', 'busy 1']);
  expect(namesOf(index, ['b'])).toEqual(['b 1', 'new 1']);
});

test('the newest of each is taken, and one that is too old is missing', () => {
  const index = indexOf('a 1: b (>= 3)', 'b 1', 'b 2');
  expect(index.named('b')?.version).toBe('2');
  expect(resolvePackages(index, ['a', 'none']).missing).toEqual([{ name: 'none' }, { name: 'b', by: 'a' }]);
});

test('what nobody needs who runs no maintainer scripts is left out', () => {
  expect(
    namesOf(indexOf('a 1: debconf | debconf-2.0, b', 'b 1', 'debconf 1: perl'), ['a'], ['debconf']),
  ).toEqual(['a 1', 'b 1']);
});

test('a Release names files with their SHA-256, signed around or not', () => {
  const inside = `Suite: stable\nCodename: some\nSHA256:\n ${HASH} 12 main/binary-amd64/Packages\n ${HASH} 3 main/x\n`;
  const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- ${inside}-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n`;
  expect(unsignedText(signed)).toBe(inside.trimEnd());
  const expected = {
    suite: 'stable',
    codename: 'some',
    files: [
      { path: 'main/binary-amd64/Packages', sizeBytes: 12, sha256: HASH },
      { path: 'main/x', sizeBytes: 3, sha256: HASH },
    ],
  };
  expect(parseRelease(inside)).toEqual(expected);
  expect(parseRelease(signed)).toEqual(expected);
});

test('text outside the signature counts for nothing', () => {
  const signed =
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nSuite: signed\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\nSuite: outside\n';
  expect(parseRelease(signed).suite).toBe('signed');
});

test('sources of apt are read in both of their styles', () => {
  const expected = [{ url: 'http://mirror.example/debian', suite: 'stable', components: ['main'] }];
  expect(
    parseOneLine(
      '# no\ndeb [arch=amd64] http://mirror.example/debian/ stable main # x\ndeb-src http://mirror.example/x y z\n',
    ),
  ).toEqual(expected);
  expect(
    parseDeb822(
      'Types: deb\n# a remark\nURIs: http://mirror.example/debian\nSuites: stable\nComponents: main\n',
    ),
  ).toEqual(expected);
  expect(
    parseDeb822('Types: deb\nEnabled: no\nURIs: http://mirror.example/debian\nSuites: stable\n'),
  ).toEqual([]);
  expect(listNameOf('http://mirror.example/debian_x/dists')).toBe('mirror.example_debian%5fx_dists');
});

test('files of packages are named without the epoch, and with it in the cache of apt', () => {
  const [found] = parseParagraphs(
    `Package: acl\nVersion: 1:2-3\nArchitecture: amd64\nSize: 1\nSHA256: ${HASH}\nSource: acl-src (2-3)\n`,
  ).map((fields) => packageOf(fields));
  if (!found) throw new Error('no package');
  expect([debName(found), cachedDebName(found), found.source]).toEqual([
    'acl_2-3_amd64.deb',
    'acl_1%3a2-3_amd64.deb',
    'acl-src 2-3',
  ]);
});
