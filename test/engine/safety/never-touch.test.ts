import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listPaths,
  ownListPath,
  type Person,
  protect,
  protectedSerials,
  readList,
  unprotect,
} from '../../../src/engine/safety/never-touch.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-never-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const person = (more: Partial<Person> = {}): Person => ({
  environment: {},
  uid: 1000,
  home: join(folder, 'home'),
  homeOf: (user) => (user === '1000' || user === 'ann' ? join(folder, 'home') : undefined),
  ...more,
});

test('a serial is protected once, and stays so until it is taken off the list', async () => {
  const path = ownListPath(person());
  expect(path).toBe(join(folder, 'home/.config/isowright/never-touch.json'));
  expect(await readList(path)).toEqual([]);
  expect([await protect('WD-1', path), await protect('A-2', path), await protect('WD-1', path)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(await protectedSerials(person())).toEqual(['A-2', 'WD-1']);
  expect([await unprotect('WD-1', path), await unprotect('WD-1', path)]).toEqual([true, false]);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ v: 1, serials: ['A-2'] });
});

test('a job of root heeds the list of the person behind sudo, pkexec or doas', async () => {
  const lists = (environment: Person['environment']) =>
    listPaths(person({ uid: 0, home: '/root', environment }));
  const anns = join(folder, 'home/.config/isowright/never-touch.json');
  expect(lists({ SUDO_UID: '1000' })).toContain(anns);
  expect(lists({ PKEXEC_UID: '1000' })).toContain(anns);
  expect(lists({ DOAS_USER: 'ann' })).toContain(anns);
  expect(lists({ SUDO_UID: '77' })).not.toContain(anns);
  expect(lists({})).toContain('/etc/isowright/never-touch.json');
  expect(ownListPath(person({ uid: 0, home: '/root' }))).toBe('/etc/isowright/never-touch.json');
  expect(ownListPath(person({ environment: { XDG_CONFIG_HOME: '/x' } }))).toBe(
    '/x/isowright/never-touch.json',
  );
});

test('a list nobody can read is a failure, never an empty list; a pipe or a folder is no list', async () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"v":1,"serials":"WD-1"}');
  await expect(readList(broken)).rejects.toMatchObject({ code: 'plan-invalid' });
  await expect(protect('X', broken)).rejects.toMatchObject({ code: 'plan-invalid' });
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  mkdirSync(join(folder, 'list-folder'));
  expect([await readList(pipe), await readList(join(folder, 'list-folder'))]).toEqual([[], []]);
});

test('a list that cannot be written is a failure with its path', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const path = join(folder, 'a-file/isowright/never-touch.json');
  await expect(protect('X', path)).rejects.toMatchObject({ code: 'output-not-writable', facts: { path } });
});
