import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { isowright } from '../fakes/cli.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';

// A live system on a stick keeps what is changed. The system is a small one: the rigs' kernel, and a first program that looks
// for the kernel's word, the label and persistence.conf as live-boot(7) tells, and counts its starts.

const SIZES = [160_003_072, 203_001_344] as const;
const room = mkdtempSync(join(tmpdir(), 'isowright-persistence-'));
const tree = join(room, 'tree');
afterAll(() => rmSync(room, { recursive: true, force: true }));

const INIT = `#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t devtmpfs d /dev
exec >/dev/ttyS0 2>&1
for module in /modules/*; do insmod "$module"; done
while [ ! -e /dev/vda2 ]; do usleep 100000; done
case " $(cat /proc/cmdline) " in *" persistence "*) ;; *) echo "nobody asked"; poweroff -f ;; esac
mount -t ext4 "$(findfs LABEL=persistence)" /mnt && grep -qx '/ union' /mnt/persistence.conf || { echo "nowhere"; poweroff -f; }
mkdir -p /mnt/rw; echo started >>/mnt/rw/starts; sync
echo "started $(wc -l </mnt/rw/starts) times"
umount /mnt; poweroff -f
`;
const MODULES = ['virtio_pci', 'virtio_blk', 'ext4', 'crc32c_generic'];

function initrd(paths: Map<string, string>): Buffer {
  const root = join(room, 'root');
  for (const name of ['bin', 'dev', 'proc', 'mnt', 'modules'])
    mkdirSync(join(root, name), { recursive: true });
  copyFileSync(run('sh', ['-c', 'command -v busybox']).stdout.trim(), join(root, 'bin/busybox'));
  const folder = paths.get('modules')!;
  const kernel = folder.slice(0, folder.indexOf('/lib/modules/'));
  const order = MODULES.flatMap((name) => {
    const how = ['-d', kernel, '-S', paths.get('kernel_version')!, '--show-depends', name];
    return run('modprobe', how).stdout.split('\n');
  });
  const files = new Set(
    order.filter((line) => line.startsWith('insmod ')).map((line) => line.split(' ')[1]!),
  );
  for (const [i, file] of [...files].entries())
    copyFileSync(file, join(root, 'modules', String(i).padStart(2, '0')));
  writeFileSync(join(root, 'init'), INIT, { mode: 0o755 });
  const { status } = run('sh', ['-c', `find . | cpio -o -H newc --quiet | gzip -1 >'${room}/initrd'`], {
    cwd: root,
  });
  expect(status).toBe(0);
  return readFileSync(join(room, 'initrd'));
}

beforeAll(() => {
  const lines = rig('setup.sh', 'paths').trim().split('\n');
  const paths = new Map(lines.map((line) => line.split('=') as [string, string]));
  putFile(tree, 'live/filesystem.squashfs', 'not looked into');
  putFile(tree, 'live/initrd.img', initrd(paths));
  copyFileSync(paths.get('kernel')!, join(tree, 'live/vmlinuz'));
  const entry = 'linux /live/vmlinuz boot=live components console=ttyS0\ninitrd /live/initrd.img\n';
  putFile(tree, 'boot/grub/grub.cfg', `set timeout=0\nmenuentry live {\n${entry}}\n`);
  const sums = run('md5sum', ['boot/grub/grub.cfg', 'live/vmlinuz'], { cwd: tree }).stdout;
  putFile(tree, 'md5sum.txt', sums);
});

function stick(name: string, sizes: readonly number[], ...more: string[]) {
  const paths = sizes.map((size, i) => {
    const path = join(room, `${name}${i}.img`);
    writeFileSync(path, '');
    truncateSync(path, size);
    return path;
  });
  const expected = sizes.flatMap((size) => ['--expect-size', String(size)]);
  const how = ['--file-target', '--files', '--yes', ...expected, ...more, '--json'];
  return { paths, ...isowright(['write', tree, ...paths, ...how]) };
}

/** What the system says when it is started from the stick, which is written to. */
function started(path: string): string {
  const drive = `file=${path},format=raw,if=virtio`;
  const machine = ['-accel', 'tcg', '-m', '512', '-display', 'none', '-no-reboot', '-serial', 'stdio'];
  return run('qemu-system-x86_64', [...machine, '-drive', drive], { timeoutMs: 120_000 }).stdout;
}

