import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RootTree } from '../../../../src/engine/author/recovery/root-tree.ts';
import { writeInitrd } from '../../../../src/engine/author/recovery/write-initrd.ts';
import { writeSquash } from '../../../../src/engine/author/recovery/write-squash.ts';
import { testWith } from '../../../fakes/rigs.ts';

// What holds the system of a recovery image is written by ourselves, and read by the programs of others.

let room = '';
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'isowright-root-'));
  writeFileSync(join(room, 'large'), large);
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

const large = Buffer.concat([randomBytes(1_500_000), Buffer.alloc(2_000_003, 'text ')]);

/** Many names in one folder, so that listings and inodes go over the ends of blocks. */
function tree(): RootTree {
  const made = new RootTree();
  made.addFile('usr/bin/large', { path: join(room, 'large'), sizeBytes: large.length }, 0o755);
  for (let i = 0; i < 700; i++) made.addFile(`usr/share/many/file-number-${i}`, `content of ${i}\n`);
  made.addFile('etc/empty', '');
  made.addFile('etc/exact', Buffer.alloc(1 << 20, 7));
  made.addLink('bin', 'usr/bin');
  made.addFolder('tmp', 0o777);
  return made;
}

const options = { seconds: 1_700_000_000, signal: new AbortController().signal, onDone: () => undefined };

testWith('tool:unsquashfs')('squashfs: another program takes out what was put in', async () => {
  const path = join(room, 'root.sqfs');
  await writeSquash(path, tree(), options);
  const out = join(room, 'out');
  execFileSync('unsquashfs', ['-no-progress', '-d', out, path], { timeout: 60_000, stdio: 'pipe' });
  expect(readFileSync(join(out, 'usr/bin/large')).equals(large)).toBe(true);
  expect(readFileSync(join(out, 'etc/exact')).equals(Buffer.alloc(1 << 20, 7))).toBe(true);
  expect(readFileSync(join(out, 'etc/empty')).length).toBe(0);
  for (let i = 0; i < 700; i += 99)
    expect(readFileSync(join(out, `usr/share/many/file-number-${i}`), 'utf8')).toBe(`content of ${i}\n`);
  const said = execFileSync('unsquashfs', ['-lln', path], { encoding: 'utf8', timeout: 60_000 });
  expect(said).toMatch(/^-rwxr-xr-x 0\/0 +3500003 2023-11-14 \S+ squashfs-root\/usr\/bin\/large$/m);
  expect(said).toMatch(/^lrwxrwxrwx 0\/0 .* squashfs-root\/bin -> usr\/bin$/m);
  expect(said).toMatch(/^drwxrwxrwx 0\/0 .* squashfs-root\/tmp$/m);
});

test('squashfs: the same tree gives the same bytes', async () => {
  const paths = ['one.sqfs', 'two.sqfs'].map((name) => join(room, name));
  for (const path of paths) await writeSquash(path, tree(), options);
  const [one, two] = paths.map((path) => readFileSync(path));
  expect(one && two && one.equals(two)).toBe(true);
});

testWith('tool:cpio')('initial file system: cpio takes out what was put in', async () => {
  const path = join(room, 'initrd.img');
  const sizeBytes = await writeInitrd(path, tree(), options);
  const bytes = readFileSync(path);
  expect(bytes.length).toBe(sizeBytes);
  const said = execFileSync('cpio', ['-itv', '--quiet', '-n'], {
    input: bytes,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(said).toMatch(/^-rwxr-xr-x +1 0 +0 +3500003 .* usr\/bin\/large$/m);
  expect(said).toMatch(/^lrwxrwxrwx .* bin -> usr\/bin$/m);
  expect(said.trim().split('\n').length).toBe(710);
  const content = execFileSync('cpio', ['-i', '--quiet', '--to-stdout', 'usr/bin/large'], {
    input: bytes,
    timeout: 60_000,
    maxBuffer: 1 << 26,
  });
  expect(content.equals(large)).toBe(true);
});

test('a file that shrinks while it is packed is a failure, not an image', async () => {
  const made = new RootTree();
  made.addFile('x', { path: join(room, 'large'), sizeBytes: large.length + 1 });
  await expect(writeSquash(join(room, 'cut.sqfs'), made, options)).rejects.toMatchObject({
    code: 'source-changed',
  });
});

test('a stop is heard within a large file, not behind it: "the job still runs and ends as soon as it can"', async () => {
  const stopping = new AbortController();
  const made = new RootTree();
  made.addFile('bin/node', { path: join(room, 'large'), sizeBytes: large.length });
  made.addFile('bin/same', { path: join(room, 'large'), sizeBytes: large.length });
  const done: number[] = [];
  const stopped = {
    ...options,
    level: 1,
    signal: stopping.signal,
    onDone: (doneBytes: number): void => {
      done.push(doneBytes);
      stopping.abort(new Error('stopped'));
    },
  };
  await expect(writeSquash(join(room, 'stopped.sqfs'), made, stopped)).rejects.toThrow('stopped');
  expect(done.at(-1)).toBeLessThan(large.length);
  await expect(writeInitrd(join(room, 'stopped.img'), made, stopped)).rejects.toThrow('stopped');
});
