import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { run, testWith } from '../fakes/rigs.ts';

// An image that silently lacks files is the worst backup there is.

const test = testWith('rigs', 'root', 'tool:bsdtar', 'tool:runuser');

let user: OrdinaryUser;
beforeAll(() => {
  if (process.getuid?.() === 0) user = makeOrdinaryUser();
});
afterAll(() => user?.remove());

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-missing-'));
  chmodSync(folder, 0o777);
  mkdirSync(join(folder, 'tree/closed'), { recursive: true });
  writeFileSync(join(folder, 'tree/open.txt'), 'open');
  writeFileSync(join(folder, 'tree/secret.txt'), 'secret', { mode: 0o600 });
  writeFileSync(join(folder, 'tree/closed/inside.txt'), 'inside');
  chmodSync(join(folder, 'tree/closed'), 0o700);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As somebody who may not read everything. */
function make(...args: string[]) {
  const line = [
    user.nodePath,
    user.programPath,
    'make',
    `${folder}/tree`,
    '-o',
    `${folder}/out.iso`,
    ...args,
  ];
  return run('sh', ['-c', user.lineFor(line.join(' '))], { timeoutMs: 60_000 });
}

const names = (image: string): string[] => run('bsdtar', ['tf', image]).stdout.trim().split('\n').sort();

test('an unreadable file and a closed folder: exit 1, each named, and no image', () => {
  const { status, stderr } = make();
  expect(status).toBe(1);
  expect(stderr).toMatch(/missing +\/secret\.txt\n +\/closed\n/);
  expect(stderr).toContain('--allow-missing');
  expect(existsSync(`${folder}/out.iso`)).toBe(false);
});

test('the report as JSON holds every missing path', () => {
  const { status, stdout } = make('--json');
  const done = JSON.parse(stdout.trim().split('\n').at(-1)!);
  expect([status, done.exitCode, done.report.failure.code]).toEqual([1, 1, 'content-missing']);
  expect(done.report.losses).toEqual([
    { path: '/secret.txt', reason: 'unreadable', where: 'all' },
    { path: '/closed', reason: 'unreadable', where: 'all' },
  ]);
});

test('--quiet does not hide that something is missing, also where that is allowed', () => {
  expect(make('--quiet').stderr).toContain('/secret.txt');
  const allowed = make('--quiet', '--allow-missing');
  expect([allowed.status, allowed.stdout]).toEqual([0, '']);
  expect(allowed.stderr).toMatch(/missing +\/secret\.txt\n +\/closed\n/);
  expect(names(`${folder}/out.iso`)).toEqual(['.', 'closed', 'open.txt']);
});

test('a dry run shows what would be missing, and ends as the run would', () => {
  const plain = make('--dry-run');
  expect([plain.status, plain.stdout]).toEqual([1, expect.stringContaining('loss: /secret.txt')]);
  const json = make('--dry-run', '--json');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    forecast: { losses: [{ path: '/secret.txt' }, { path: '/closed' }] },
    failure: { code: 'content-missing' },
  });
});

test('write of such a folder touches no drive', () => {
  writeFileSync(`${folder}/drive.img`, Buffer.alloc(8 << 20, 7));
  chmodSync(`${folder}/drive.img`, 0o666);
  const line = `${user.nodePath} ${user.programPath} write ${folder}/tree ${folder}/drive.img --file-target --yes --expect-size ${8 << 20}`;
  const { status, stderr } = run('sh', ['-c', user.lineFor(line)], { timeoutMs: 60_000 });
  expect([status, stderr]).toEqual([1, expect.stringContaining('/secret.txt')]);
  expect(readFileSync(`${folder}/drive.img`).equals(Buffer.alloc(8 << 20, 7))).toBe(true);
});

test('/proc and other files of the kernel below a folder are left out by themselves, and said', () => {
  const proc = `${folder}/tree/proc`;
  mkdirSync(proc);
  expect(run('mount', ['-t', 'proc', 'proc', proc]).status).toBe(0);
  try {
    const { status, stdout, stderr } = isowright([
      'make',
      `${folder}/tree`,
      '-o',
      `${folder}/out.iso`,
      '--json',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    const done = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(done.report.apart).toEqual([{ path: '/proc', reason: 'kernel-files', fileSystem: 'proc' }]);
    expect(names(`${folder}/out.iso`)).toEqual([
      '.',
      'closed',
      'closed/inside.txt',
      'open.txt',
      'proc',
      'secret.txt',
    ]);
  } finally {
    run('umount', [proc]);
  }
});

test('--one-file-system leaves the folder of another file system, and nothing in it', () => {
  const other = `${folder}/tree/other`;
  mkdirSync(other);
  expect(run('mount', ['-t', 'tmpfs', 'none', other]).status).toBe(0);
  try {
    writeFileSync(`${other}/there.txt`, 'there');
    const all = isowright(['make', `${folder}/tree`, '-o', `${folder}/all.iso`]);
    expect([all.status, names(`${folder}/all.iso`)]).toEqual([
      0,
      expect.arrayContaining(['other/there.txt']),
    ]);
    const one = isowright([
      'make',
      `${folder}/tree`,
      '-o',
      `${folder}/one.iso`,
      '--one-file-system',
      '--json',
    ]);
    expect(one.done?.report.apart).toEqual([{ path: '/other', reason: 'other-file-system' }]);
    expect(names(`${folder}/one.iso`)).toEqual(
      names(`${folder}/all.iso`).filter((name) => name !== 'other/there.txt'),
    );
  } finally {
    run('umount', [other]);
  }
});

test('an image in the folder that it is made of does not hold the one before it', () => {
  const image = `${folder}/tree/out.iso`;
  expect(isowright(['make', `${folder}/tree`, '-o', image]).status).toBe(0);
  const again = isowright(['make', `${folder}/tree`, '-o', image, '--force', '--json']);
  expect([again.status, again.done?.report.apart?.map(({ path }) => path)]).toEqual([
    0,
    ['/out.iso', '/out.iso.sha256'],
  ]);
  expect(names(image)).toEqual(['.', 'closed', 'closed/inside.txt', 'open.txt', 'secret.txt']);
});

test('a file of the folder that is no image does not give way to one, with --force neither', () => {
  const refused = isowright(['make', `${folder}/tree`, '-o', `${folder}/tree/open.txt`, '--force']);
  expect([refused.status, readFileSync(`${folder}/tree/open.txt`, 'utf8')]).toEqual([5, 'open']);
});
