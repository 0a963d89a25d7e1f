import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { has } from '../fakes/rigs.ts';
import { type Entry, listFolder } from '../oracles/author-listing.ts';

// What is in an image, and out of it: whatever an image says, nothing is written elsewhere.

const room = temporaryFolder();
const folder = join(room, 'tree');
const image = join(room, 'tree.iso');
const fresh = (name: string) => {
  const path = join(room, name);
  mkdirSync(path);
  return path;
};

beforeAll(async () => {
  mkdirSync(join(folder, 'sub/déép'), { recursive: true });
  writeFileSync(join(folder, 'AAAAAAA'), 'evil');
  writeFileSync(join(folder, 'sub/déép/file'), Buffer.alloc(3_000_000, 'x'), { mode: 0o640 });
  writeFileSync(join(folder, 'read-only'), 'r', { mode: 0o444 });
  symlinkSync('/etc', join(folder, 'outside'));
  symlinkSync('sub/déép/file', join(folder, 'inside'));
  linkSync(join(folder, 'read-only'), join(folder, 'twin'));
  await makeImage(folder, image);
});

const comparable = ({ path, type, mode, mtime, nlink, md5, target }: Entry) =>
  type === 'dir' ? { path, type, mode, mtime } : { path, type, mode, mtime, nlink, md5, target };
const listing = (at: string) =>
  listFolder(at)
    .map(comparable)
    .filter(({ path }) => path !== '/')
    .sort((a, b) => (a.path < b.path ? -1 : 1));

test('ls has the fields of the contract, in order', () => {
  const { status, stdout } = isowright(['ls', image, '--json']);
  expect(status).toBe(0);
  const { entries } = JSON.parse(stdout);
  expect(entries.map((entry: { path: string }) => entry.path)).toEqual(
    listing(folder).map(({ path }) => path),
  );
  const file = entries.find((entry: { path: string }) => entry.path === '/sub/déép/file');
  expect(file).toMatchObject({ type: 'file', sizeBytes: 3_000_000, mode: '0640' });
  expect(Object.keys(file)).toEqual(['path', 'type', 'sizeBytes', 'mode', 'uid', 'gid', 'mtime']);
  expect(entries.find((entry: { path: string }) => entry.path === '/outside')).toMatchObject({
    type: 'symlink',
    target: '/etc',
  });
  expect(isowright(['ls', image, 'sub']).stdout).toMatch(
    /^drwx.* \/sub\n.* \/sub\/déép\n.*3000000 .* \/sub\/déép\/file\n$/,
  );
  expect(isowright(['ls', image, '/nothing']).status).toBe(7);
});

test('a long list is whole when it goes into a pipe', async () => {
  const many = fresh('many');
  for (let i = 0; i < 2000; i++) writeFileSync(join(many, `a rather long name for a file, number ${i}`), '');
  await makeImage(many, join(room, 'many.iso'));
  const { stdout } = isowright(['ls', join(room, 'many.iso'), '--json']);
  expect(stdout.length).toBeGreaterThan(200_000);
  expect(JSON.parse(stdout).entries.length).toBe(2000);
});

test('what is taken out is what was put in: rights, times, links', () => {
  const out = fresh('out');
  const { status, stdout } = isowright(['extract', image, '-C', out, '--json']);
  expect([status, JSON.parse(stdout)]).toMatchObject([0, { entries: 8, skipped: [] }]);
  expect(listing(out)).toEqual(listing(folder));
});

test('one path, and files that are there are not replaced without being asked', () => {
  const out = fresh('part');
  const args = ['extract', image, '/sub', '-C', out];
  expect(isowright(args).status).toBe(0);
  expect(readdirSync(out)).toEqual(['sub']);
  expect(isowright(args)).toMatchObject({ status: 7 });
  expect(isowright([...args, '--force']).status).toBe(0);
});

