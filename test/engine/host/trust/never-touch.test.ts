import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heededSerials } from '../../../../src/engine/host/trust/handed-list.ts';
import {
  listPaths,
  ownListPath,
  protect,
  protectedSerials,
  unprotect,
} from '../../../../src/engine/host/trust/never-touch.ts';
import type { Person } from '../../../../src/engine/host/trust/person.ts';
import { readList } from '../../../../src/engine/host/trust/serial-list.ts';
import { run, testWith } from '../../../fakes/rigs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-never-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const person = (more: Partial<Person> = {}): Person => ({
  environment: {},
  uid: 1000,
  homeOf: (user) =>
    user === '1000' || user === 'ann' ? join(folder, 'home') : user === '0' ? '/root' : undefined,
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
  const lists = (environment: Person['environment']) => listPaths(person({ uid: 0, environment }));
  const anns = join(folder, 'home/.config/isowright/never-touch.json');
  expect(lists({ SUDO_UID: '1000' })).toContain(anns);
  expect(lists({ PKEXEC_UID: '1000' })).toContain(anns);
  expect(lists({ DOAS_USER: 'ann' })).toContain(anns);
  expect(lists({})).toContain('/etc/isowright/never-touch.json');
  expect(ownListPath(person({ uid: 0 }))).toBe('/etc/isowright/never-touch.json');
  expect(ownListPath(person({ environment: { XDG_CONFIG_HOME: '/x' } }))).toBe(
    '/x/isowright/never-touch.json',
  );
});

const code = 'never-touch-unreadable';

test.each([
  ['is no JSON', (path: string) => writeFileSync(path, '{')],
  ['is another JSON', (path: string) => writeFileSync(path, '{"v":1,"serials":"WD-1"}')],
  ['is empty', (path: string) => writeFileSync(path, '')],
  ['is no text', (path: string) => writeFileSync(path, Uint8Array.of(0xff, 0xfe, 0x00))],
  ['is a folder', (path: string) => mkdirSync(path)],
  ['is a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ['is a device', (path: string) => symlinkSync('/dev/zero', path)],
  ['is too large', (path: string) => writeFileSync(path, ' '.repeat((1 << 20) + 1))],
  ['says nothing of its size', (path: string) => symlinkSync('/proc/self/maps', path)],
  ['is a link to itself', (path: string) => symlinkSync(path, path)],
  ['is a link to nothing', (path: string) => symlinkSync(join(folder, 'nothing'), path)],
])('a list that %s is a failure, never an empty list', async (what, make) => {
  const path = join(folder, what.replaceAll(' ', '-'));
  make(path);
  await expect(readList(path)).rejects.toMatchObject({
    code,
    facts: { problem: expect.stringContaining(path) },
  });
  await expect(protect('X', path)).rejects.toMatchObject({ code });
  await expect(unprotect('X', path)).rejects.toMatchObject({ code });
});

test('a list whose folders are not there is empty; one below a link to nothing is not', async () => {
  writeFileSync(join(folder, 'no-folder'), '');
  expect(await readList(join(folder, 'no-such/isowright/never-touch.json'))).toEqual([]);
  expect(await readList(join(folder, 'no-folder/isowright/never-touch.json'))).toEqual([]);
  symlinkSync(join(folder, 'not-mounted'), join(folder, 'linked-config'));
  await expect(readList(join(folder, 'linked-config/isowright/never-touch.json'))).rejects.toMatchObject({
    code,
  });
});

testWith('root', 'tool:setpriv')('a list that a person may not read is a failure', () => {
  const open = mkdtempSync(join(tmpdir(), 'isowright-never-refused-'));
  const path = join(open, 'list.json');
  try {
    chmodSync(open, 0o755);
    writeFileSync(path, '{"v":1,"serials":["WD-1"]}', { mode: 0o600 });
    cpSync(resolve('src'), join(open, 'src'), { recursive: true });
    symlinkSync(resolve('node_modules'), join(open, 'node_modules'));
    cpSync(process.execPath, join(open, 'node'));
    const script = `import { readList } from '${open}/src/engine/host/trust/serial-list.ts';
      await readList('${path}').then(console.log, (error) => console.log(error.code, error.facts.problem));`;
    writeFileSync(join(open, 'ask.mjs'), script);
    const nobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];
    const { stdout, stderr } = run('setpriv', [...nobody, join(open, 'node'), join(open, 'ask.mjs')]);
    expect(`${stdout}${stderr}`).toContain(`${code} ${path}: EACCES`);
  } finally {
    rmSync(open, { recursive: true, force: true });
  }
});

