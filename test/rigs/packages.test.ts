import { createHash } from 'node:crypto';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Ran, run, testWith } from '../fakes/rigs.ts';

// What `npm run package` makes, started in a root that holds a C library and nothing else: no Node, no shell, no /proc, no home.

const test = testWith('root', 'tool:chroot');
const testDeb = testWith('root', 'tool:chroot', 'tool:dpkg-deb');
const LIMIT_MS = 120_000;

const scratch = mkdtempSync(join(tmpdir(), 'isowright-packages-'));
const made = join(scratch, 'made');
const one = (pattern: string): string => globSync(join(made, pattern))[0] ?? `no ${pattern}`;

beforeAll(() => {
  const env = { SOURCE_DATE_EPOCH: '1700000000' };
  const ran = run(process.execPath, ['scripts/package.mjs', made], { timeoutMs: LIMIT_MS, env });
  expect(ran.status, ran.stderr).toBe(0);
  console.log(ran.stdout);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Puts the libraries that a program is linked with below `root`. */
function bareRoot(name: string, program: string): string {
  const root = join(scratch, name);
  for (const folder of ['tmp', 'usr/bin']) mkdirSync(join(root, folder), { recursive: true });
  const { stdout } = run('ldd', [program]);
  for (const [path] of stdout.matchAll(/\/\S*(?=\s+\(0x)/g)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    copyFileSync(path, join(root, path));
  }
  return root;
}

function inside(root: string, ...args: string[]): Ran {
  const bare = ['-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'chroot', root, '/usr/bin/isowright', ...args];
  return run('env', bare, { timeoutMs: LIMIT_MS });
}

function demandWorking(root: string): void {
  const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;
  expect(inside(root, '--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  const practice = inside(root, 'practice', '--plain');
  expect(practice.stdout + practice.stderr).toContain('every byte was read back and compared');
  expect(practice.status).toBe(0);
}

test('the executable says its version and does the practice job where there is no Node', () => {
  const program = one('isowright-*-linux-*');
  const root = bareRoot('executable', program);
  copyFileSync(program, join(root, 'usr/bin/isowright'));
  demandWorking(root);
});

test('the doctor in that root names what is missing, and that nothing there could install it', () => {
  const { status, stdout } = inside(join(scratch, 'executable'), 'doctor', '--json');
  const { ok, wants } = JSON.parse(stdout);
  const lacks = wants.flatMap((want: { lacks: { code: string; command: string | null }[] }) => want.lacks);
  expect([status, ok]).toEqual([4, false]);
  expect(lacks).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'proc', weight: 'needed', command: 'mount -t proc proc /proc' }),
      expect.objectContaining({ code: 'containers', command: null, tool: 'nbdfuse' }),
    ]),
  );
});

testDeb(
  'the Debian package holds the same program, its manual, completions, policy and menu entry, all of root',
  () => {
    const root = bareRoot('deb', one('isowright-*-linux-*'));
    const listed = run('dpkg-deb', ['--contents', one('*.deb')], { timeoutMs: LIMIT_MS }).stdout;
    expect(listed.split('\n').filter((line) => line !== '' && !line.includes(' root/root '))).toEqual([]);
    for (const path of [
      'man1/isowright.1.gz',
      '_isowright',
      'org.isowright.policy',
      'isowright.desktop',
      'copyright',
    ])
      expect(listed).toContain(path);
    expect(run('dpkg-deb', ['--extract', one('*.deb'), root], { timeoutMs: LIMIT_MS })).toMatchObject({
      status: 0,
    });
    demandWorking(root);
  },
);

test('the list of contents names what is bundled, and each sum is that of its file', () => {
  const bill = JSON.parse(readFileSync(one('*.cdx.json'), 'utf8'));
  const names = bill.components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['ink', 'zod', 'Node.js']));
  const licences = readFileSync(one('*licences.txt'), 'utf8');
  for (const { name, version } of bill.components)
    if (name !== 'Node.js') expect(licences).toContain(`${name} ${version} (`);
  for (const line of readFileSync(join(made, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
    const [sum, name = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(readFileSync(join(made, name)))
        .digest('hex'),
    ).toBe(sum);
  }
});
