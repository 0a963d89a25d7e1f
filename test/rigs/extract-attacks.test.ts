import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright, programPath } from '../fakes/cli.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Root takes files out of an image into a folder of somebody else, who renames what is in it all the while.

const room = temporaryFolder();
const image = join(room, 'image.iso');
const outside = join(room, 'outside');
const test = testWith('root');
let user: OrdinaryUser | undefined;
let folders = 0;

beforeAll(async () => {
  chmodSync(room, 0o755);
  const tree = join(room, 'tree');
  for (let index = 0; index < 60; index++) {
    mkdirSync(join(tree, `f${index}/in`), { recursive: true });
    for (let file = 0; file < 20; file++) writeFileSync(join(tree, `f${index}/in/${file}`), 'from the image');
    symlinkSync('target', join(tree, `f${index}/link`));
  }
  await makeImage(tree, image);
  mkdirSync(join(outside, 'in'), { recursive: true });
  for (const path of [join(outside, 'in'), outside]) chmodSync(path, 0o700);
  if (process.getuid?.() === 0) user = makeOrdinaryUser();
});

afterAll(() => user?.remove());

/** A folder of the ordinary user, below /home. */
function folderOfUser(): string {
  const path = join('/home', user!.name, `into-${folders++}`);
  mkdirSync(path);
  chownSync(path, user!.uid, user!.uid);
  return path;
}

function expectUntouched(): void {
  expect(readdirSync(outside)).toEqual(['in']);
  expect(readdirSync(join(outside, 'in'))).toEqual([]);
  for (const path of [join(outside, 'in'), outside]) expect(statSync(path).mode & 0o777).toBe(0o700);
}

const SWAPS = `
  cd "$1"
  while :; do
    for d in f1 f7 f20 f33 f59; do
      if [ -d $d ] && [ ! -L $d ]; then mv $d .moved-$d && ln -s "$2" $d; fi 2>/dev/null
      if [ -L $d ]; then rm $d; mv .moved-$d $d; fi 2>/dev/null
    done
  done`;

test('folders swapped for links all the while lead nothing of root elsewhere', () => {
  const into = folderOfUser();
  const swapper = spawn('sh', ['-c', SWAPS, 'sh', into, outside], { uid: user!.uid, stdio: 'ignore' });
  try {
    for (let round = 0; round < 12; round++) {
      const { status, stderr } = isowright(['extract', image, '-C', into, '--force']);
      // It ends well, or says that somebody is at it; a stack is neither.
      expect([0, 2, 4, 5, 7]).toContain(status);
      // What was not taken out, because a link stood there, is named.
      if (status === 7) expect(stderr).toMatch(/^\/f\d+: not extracted: something with this name/m);
      expect(stderr).not.toContain('inside isowright');
      expectUntouched();
    }
  } finally {
    swapper.kill('SIGKILL');
  }
}, 120_000);

test('an extraction stopped in its middle, its folders swapped, goes on in the folders it had', async () => {
  const into = folderOfUser();
  const child = spawn(process.execPath, [programPath, 'extract', image, '-C', into], { stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  while (!existsSync(join(into, 'f59')) && child.exitCode === null)
    await new Promise((resolve) => setImmediate(resolve));
  child.kill('SIGSTOP');
  const script = 'cd "$1"; for d in f*; do mv $d .moved-$d; ln -s "$2" $d; done';
  spawnSync('sh', ['-c', script, 'sh', into, outside], { uid: user!.uid });
  child.kill('SIGCONT');
  expect([0, 5]).toContain(await ended);
  expectUntouched();
});

test('a folder of root that somebody gives the name of another keeps its rights', () => {
  const into = folderOfUser();
  mkdirSync(join(into, 'private'), { mode: 0o700 });
  writeFileSync(join(into, 'private/secret'), 'secret');
  spawnSync('mv', [join(into, 'private'), join(into, 'f1')], { uid: user!.uid });
  expect(isowright(['extract', image, '/f1', '-C', into]).status).toBe(0);
  expect(statSync(join(into, 'f1')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(into, 'f1')).sort()).toEqual(['in', 'link', 'secret']);
});

test('a folder that is still to be made below a folder of somebody else is made there, and not behind a link', () => {
  const into = folderOfUser();
  const { status } = isowright(['extract', image, '/f1', '-C', join(into, 'new/deep')]);
  expect(status).toBe(0);
  expect(readdirSync(join(into, 'new/deep/f1')).sort()).toEqual(['in', 'link']);
  symlinkSync(join(outside, 'not-there'), join(into, 'dangling'));
  expect(isowright(['extract', image, '/f1', '-C', join(into, 'dangling/x')]).status).toBe(4);
  expectUntouched();
});

test('where names cannot be looked up in an open folder, root writes into no folder of others', () => {
  const into = folderOfUser();
  const own = join(room, 'own');
  const extractInto = (path: string) =>
    run('unshare', [
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs none /proc && exec "$@"',
      'sh',
      process.execPath,
      programPath,
      'extract',
      image,
      '/f1',
      '-C',
      path,
    ]);
  const refused = extractInto(into);
  expect(refused).toMatchObject({ status: 5, stderr: expect.stringContaining('/proc is missing') });
  expect(readdirSync(into)).toEqual([]);
  expect(extractInto(own)).toMatchObject({ status: 0 });
  expect(readdirSync(join(own, 'f1')).sort()).toEqual(['in', 'link']);
});

test('64 open files are enough for many folders', () => {
  const into = join(room, 'few');
  const line = `ulimit -n 64; exec "$@"`;
  const { status } = run('sh', [
    '-c',
    line,
    'sh',
    process.execPath,
    programPath,
    'extract',
    image,
    '-C',
    into,
  ]);
  expect(status).toBe(0);
  expect(readFileSync(join(into, 'f59/in/19'), 'utf8')).toBe('from the image');
});

testWith('root', 'tool:lowntfs-3g')(
  'on a file system that tells no capitals from small letters, the first of two names is taken',
  async () => {
    const tree = join(room, 'cases');
    mkdirSync(join(tree, 'DIR'), { recursive: true });
    mkdirSync(join(tree, 'dir'));
    for (const path of ['DIR/one', 'dir/two', 'FILE', 'file']) writeFileSync(join(tree, path), path);
    const cases = join(room, 'cases.iso');
    await makeImage(tree, cases);
    const disk = join(room, 'ntfs.img');
    const at = join(room, 'ntfs');
    mkdirSync(at);
    run('truncate', ['-s', '40M', disk]);
    expect(run('mkntfs', ['-F', '-Q', '-q', disk]).status).toBe(0);
    expect(run('lowntfs-3g', ['-o', 'ignore_case', disk, at]).status).toBe(0);
    try {
      const ran = isowright(['extract', cases, '-C', at, '--json']);
      const { failed } = JSON.parse(ran.stdout) as { failed: { path: string; code: string }[] };
      expect([ran.status, failed]).toEqual([
        1,
        [
          expect.objectContaining({ path: '/dir', code: 'same-name' }),
          expect.objectContaining({ path: '/file', code: 'same-name' }),
        ],
      ]);
      expect(readFileSync(join(at, 'file'), 'utf8')).toBe('FILE');
      expect(readdirSync(join(at, 'dir'))).toEqual(['one']);
      expect(isowright(['extract', cases, '-C', at]).status).toBe(7);
    } finally {
      run('umount', [at]);
    }
  },
);
