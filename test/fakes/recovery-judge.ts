import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_MS = 120_000;

function said(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** What xorriso, cpio and unsquashfs say of a recovery image. `room`: an empty folder. @throws AssertionError */
export function judgeRecovery(image: string, room: string): void {
  const records = recordsOf(image);
  const extract = (path: string, to: string): string => {
    said('xorriso', '-osirrox', 'on', '-indev', image, '-extract', path, join(room, to));
    return join(room, to);
  };
  const root = rootOf(extract('/boot/initrd.img', 'initrd.img'), room);
  const listed = said('unsquashfs', '-lln', root).split('\n');
  const names = listed.filter((line) => line.includes('squashfs-root'));
  assert.deepEqual(
    names.filter((line) => !/^\S+ 0\/0 /.test(line)),
    [],
  );
  for (const name of ['usr/bin/node', 'usr/bin/busybox', 'usr/share/isowright/dist/main.js', 'etc/inittab'])
    assert(
      names.some((line) => line.endsWith(`squashfs-root/${name}`)),
      `${name} is missing`,
    );
  const locked = readFileSync(extract('/packages.lock', 'packages.lock'), 'utf8').trim().split('\n').slice(1);
  const unlicensed = locked
    .map((line) => line.split(' ')[0])
    .filter((name) => !records.some((record) => record.endsWith(` '/licences/${name}.gz'`)));
  assert.deepEqual(unlicensed, []);
}

/** Every record is of root, and both firmwares have something to start. */
function recordsOf(image: string): string[] {
  const records = said('xorriso', '-indev', image, '-find', '/', '-exec', 'lsdl').trim().split('\n');
  assert(records.length > 100);
  assert.deepEqual(
    records.filter((line) => !/^(?:drwxr-xr-x|-rw-r--r--) +1 0 +0 /.test(line)),
    [],
  );
  const boot = said('xorriso', '-indev', image, '-report_el_torito', 'plain');
  assert.match(boot, /^El Torito boot img : +1 +BIOS +y +none /m);
  assert.match(boot, /^El Torito boot img : +2 +UEFI +y +none /m);
  assert.match(boot, /^El Torito img opts : +1 +boot-info-table isohybrid-suitable/m);
  return records;
}

/** The system in the initial file system. */
function rootOf(initrd: string, room: string): string {
  const folder = join(room, 'initial');
  mkdirSync(folder);
  execFileSync('cpio', ['-i', '--quiet', '--no-absolute-filenames'], {
    cwd: folder,
    input: readFileSync(initrd),
    timeout: LIMIT_MS,
    maxBuffer: 1 << 20,
  });
  assert(existsSync(join(folder, 'init')));
  return join(folder, 'root.sqfs');
}

/** What these programs of the system say when they run in it: each finds its libraries. Needs root. */
export function saidInside(room: string, programs: readonly (readonly string[])[]): string[] {
  const root = join(room, 'root');
  said('unsquashfs', '-no-progress', '-dest', root, join(room, 'initial/root.sqfs'));
  return programs.map((words) => said('chroot', root, '/usr/bin/env', '-i', 'PATH=/usr/bin', ...words));
}
