import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as always, beforeAll, expect } from 'vitest';
import { withoutPackages } from '../../src/engine/author/recovery/parts.ts';
import { partsWith } from '../../src/engine/author/recovery/recovery-folder.ts';
import { cachedDebName, debName } from '../../src/engine/bytes/formats/debian/package.ts';
import { keptPackagesFolder } from '../../src/engine/host/state/kept-packages.ts';
import { aptFolders } from '../../src/engine/read/packages/apt-repositories.ts';
import { type FoundPackages, findPackages } from '../../src/engine/read/packages/find-packages.ts';
import { lockText } from '../../src/engine/read/packages/lock-file.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { judgeRecovery, saidInside } from '../fakes/recovery-judge.ts';
import { testWith } from '../fakes/rigs.ts';

// A recovery image of the packages that this machine has: those in apt's cache, and those an earlier `isowright recovery` fetched.

const room = temporaryFolder();
const packages = join(room, 'packages');
const lock = join(packages, 'packages.lock');
const there = await packagesThere();
if (!there)
  console.log('SKIPPED-FOR packages enable with: isowright recovery -o /tmp/recovery.iso --level 1');
const test = there ? testWith('root', 'tool:xorriso', 'tool:unsquashfs', 'tool:cpio') : always.skip;

/** What an image is made of and where each of it lies; undefined when something would have to be fetched. */
async function packagesThere(): Promise<Map<string, string> | undefined> {
  const names = partsWith([]).map((part) => part.package);
  const signal = new AbortController().signal;
  const nothing = { packages: [] };
  // A machine without lists would ask a mirror.
  if (!existsSync(aptFolders.lists)) return undefined;
  const found: Pick<FoundPackages, 'packages'> = await findPackages(
    {},
    { names, without: withoutPackages },
    signal,
  ).catch(() => nothing);
  const paths = new Map<string, string>();
  for (const one of found.packages) {
    const places = [
      join(aptFolders.archives, cachedDebName(one)),
      join(keptPackagesFolder(), `${one.sha256}.deb`),
    ];
    const path = places.find((place) => existsSync(place));
    if (path === undefined) return undefined;
    paths.set(debName(one), path);
  }
  mkdirSync(packages);
  writeFileSync(lock, lockText(found.packages));
  return paths.size > 0 ? paths : undefined;
}

const recovery = (output: string, folder: string) =>
  isowright(['recovery', '-o', output, '--packages', folder, '--lock', lock, '--level', '1', '--json'], {
    env: { SOURCE_DATE_EPOCH: '1700000000', PATH: '/nowhere' },
  });

beforeAll(() => {
  for (const [name, path] of there ?? []) symlinkSync(path, join(packages, name));
});

test('an image of a folder of packages, made without other programs: xorriso, cpio and unsquashfs read it, and it will boot', () => {
  const image = join(room, 'recovery.iso');
  const { status, done } = recovery(image, packages);
  expect(status).toBe(0);
  expect(done?.report.forecast?.map(({ firmware, medium, boots }) => [firmware, medium, boots])).toEqual([
    ['bios', 'cd', true],
    ['bios', 'usb', true],
    ['uefi-x64', 'cd', true],
    ['uefi-x64', 'usb', true],
  ]);
  const judged = join(room, 'judged');
  mkdirSync(judged);
  judgeRecovery(image, judged);
  expect(readFileSync(join(judged, 'packages.lock'), 'utf8')).toBe(readFileSync(lock, 'utf8'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [own, blkid] = saidInside(judged, [
    ['isowright', '--version'],
    ['blkid', '--version'],
  ]);
  expect(own).toBe(`${version}\n`);
  expect(blkid).toContain('util-linux');
});

test('a package that is not what its SHA-256 says ends the job before anything is written', () => {
  const folder = join(room, 'wrong');
  mkdirSync(folder);
  const [[changed = ''] = []] = [...(there ?? [])].filter(([name]) => name.startsWith('busybox'));
  for (const [name, path] of there ?? []) if (name !== changed) symlinkSync(path, join(folder, name));
  copyFileSync(there?.get(changed) ?? '', join(folder, changed));
  const bytes = readFileSync(join(folder, changed));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(join(folder, changed), bytes);
  const image = join(room, 'wrong.iso');
  const { status, done } = recovery(image, folder);
  expect(status).toBe(7);
  expect(done?.report.failure).toMatchObject({ code: 'checksum-wrong' });
  expect(existsSync(image)).toBe(false);
});