test('a person whose home nobody knows is told so; a relative folder for settings is none', async () => {
  const stranger = person({ uid: 4711 });
  await expect(protectedSerials(stranger)).rejects.toMatchObject({ code });
  expect(() => ownListPath(stranger)).toThrow(code);
  expect(() => ownListPath(person({ uid: 4711, environment: { XDG_CONFIG_HOME: 'x', HOME: 'y' } }))).toThrow(
    code,
  );
  expect(ownListPath(person({ environment: { XDG_CONFIG_HOME: 'x' } }))).toBe(
    join(folder, 'home/.config/isowright/never-touch.json'),
  );
  await expect(protectedSerials(person({ uid: 0, environment: { SUDO_UID: '77' } }))).rejects.toMatchObject({
    code,
  });
});

test('lists of another HOME and of another XDG_CONFIG_HOME than the usual one are heeded beside the usual one', async () => {
  const homes = ['home', 'other-home/.config', 'other-config'];
  const list = (at: string) => join(folder, at, 'isowright/never-touch.json');
  await protect('OTHER-HOME', list(homes[1]!));
  await protect('OTHER-CONFIG', list(homes[2]!));
  await protect('USUAL', list('home/.config'));
  const environment = { HOME: join(folder, 'other-home'), XDG_CONFIG_HOME: join(folder, 'other-config') };
  const serials = await protectedSerials(person({ environment }));
  expect(serials).toEqual(expect.arrayContaining(['OTHER-HOME', 'OTHER-CONFIG', 'USUAL']));
});

test('what the person read is joined with the lists of root, and root need not get at theirs', async () => {
  const root = person({ uid: 0, environment: { SUDO_UID: '77', XDG_CONFIG_HOME: join(folder, 'roots') } });
  await protect('ROOTS', ownListPath(root));
  expect(await protectedSerials(root, ['THEIRS'])).toEqual(expect.arrayContaining(['THEIRS', 'ROOTS']));
});

test('a list that could not be read by the person stops the job of root', async () => {
  await expect(heededSerials({ problem: 'x: EACCES' })).rejects.toMatchObject({
    code,
    facts: { problem: 'x: EACCES' },
  });
  expect(await heededSerials({ serials: ['A'] })).toContain('A');
});

test('a list that cannot be written is a failure with its path', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  const path = join(folder, 'a-file/isowright/never-touch.json');
  await expect(protect('X', path)).rejects.toMatchObject({ code: 'output-not-writable', facts: { path } });
});

test('under sudo typed by the person, the folder for settings that sudo emptied away is found above', async () => {
  const above = () => [
    { XDG_CONFIG_HOME: join(folder, 'settings-of-ann'), HOME: join(folder, 'ann-elsewhere') },
    {},
  ];
  const root = person({ uid: 0, environment: { SUDO_UID: '1000' }, above });
  expect(listPaths(root)).toEqual(
    expect.arrayContaining([
      join(folder, 'settings-of-ann/isowright/never-touch.json'),
      join(folder, 'ann-elsewhere/.config/isowright/never-touch.json'),
      join(folder, 'home/.config/isowright/never-touch.json'),
    ]),
  );
  expect(listPaths(person({ uid: 0, above }))).not.toContain(
    join(folder, 'settings-of-ann/isowright/never-touch.json'),
  );
});

testWith('root', 'tool:sudo')('what sudo was started with is read from the sudo above', () => {
  const script = `const { listPaths } = await import('${resolve('src/engine/host/trust/never-touch.ts')}');
    const { thisPerson } = await import('${resolve('src/engine/host/trust/person.ts')}');
    console.log(listPaths(thisPerson()).join('\\n'));`;
  const words = ['--', process.execPath, '--input-type=module', '-e', script];
  const { stdout, stderr } = run('sudo', words, { env: { XDG_CONFIG_HOME: '/settings-of-ann' } });
  expect(`${stdout}${stderr}`).toContain('/settings-of-ann/isowright/never-touch.json');
});