interface Part {
  readonly start: number;
  readonly size: number;
  readonly type: string;
}

function partsOf(path: string): Part[] {
  return JSON.parse(run('sfdisk', ['--json', path]).stdout).partitiontable.partitions;
}

function partition(path: string, { start, size }: Part): string {
  const part = `${path}.part`;
  run('dd', [`if=${path}`, `of=${part}`, 'bs=512', `skip=${start}`, `count=${size}`, 'status=none']);
  return part;
}

testWith(
  'rigs',
  'tool:qemu-system-x86_64',
  'tool:grub-mkimage',
  'tool:busybox',
  'tool:e2fsck',
)('a file survives a restart, and what the system wrote is sound', () => {
  const { paths, status } = stick('restart', [SIZES[0]], '--persistence', '32M');
  expect(status).toBe(0);
  const [path = ''] = paths;
  expect(started(path)).toContain('started 1 times');
  expect(started(path)).toContain('started 2 times');
  const second = partsOf(path)[1]!;
  expect(run('e2fsck', ['-fn', partition(path, second)]).status).toBe(0);
});

testWith('rigs', 'tool:e2fsck', 'tool:fsck.fat', 'tool:sfdisk', 'tool:mcopy').each([
  ['mbr', 'rest'],
  ['gpt', '20M'],
] as const)('drives of different size from one job, compared together and alone: %s, %s', (table, size) => {
  const how = ['--table', table, '--persistence', size];
  const { paths, status, done } = stick(table, SIZES, ...how);
  expect([status, done?.report.failure]).toEqual([0, undefined]);
  const seconds = paths.map((path) => {
    const [first, second] = partsOf(path);
    expect(run('fsck.fat', ['-n', partition(path, first!)]).status).toBe(0);
    const out = join(room, 'out');
    mkdirSync(out);
    run('mcopy', ['-s', '-n', '-i', `${path}.part`, '::', out]);
    expect(run('md5sum', ['-c', 'md5sum.txt'], { cwd: out })).toMatchObject({ status: 0 });
    rmSync(out, { recursive: true });
    expect(run('e2fsck', ['-fn', partition(path, second!)]).status).toBe(0);
    expect(isowright(['verify', tree, path, '--file-target', '--files', ...how, '--json']).status).toBe(0);
    return second!.size;
  });
  expect(new Set(seconds).size).toBe(1);
  const [path = ''] = paths;
  const bytes = readFileSync(path);
  const at = partsOf(path)[1]!.start * 512 + 1024 + 60;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const { events, status: found } = isowright([
    'verify',
    tree,
    path,
    '--file-target',
    '--files',
    ...how,
    '--json',
  ]);
  expect([found, events.find(({ event }) => event === 'bad')]).toMatchObject([6, { file: 'persistence' }]);
});

testWith('rigs')('what keeps nothing, too much and too little are refused before the first byte', () => {
  const reasonOf = (size: string, from = tree) => {
    const path = join(room, 'refused.img');
    writeFileSync(path, '');
    truncateSync(path, SIZES[0]);
    const how = [
      '--file-target',
      '--files',
      '--yes',
      '--expect-size',
      String(SIZES[0]),
      '--persistence',
      size,
    ];
    const { done, status } = isowright(['write', from, path, ...how, '--json']);
    expect(
      readFileSync(path)
        .subarray(0, 4 << 20)
        .every((byte) => byte === 0),
    ).toBe(true);
    return { status, failure: done?.report.failure };
  };
  expect(reasonOf('1M').failure?.facts).toMatchObject({ because: { reason: 'persistence-size' } });
  expect(reasonOf('500M').failure).toMatchObject({ code: 'target-too-small' });
  const plain = join(room, 'plain');
  putFile(plain, 'boot/grub/grub.cfg', 'linux /vmlinuz root=/dev/sda1\n');
  expect(reasonOf('32M', plain).failure?.facts).toMatchObject({ because: { reason: 'persistence-unfit' } });
});
