import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { type CliRan, isowright, startIsowright } from '../fakes/cli.ts';
import { patched } from '../fakes/disk-file.ts';
import { makeCso } from '../fakes/make-cso.ts';
import { rawSectors } from '../fakes/make-disc.ts';
import { makeNtfs, withNtfs } from '../fakes/ntfs.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Images in folders, as root: whatever shows them, it is what their makers put in, the source stays as it is, and nothing is left.

const room = temporaryFolder();
const at = (name: string): string => join(room, name);
const env = { XDG_STATE_HOME: at('state') };
const mount = (...words: string[]): CliRan => isowright(['mount', ...words], { env });
const unmount = (...words: string[]): CliRan => isowright(['unmount', ...words], { env });
const tools = ['fuseiso', 'nbdfuse', 'qemu-img', 'mksquashfs', 'fuse2fs'] as const;
const rooted = testWith('loop', ...tools.map((tool) => `tool:${tool}` as const));

function must(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = run(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Mounts, devices and processes that belong to this room. */
function left(): string[] {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const lines = [...mounts, ...run('losetup', ['--list', '--noheadings']).stdout.split('\n')];
  const state = existsSync(at('state/isowright/mounts')) ? readdirSync(at('state/isowright/mounts')) : [];
  return [...lines.filter((line) => line.includes(room)), ...state];
}

beforeAll(async () => {
  mkdirSync(at('tree/sub'), { recursive: true });
  writeFileSync(at('tree/a'), 'hello');
  writeFileSync(at('tree/sub/b'), Buffer.alloc(301_234, 'xyz'));
  symlinkSync('sub/b', at('tree/l'));
  await makeImage(at('tree'), at('a.iso'));
});

afterEach(() => {
  expect(left()).toEqual([]);
});

/** An MBR with Linux partitions of 17 MiB; sgdisk would wait for every disk of this machine. */
function partitioned(path: string, atMib: readonly number[]): void {
  const sector = Buffer.alloc(512);
  sector.set([0x55, 0xaa], 510);
  for (const [index, startMib] of atMib.entries()) {
    const entry = 446 + index * 16;
    sector.writeUInt8(0x83, entry + 4);
    sector.writeUInt32LE(startMib * 2048, entry + 8);
    sector.writeUInt32LE(17 * 2048, entry + 12);
  }
  patched(path, path, Object.fromEntries([[0, [...sector]]]));
}

/** The same names and bytes as the maker's, links included. */
function expectTree(folder: string): void {
  const { status, stdout } = run('diff', ['-r', '--no-dereference', '-x', 'lost+found', at('tree'), folder]);
  expect([status, stdout]).toEqual([0, '']);
}

/** Mounted, compared, let go of; the bytes of the source are the same afterwards. */
function expectShown(image: string, path = image): void {
  const before = hashOf(path);
  const shown = mount(image);
  expect(shown).toMatchObject({ status: 0 });
  const folder = shown.stdout.trim();
  expectTree(folder);
  expect(writeFails(folder)).toBe(true);
  expect(unmount(image)).toMatchObject({ status: 0, stdout: `unmounted: ${folder}\n` });
  expect(existsSync(folder)).toBe(false);
  expect(hashOf(path)).toBe(before);
}

function writeFails(folder: string): boolean {
  try {
    writeFileSync(join(folder, 'new'), 'x');
    return false;
  } catch {
    return true;
  }
}

rooted('discs: compressed, in raw sectors, and in a virtual disk', () => {
  const disc = readFileSync(at('a.iso'));
  writeFileSync(at('a.cso'), makeCso(disc));
  writeFileSync(at('a.bin'), rawSectors(disc, { mode: 1, sectorBytes: 2352 }));
  must('qemu-img', 'convert', '-O', 'qcow2', at('a.iso'), at('a.qcow2'));
  for (const name of ['a.cso', 'a.bin', 'a.qcow2']) expectShown(at(name));
});

rooted('a disk of several partitions: the choice is named, and each is shown', () => {
  must('mksquashfs', at('tree'), at('part.sqfs'), '-quiet', '-no-progress', '-noappend');
  writeFileSync(at('part.ext4'), '');
  truncateSync(at('part.ext4'), 17 << 20);
  must('mke2fs', '-q', '-t', 'ext4', '-d', at('tree'), at('part.ext4'));
  writeFileSync(at('disk.img'), '');
  truncateSync(at('disk.img'), 41 << 20);
  partitioned(at('disk.img'), [1, 18]);
  const put = (part: string, atMib: number): string =>
    must('dd', `if=${part}`, `of=${at('disk.img')}`, 'bs=1M', `seek=${atMib}`, 'conv=notrunc', 'status=none');
  put(at('part.ext4'), 1);
  put(at('part.sqfs'), 18);
  must('qemu-img', 'convert', '-O', 'vmdk', at('disk.img'), at('disk.vmdk'));
  const choice = mount(at('disk.img'));
  expect([choice.status, choice.stderr]).toEqual([2, expect.stringMatching(/1: ext4 .*2: squashfs/)]);
  expectShown(`${at('disk.img')}@1`, at('disk.img'));
  expectShown(`${at('disk.vmdk')}@2`, at('disk.vmdk'));
  expect(mount(`${at('disk.img')}@7`).status).toBe(2);
});

testWith(
  'loop',
  'tool:mkfs.exfat',
  'tool:mount.exfat-fuse',
  'tool:ntfs-3g',
  'tool:nbdfuse',
)('NTFS and exFAT, which other programs show', () => {
  makeNtfs(at('n.img'), 33 << 20);
  withNtfs(at('n.img'), '', (folder) => must('cp', '-rL', `${at('tree')}/sub`, folder));
  writeFileSync(at('x.img'), '');
  truncateSync(at('x.img'), 19 << 20);
  must('mkfs.exfat', at('x.img'));
  const before = [hashOf(at('n.img')), hashOf(at('x.img'))];
  const shown = ['n.img', 'x.img'].map((name) => mount(at(name), '--json'));
  expect(shown.map(({ status }) => status)).toEqual([0, 0]);
  const [ntfs] = shown.map(({ stdout }) => JSON.parse(stdout));
  expect(ntfs).toMatchObject({ path: at('n.img'), fileSystem: 'ntfs', readOnly: true, notes: [] });
  expect(readFileSync(join(ntfs.mountPoint, 'sub/b'))).toEqual(readFileSync(at('tree/sub/b')));
  expect(JSON.parse(mount('--json').stdout).mounts).toHaveLength(2);
  for (const name of ['n.img', 'x.img']) expect(unmount(at(name)).status).toBe(0);
  expect([hashOf(at('n.img')), hashOf(at('x.img'))]).toEqual(before);
});

testWith(
  'loop',
  'tool:mkfs.exfat',
  'tool:mount.exfat-fuse',
)("a loop device that was let go by hand, and is another file's since, is left to that", () => {
  for (const name of ['mine.img', 'theirs.img']) {
    writeFileSync(at(name), '');
    truncateSync(at(name), 19 << 20);
  }
  must('mkfs.exfat', at('mine.img'));
  const folder = mount(at('mine.img')).stdout.trim();
  const loop = must('losetup', '--noheadings', '--output', 'NAME', '--associated', at('mine.img')).trim();
  must('umount', folder);
  must('losetup', '--detach', loop);
  must('losetup', loop, at('theirs.img'));
  unmount(at('mine.img'));
  expect(must('losetup', '--noheadings', '--output', 'BACK-FILE', loop).trim()).toBe(at('theirs.img'));
  must('losetup', '--detach', loop);
});

rooted('a journal that was not replayed stays as it is, and that is said', () => {
  writeFileSync(at('live.img'), '');
  truncateSync(at('live.img'), 23 << 20);
  must('mke2fs', '-q', '-t', 'ext4', at('live.img'));
  mkdirSync(at('live'), { recursive: true });
  must('mount', '-o', 'loop', at('live.img'), at('live'));
  const work = 'cp -r "$1/." "$2" && sync -f "$2" && cp "$3" "$4"';
  must('sh', '-c', work, 'sh', at('tree'), at('live'), at('live.img'), at('dirty.img'));
  must('umount', at('live'));
  const before = hashOf(at('dirty.img'));
  const shown = mount(at('dirty.img'), '--json');
  expect(JSON.parse(shown.stdout).notes).toMatchObject([{ code: 'journal-not-replayed' }]);
  expect(unmount(at('dirty.img')).status).toBe(0);
  expect(hashOf(at('dirty.img'))).toBe(before);
});

rooted('places that do not fit, and names that steer terminals', () => {
  const name = at('sp ace\nne,w\u001b[31m.iso');
  copyFileSync(at('a.iso'), name);
  mkdirSync(at('into'), { recursive: true });
  for (const place of ['tree', 'tree/a', 'no/such'])
    expect([place, mount(name, at(place)).status]).toEqual([place, 2]);
  const shown = mount(name, at('into'));
  expect([shown.status, shown.stdout]).toEqual([0, `${at('into')}\n`]);
  expect(shown.stderr + mount().stdout).not.toContain('\u001b');
  expect(mount(name, at('into'))).toMatchObject({ status: 2, stderr: expect.stringContaining('already') });
  // The image may go while it is mounted.
  rmSync(name);
  expectTree(at('into'));
  expect(unmount(name).status).toBe(0);
  expect(existsSync(at('into'))).toBe(true);
  expect(mount(at('a.iso'), at('made')).status).toBe(0);
  expect(unmount(at('made')).status).toBe(0);
  expect(existsSync(at('made'))).toBe(false);
});

rooted('what is no image, a stream, or none of ours', () => {
  writeFileSync(at('text'), 'no image\n');
  must('gzip', '-kf', at('a.iso'));
  expect([mount(at('text')).status, mount(at('nothing')).status]).toEqual([7, 7]);
  expect(mount(at('a.iso.gz'))).toMatchObject({ status: 2, stderr: expect.stringContaining('unpack it') });
  expect(mount('-').status).toBe(2);
  expect(unmount('/proc')).toMatchObject({ status: 2, stderr: expect.stringContaining('not by this user') });
  expect(existsSync('/proc/self')).toBe(true);
});

rooted('in use: who uses it is named, and it stays; let go of by hand: nothing is left', () => {
  const [one, two] = [mount(at('a.iso')), mount(at('a.iso'))].map(({ stdout }) => stdout.trim());
  const busy = run(
    'sh',
    [
      '-c',
      'cd "$1" && sleep 60 & p=$!; "$2" "$3" unmount "$1"; c=$?; kill $p; exit $c',
      'sh',
      one ?? '',
      process.execPath,
      join(process.cwd(), 'dist/main.js'),
    ],
    { env },
  );
  expect([busy.status, busy.stderr]).toEqual([4, expect.stringMatching(/In use by (sh|sleep) \(pid \d+\)/)]);
  must('umount', two ?? '');
  expect(JSON.parse(mount('--json').stdout).mounts).toMatchObject([{ mountPoint: one }]);
  expect(unmount(at('a.iso')).status).toBe(0);
  expect([one, two].map((path) => existsSync(path ?? ''))).toEqual([false, false]);
});

rooted('killed in the middle: the next command takes away what it left', async () => {
  must('qemu-img', 'convert', '-O', 'qcow2', at('a.iso'), at('killed.qcow2'));
  const state = at('state/isowright/mounts');
  for (const ends of ['.json.part', '.json', '.pid']) {
    const { child, ended } = startIsowright(['mount', at('killed.qcow2')], env);
    while (child.exitCode === null && !readdirSync(state).some((name) => name.endsWith(ends)))
      await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await ended;
    mount();
    unmount(at('killed.qcow2'));
    expect(left()).toEqual([]);
  }
});

testWith(
  'root',
  'tool:fuseiso',
  'tool:nbdfuse',
  'tool:fuse2fs',
  'tool:unshare',
  'tool:runuser',
)('a plain user needs no root where FUSE is open to them', () => {
  must('qemu-img', 'convert', '-O', 'qcow2', at('a.iso'), at('u.qcow2'));
  const own = at('own');
  mkdirSync(own, { recursive: true });
  chmodSync(room, 0o755);
  for (const name of ['a.iso', 'u.qcow2']) copyFileSync(at(name), join(own, name));
  must('chown', '-R', 'nobody', own);
  // As udev makes it where it runs: for all. In a space of its own, so that this machine's stays.
  const script = `mount --make-rprivate / && mknod "$1/fuse" c 10 229 && chmod 666 "$1/fuse" &&
      mount --bind "$1/fuse" /dev/fuse && cd "$1/own" && exec env -u XDG_RUNTIME_DIR HOME="$1/own" XDG_STATE_HOME="$1/own/state" \\
      runuser -u nobody -- sh -c 'for i in a.iso u.qcow2; do
        at=$("$0" "$1" mount $i) && diff -r --no-dereference "$2/tree" "$at" && "$0" "$1" unmount "$at" && ! test -e "$at" || exit 1
      done; ! grep -F "$2" /proc/self/mounts' "$2" "$3" "$1"`;
  const program = join(process.cwd(), 'dist/main.js');
  const ran = run('unshare', ['-m', 'sh', '-c', script, 'sh', room, process.execPath, program]);
  expect([ran.status, ran.stderr]).toEqual([0, expect.stringContaining('mounted read-only')]);
  rmSync(join(room, 'fuse'));
});