test('a link in the way is not followed', () => {
  const elsewhere = fresh('elsewhere');
  const out = fresh('trap');
  symlinkSync(elsewhere, join(out, 'sub'));
  const { status, stderr } = isowright(['extract', image, '-C', out, '--force']);
  expect([status, stderr]).toEqual([7, expect.stringContaining('sub')]);
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('a name that would lead out of the folder stays in it', () => {
  const bytes = readFileSync(image);
  for (let at = bytes.indexOf('AAAAAAA'); at >= 0; at = bytes.indexOf('AAAAAAA', at + 1))
    if (bytes.toString('latin1', at - 5, at - 3) === 'NM') bytes.write('../evil', at, 'latin1');
  const evil = join(room, 'evil.iso');
  writeFileSync(evil, bytes);
  const out = fresh('jail');
  expect(isowright(['extract', evil, '-C', out]).status).toBe(0);
  expect(existsSync(join(room, 'evil'))).toBe(false);
  expect(readFileSync(join(out, '.._evil'), 'utf8')).toBe('evil');
});

/** The image with these bytes of its names changed for others of the same length. */
function changedImage(
  name: string,
  changes: readonly (readonly [field: string, from: string, to: string])[],
) {
  const bytes = readFileSync(image);
  for (const [field, from, to] of changes)
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1))
      if (bytes.toString('latin1', at - 12, at).includes(field)) bytes.write(to, at, 'latin1');
  const path = join(room, name);
  writeFileSync(path, bytes);
  return path;
}

test('of two entries of one name the first is taken, and the other is said', () => {
  const twins = changedImage('twins.iso', [
    ['NM', 'inside', 'read-o'],
    ['NM', 'outside', 'AAAAAAA'],
  ]);
  const out = fresh('twins');
  const { status, stdout, stderr } = isowright(['extract', twins, '-C', out]);
  expect([status, stderr]).toEqual([1, expect.stringContaining('/AAAAAAA: not extracted: another entry')]);
  expect(stderr).toContain('1 entry was not extracted');
  expect(stdout).toContain('7 entries');
  expect(readFileSync(join(out, 'AAAAAAA'), 'utf8')).toBe('evil');
  expect(existsSync(join(out, 'sub/déép/file'))).toBe(true);
});

test('a NUL in the target of a link leaves out this link', () => {
  const path = changedImage('nul.iso', [['SL', 'etc', 'e\0c']]);
  const out = fresh('nul');
  const { status, stdout, stderr } = isowright(['extract', path, '-C', out, '--json']);
  expect(stderr).toContain('/outside: not extracted: the target of this link');
  expect([status, JSON.parse(stdout)]).toMatchObject([
    1,
    { entries: 7, failed: [{ path: '/outside', type: 'symlink', code: 'link-target' }] },
  ]);
  expect(readdirSync(out).sort()).toEqual(['AAAAAAA', 'inside', 'read-only', 'sub', 'twin']);
});

test('what is named twice is taken out once', () => {
  const out = fresh('twice');
  const args = ['extract', image, '/sub', 'sub/déép/file', '/sub/', '-C', out];
  expect(isowright(args)).toMatchObject({ status: 0, stdout: expect.stringContaining('3 entries') });
});

test('packed images and what is no image are said', () => {
  const packed = join(room, 'tree.iso.gz');
  writeFileSync(packed, gzipSync(readFileSync(image)));
  expect(isowright(['ls', packed])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('unpack it'),
  });
  const noise = join(room, 'noise.img');
  writeFileSync(noise, Buffer.alloc(1 << 20, 'n'));
  expect(isowright(['ls', noise]).status).toBe(7);
});

test.runIf(has('tool:bsdtar'))('images of others come out too', () => {
  const out = fresh('memtest');
  const other = '/usr/lib/memtest86+/memtest86+x64.iso';
  if (!existsSync(other)) return;
  expect(isowright(['extract', other, '-C', out]).status).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['EFI', 'boot', 'boot.catalog']);
});

test.skipIf(!has('tool:mkfs.fat'))('a top folder that is cut off is named, and not left blank', () => {
  const path = join(room, 'no-root.fat');
  writeFileSync(path, Buffer.alloc(20_000_256));
  execFileSync('mkfs.fat', ['-F', '16', path], { stdio: 'ignore' });
  const bytes = readFileSync(path);
  const rootByte = (bytes.readUInt16LE(14) + (bytes[16] ?? 0) * bytes.readUInt16LE(22)) * 512;
  truncateSync(path, rootByte);
  const { status, stderr } = isowright(['extract', path, '-C', fresh('no-root')]);
  const damaged = [7, expect.stringMatching(/^\/: not extracted: the folder is damaged/m)];
  expect([status, stderr]).toEqual(damaged);
  // A dry run ended well, and listed what was left as if it were all.
  const dry = isowright(['extract', path, '-C', join(room, 'no-root'), '--dry-run']);
  expect([dry.status, dry.stderr]).toEqual(damaged);
});
