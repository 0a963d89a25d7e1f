import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realFiles } from '../../src/door/files.ts';
import { findPlaces } from '../../src/door/places.ts';
import { rememberSource } from '../../src/engine/host/state/recent-sources.ts';
import { backupDisk, sandisk } from '../screens/fake-drives.ts';

let home = '';
const mounted = {
  ...sandisk,
  parts: sandisk.parts.map((part) => ({ ...part, mounts: ['/media/ann/KEYS'] })),
};
const inside = {
  ...backupDisk,
  transport: 'sata',
  removable: false,
  parts: backupDisk.parts.map((part) => ({ ...part, mounts: ['/mnt/backup'] })),
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'isowright-places-'));
  vi.stubEnv('XDG_STATE_HOME', join(home, 'state'));
  vi.stubEnv('XDG_CONFIG_HOME', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

test('places are home, downloads by their own name, mounted sticks, drives and what was chosen before', async () => {
  mkdirSync(join(home, 'Herunter geladen'));
  mkdirSync(join(home, '.config'));
  writeFileSync(join(home, '.config', 'user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Herunter geladen"\n');
  await rememberSource('/isos/a.iso');
  await rememberSource('https://example.org/b.iso');
  expect(await findPlaces(home, { listDrives: async () => [mounted, inside] })).toEqual([
    { kind: 'home', path: home },
    { kind: 'downloads', path: join(home, 'Herunter geladen') },
    { kind: 'mounted', path: '/media/ann/KEYS' },
    { kind: 'drive', path: mounted.path },
    { kind: 'drive', path: inside.path },
    { kind: 'address', path: 'https://example.org/b.iso' },
    { kind: 'recent', path: '/isos/a.iso' },
  ]);
});

test('downloads are left out where there are none, and drives that cannot be listed', async () => {
  const machine = { listDrives: () => Promise.reject(new Error('no lsblk')) };
  expect(await findPlaces(home, machine)).toEqual([{ kind: 'home', path: home }]);
  mkdirSync(join(home, 'Downloads'));
  expect((await findPlaces(home, machine))[1]).toEqual({ kind: 'downloads', path: join(home, 'Downloads') });
});

test('a listing says when each file was changed', async () => {
  writeFileSync(join(home, 'a.iso'), 'x');
  const listing = await realFiles(home, { listDrives: async () => [] }).list(home);
  const entry = listing.ok ? listing.entries.find(({ name }) => name === 'a.iso') : undefined;
  expect(entry).toMatchObject({ kind: 'file', sizeBytes: 1, modifiedMs: expect.any(Number) });
});
