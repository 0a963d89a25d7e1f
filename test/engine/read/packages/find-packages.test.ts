import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchPackages } from '../../../../src/engine/read/packages/fetch-packages.ts';
import { findPackages } from '../../../../src/engine/read/packages/find-packages.ts';
import { lockText, parseLock } from '../../../../src/engine/read/packages/lock-file.ts';
import { testWith } from '../../../fakes/rigs.ts';

// Packages that dpkg's own tools could have made lie in a folder, on a server of this machine, and in what apt would have fetched.

let room = '';
let server: Server;
let address = '';
const { signal } = new AbortController();
const wanted = { names: ['one'], without: new Set<string>() };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function makeDeb(folder: string, name: string, depends: string): void {
  const work = join(room, `work-${name}`);
  mkdirSync(join(work, 'usr/bin'), { recursive: true });
  writeFileSync(
    join(work, 'control'),
    `Package: ${name}\nVersion: 1:2-3\nArchitecture: amd64\nDepends: ${depends}\n`,
  );
  writeFileSync(join(work, `usr/bin/${name}`), `program ${name}\n`);
  writeFileSync(join(work, 'debian-binary'), '2.0\n');
  const run = (command: string, ...args: string[]): Buffer =>
    execFileSync(command, args, { cwd: work, timeout: 20_000 });
  run('tar', '-cf', 'control.tar', './control');
  run('tar', '-cf', 'data.tar', './usr');
  run('ar', 'rc', join(folder, `${name}_2-3_amd64.deb`), 'debian-binary', 'control.tar', 'data.tar');
}

/** An index of a folder's packages, and a Release that names it. */
function makeLists(folder: string): {
  readonly index: string;
  readonly release: string;
  readonly packed: Buffer;
} {
  const index = readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      const [own = ''] = name.split('_');
      const depends = own === 'one' ? 'Depends: two\n' : '';
      return `Package: ${own}\nVersion: 1:2-3\nArchitecture: amd64\n${depends}Filename: pool/${name}\nSize: ${bytes.length}\nSHA256: ${sha256(bytes)}\nDescription: x\n Depends: none\n`;
    })
    .join('\n');
  const packed = gzipSync(index);
  const path = 'main/binary-amd64/Packages';
  const release = `Suite: stable\nSHA256:\n ${sha256(Buffer.from(index))} ${index.length} ${path}\n ${sha256(packed)} ${packed.length} ${path}.gz\n`;
  return { index, release, packed };
}

beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'isowright-packages-'));
  const folder = join(room, 'debs');
  mkdirSync(folder);
  makeDeb(folder, 'one', 'two');
  makeDeb(folder, 'two', '');
  makeDeb(folder, 'other', '');
  const { release, packed } = makeLists(folder);
  server = createServer(({ url = '' }, answer) => {
    const name = url.split('/').at(-1) ?? '';
    if (url.endsWith('/dists/stable/InRelease')) answer.end(release);
    else if (url.endsWith('/Packages.gz')) answer.end(packed);
    else if (url.includes('/pool/')) answer.end(readFileSync(join(folder, name)));
    else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/debian`;
});
afterAll(() => {
  server.close();
  rmSync(room, { recursive: true, force: true });
});

const around = (folder?: string) => ({
  folder,
  archives: join(room, 'archives'),
  kept: join(room, 'kept'),
  mirrors: [address],
  signal,
  onDone: () => undefined,
});
const namesOf = (packages: readonly { name: string }[]): string[] => packages.map(({ name }) => name);

testWith('tool:ar')('a folder without an index says by its packages what it has', async () => {
  const folder = join(room, 'debs');
  const found = await findPackages({ folder }, wanted, signal);
  expect(namesOf(found.packages)).toEqual(['one', 'two']);
  const fetched = await fetchPackages(found.packages, around(folder));
  expect(fetched.map(({ path }) => path)).toEqual(
    ['one', 'two'].map((name) => join(folder, `${name}_2-3_amd64.deb`)),
  );
});

testWith('tool:ar')('a package that is not what the index says ends it, and nothing is written', async () => {
  const folder = join(room, 'wrong');
  mkdirSync(folder);
  for (const name of readdirSync(join(room, 'debs')))
    writeFileSync(join(folder, name), readFileSync(join(room, 'debs', name)));
  writeFileSync(join(folder, 'Packages'), makeLists(folder).index);
  const bytes = readFileSync(join(folder, 'two_2-3_amd64.deb'));
  bytes[bytes.length - 700] = 0x21;
  writeFileSync(join(folder, 'two_2-3_amd64.deb'), bytes);
  const { packages } = await findPackages({ folder }, wanted, signal);
  const before = readdirSync(room);
  await expect(fetchPackages(packages, around(folder))).rejects.toMatchObject({ code: 'checksum-wrong' });
  expect(readdirSync(room)).toEqual(before);
});

testWith('tool:ar')('a mirror is asked for its lists and its packages, once', async () => {
  const found = await findPackages({ mirror: address, keyring: null }, wanted, signal);
  expect(namesOf(found.packages)).toEqual(['one', 'two']);
  const fetched = await fetchPackages(found.packages, around());
  expect(fetched.every(({ path, sha256: said }) => sha256(readFileSync(path)) === said)).toBe(true);
  const again = await fetchPackages(found.packages, { ...around(), mirrors: [] });
  expect(again).toEqual(fetched);
});

testWith('tool:gpgv')('a mirror whose lists nobody signed is refused where the keys are there', async () => {
  writeFileSync(join(room, 'keys.gpg'), '');
  const asked = findPackages({ mirror: address, keyring: join(room, 'keys.gpg') }, wanted, signal);
  await expect(asked).rejects.toMatchObject({ code: 'index-unsigned' });
});

testWith('tool:ar')('what was locked is taken again, whatever there is by then', async () => {
  const lock = join(room, 'packages.lock');
  const folder = join(room, 'debs');
  const found = await findPackages({ folder, lock }, wanted, signal);
  expect(found.isLocked).toBe(false);
  writeFileSync(lock, lockText(found.packages));
  const again = await findPackages({ folder, lock }, { ...wanted, names: ['other'] }, signal);
  expect(again.isLocked).toBe(true);
  expect(lockText(again.packages)).toBe(lockText(found.packages));
  await fetchPackages(again.packages, around(folder));
});

test.each([
  'one 1 amd64 12',
  `one 1 amd64 12 ${'a'.repeat(64)} ../x one 1`,
  `one 1 amd64 12 ${'a'.repeat(64)} /x one 1`,
])('a lock file with the line %j is refused by its number', (line) => {
  expect(() => parseLock(`# a remark\n${line}\n`, 'x.lock')).toThrow(/lock-invalid.*"line":2/);
});

test('a name that nobody has is said with whom it is needed by', async () => {
  const folder = join(room, 'empty');
  mkdirSync(folder);
  await expect(findPackages({ folder }, wanted, signal)).rejects.toMatchObject({ code: 'no-package-index' });
  const asked = findPackages({ folder: join(room, 'debs') }, { ...wanted, names: ['none'] }, signal);
  await expect(asked).rejects.toMatchObject({ code: 'package-missing', facts: { name: 'none' } });
});
