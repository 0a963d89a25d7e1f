import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';

// `isowright write "$IMAGE" "$DRIVE"` with a variable that is not set: nothing may stand for the current folder or for any drive.

const test = testWith();
const DRIVE_BYTES = 4 << 20;
const known = ['--file-target', '--yes', '--expect-size', String(DRIVE_BYTES)];

let folder = '';
let env: Record<string, string> = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-empty-'));
  env = { XDG_CONFIG_HOME: join(folder, 'config') };
  mkdirSync(join(folder, 'here', 'src'), { recursive: true });
  writeFileSync(join(folder, 'here/src/a.txt'), 'a');
  writeFileSync(join(folder, 'here/a.iso'), seededBytes(1 << 20));
  writeFileSync(join(folder, 'here/drive.img'), new Uint8Array(DRIVE_BYTES));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const arguments_: readonly (readonly string[])[] = [
  ['make', '@', '-o', 'new.iso'],
  ['make', 'src', '-o', '@'],
  ['make', 'src', '-o', 'new.iso', '--boot-from', '@'],
  ['make', 'src', '-o', 'new.iso', '--receipt', '@'],
  ['make', 'src', '-o', 'new.iso', '--exclude', '@'],
  ['write', '@', 'drive.img', ...known],
  ['write', 'a.iso', '@', ...known],
  ['write', 'a.iso', 'drive.img', '@', ...known],
  ['write', 'a.iso', 'drive.img', ...known, '--bmap', '@'],
  ['write', 'a.iso', 'drive.img', ...known, '--image-for', 'drive.img=@'],
  ['write', 'a.iso', 'drive.img', '--file-target', '--yes', '--expect-serial', '@'],
  ['write', 'a.iso', 'drive.img', '--file-target', '--yes', '--expect-size', '@'],
  ['write', 'a.iso', 'drive.img', ...known, '--log', '@'],
  ['write', 'a.iso', 'drive.img', ...known, '--report', '@'],
  ['verify', '@', 'drive.img', '--file-target'],
  ['verify', 'a.iso', '@'],
  ['inspect', '@'],
  ['ls', '@'],
  ['extract', '@', '-C', 'out'],
  ['extract', 'a.iso', '-C', '@'],
  ['run', '@'],
  ['attach', '@'],
  ['resume', '@'],
  ['undo', '@', '--yes'],
  ['restore', '@', '--yes', '--expect-size', '4096'],
  ['config', 'never-touch', 'add', '@'],
  ['config', 'never-touch', 'remove', '@'],
  ['devices', '--log', '@'],
];

for (const words of arguments_)
  for (const nothing of ['', '   '])
    test(`${words.join(' ')} with "${nothing}" in the place of @ is refused: exit 2, nothing made`, () => {
      const here = join(folder, 'here');
      const before = readdirSync(here);
      const args = words.map((word) => word.replace('@', nothing));
      const { status, stderr } = isowright(args, { cwd: here, env });
      expect([status, /is empty|takes TARGET=IMAGE/.test(stderr)], stderr).toEqual([2, true]);
      expect(readdirSync(here)).toEqual(before);
    });

test('an empty serial is not put on the never-touch list, which would stop every write', () => {
  expect(isowright(['config', 'never-touch', 'add', ''], { env }).status).toBe(2);
  const { status, stdout } = isowright(['config', 'never-touch', 'list', '--json'], { env });
  expect([status, JSON.parse(stdout)]).toEqual([0, { neverTouch: expect.not.arrayContaining(['']) }]);
});

test('a way through the folder of identities to somewhere else is no identity', () => {
  const image = join(folder, 'here/a.iso');
  for (const path of [
    '/dev/disk/by-id/../../null',
    '/dev/disk/by-id/./x',
    '/dev/disk/by-id/x/../../by-path/y',
  ]) {
    const { status, stderr } = isowright(['write', image, path, '--yes']);
    expect([status, /needs to know which drive/.test(stderr)], stderr).toEqual([2, true]);
  }
});

test('an image for a target that is not among the targets is not gone by: exit 2', () => {
  const { status, stderr } = isowright(
    ['write', 'a.iso', 'drive.img', ...known, '--image-for', 'other.img=src/a.txt'],
    { cwd: join(folder, 'here'), env },
  );
  expect([status, /not one of the targets/.test(stderr)], stderr).toEqual([2, true]);
});
