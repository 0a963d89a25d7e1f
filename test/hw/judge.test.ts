import { describe, expect, test } from 'vitest';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import type { Need } from '../../src/hw/judge/refusals.ts';
import { refusalText } from '../../src/words/refusals.ts';
import { cpuTimeOf } from '../fakes/cpu-time.ts';
import { block, machine, machineNames, summary } from './machines.ts';

/** What each machine's drives are, and why not to write to them. `!` refusals, `?` warnings, the gravest first. */
const EXPECTED: Record<string, string[]> = {
  'build-vm': [
    'loop0 loop loop 4.0 GiB',
    'vda disk virtio 256 GiB ! system-drive ? larger-than-128-gb not-removable no-serial not-empty',
  ],
  'build-vm-loops': [
    'loop0 loop loop 4.0 GiB',
    'loop1 loop loop 64.0 MiB ! mounted ? not-empty',
    'loop2 loop loop 64.0 MiB ! read-only',
    'vda disk virtio 256 GiB ! system-drive mounted ? larger-than-128-gb not-removable no-serial not-empty',
  ],
  desk: [
    'loop6 loop loop 1.0 GiB',
    'mmcblk0 disk mmc 58.2 GiB ! system-drive ? not-removable not-empty',
    'mmcblk1 disk mmc removable 29.7 GiB ? not-empty',
    'sda disk sata 5.5 TiB ? larger-than-128-gb not-removable',
    'sdb disk usb removable 0 B ! no-medium',
    'sdc disk usb removable 466 GiB ? larger-than-128-gb',
    'sdd disk usb removable 239 GiB ? larger-than-128-gb',
    'sde disk usb removable 7.5 GiB ? no-serial',
    'sdf disk usb removable 28.9 GiB ! read-only',
    'sr0 optical sata removable 1.0 GiB ! no-medium optical',
  ],
  'lab-guest': [
    'nvme0n1 disk nvme 64.0 MiB ? not-removable',
    'sda disk sata 64.0 MiB ! swap ? not-removable not-empty',
    'sdb disk usb removable 96.0 MiB ! mounted ? not-empty',
    'sdc disk scsi 32.0 MiB ? not-removable',
    'sr0 optical sata removable 4.8 MiB ! optical ? not-empty',
    'vda disk virtio 228 MiB ! system-drive read-only ? not-removable no-serial not-empty',
  ],
  laptop: [
    'loop0 loop loop 66.0 MiB ! mounted read-only ? not-empty',
    'nvme0n1 disk nvme 932 GiB ! system-drive boot-drive mounted swap lvm-member luks-member ? larger-than-128-gb not-removable not-empty',
    'sda disk usb removable 28.6 GiB ? not-empty',
  ],
  'live-debian': [
    'loop0 loop loop 2.0 GiB ! system-drive boot-drive read-only ? not-empty',
    'sda disk sata 477 GiB ? larger-than-128-gb not-removable not-empty',
    'sdb disk usb removable 14.5 GiB ! system-drive boot-drive ? not-empty',
    'sdc disk usb removable 57.8 GiB',
  ],
  'live-fedora': [
    'loop0 loop loop 2.0 GiB ! system-drive mounted held read-only ? not-empty',
    'loop1 loop loop 8.0 GiB ! system-drive held read-only ? not-empty',
    'loop2 loop loop 32.0 GiB ! system-drive held',
    'sda disk sata 477 GiB ? larger-than-128-gb not-removable not-empty',
    'sdb disk usb removable 14.5 GiB ! system-drive boot-drive mounted held ? not-empty',
    'sdc disk usb removable 57.8 GiB',
  ],
  'live-toram': [
    'loop0 loop loop 800 MiB ! system-drive boot-drive read-only ? not-empty',
    'sda disk sata 477 GiB ? larger-than-128-gb not-removable not-empty',
    'sdb disk usb removable 14.5 GiB ? not-empty',
  ],
  'live-ubuntu': [
    'loop0 loop loop 2.0 GiB ! system-drive read-only ? not-empty',
    'sda disk sata 477 GiB ? larger-than-128-gb not-removable not-empty',
    'sdb disk usb removable 14.5 GiB ! system-drive boot-drive ? not-empty',
    'sdc disk usb removable 57.8 GiB',
  ],
  server: [
    'sda disk sata 3.6 TiB ! system-drive mounted swap raid-member ? larger-than-128-gb not-removable not-empty',
    'sdb disk sata 3.6 TiB ! system-drive mounted raid-member ? larger-than-128-gb not-removable not-empty',
    'sdc disk sata 3.6 TiB ! mounted zfs-member ? larger-than-128-gb not-removable not-empty',
    'sdd disk sata 3.6 TiB ! mounted zfs-member ? larger-than-128-gb not-removable not-empty',
    'sde disk sata 3.6 TiB ? larger-than-128-gb not-removable not-empty',
    'sdf disk sata 3.6 TiB ! mounted ? larger-than-128-gb not-removable not-empty',
    'sdg disk sata 3.6 TiB ! mounted ? larger-than-128-gb not-removable not-empty',
    'sdh disk sata 3.6 TiB ! mounted held ? larger-than-128-gb not-removable not-empty',
    'sdi disk usb removable 3.6 TiB ! mounted ? larger-than-128-gb not-empty',
    'sdj disk sata 3.6 TiB ! mounted ? larger-than-128-gb not-removable not-empty',
  ],
};

test('every recorded machine is in the table', () => {
  expect(machineNames().sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.keys(EXPECTED))('%s: drives, refusals and warnings', (name) => {
  expect(summary(judge(machine(name)))).toEqual(EXPECTED[name]);
});

function drive(machineName: string, name: string, need: Need = {}): Drive {
  return judge(machine(machineName), need).find((found) => found.name === name)!;
}

function refusal(machineName: string, name: string, code: string, need: Need = {}): string | undefined {
  return drive(machineName, name, need)
    .refusals.filter((found) => found.code === code)
    .map(refusalText)[0];
}

describe('the words name the place', () => {
  test.each([
    ['laptop', 'nvme0n1', 'system-drive', 'this system runs from it: / is on nvme0n1p3'],
    ['laptop', 'nvme0n1', 'boot-drive', 'this system was started from it: /boot is on nvme0n1p2'],
    ['laptop', 'nvme0n1', 'swap', 'swap space in use on nvme0n1p3'],
    ['laptop', 'nvme0n1', 'lvm-member', 'nvme0n1p3 belongs to LVM (vg-root)'],
    ['laptop', 'nvme0n1', 'luks-member', 'nvme0n1p3 is encrypted and open as nvme0n1p3_crypt'],
    ['server', 'sdb', 'raid-member', 'sdb1 belongs to the RAID md0'],
    ['server', 'sdc', 'mounted', 'mounted at /tank/data'],
    ['server', 'sdc', 'zfs-member', 'sdc1 belongs to a ZFS pool'],
    ['server', 'sdg', 'mounted', 'mounted at /srv'],
    ['server', 'sdh', 'held', 'sdh is in use by bcache0'],
    ['server', 'sdi', 'mounted', 'mounted at /mnt/backup, /srv/nfs/backup and 1 more place'],
    ['server', 'sdj', 'mounted', 'ext4 on sdj1 is mounted where it cannot be seen from here'],
    ['live-debian', 'sdb', 'boot-drive', 'this system was started from it: /run/live/medium is on sdb1'],
    ['lab-guest', 'vda', 'system-drive', 'this system runs from it: ext4 on vda is in use below /'],
    ['desk', 'sdf', 'read-only', 'sdf is read-only (write-protected)'],
    ['desk', 'sdb', 'no-medium', 'no medium in it'],
    ['desk', 'sr0', 'no-medium', 'no disc in it'],
  ])('%s %s %s', (machineName, name, code, text) => {
    expect(refusal(machineName, name, code)).toBe(text);
  });
});

describe('what the job needs', () => {
  test('a drive that is too small says both sizes', () => {
    const text = refusal('laptop', 'sda', 'too-small', { sizeBytes: 31.2 * 2 ** 30 });
    expect(text).toBe('too small: 28.6 GiB, 31.2 GiB needed');
  });

  test('a drive that is a little too small says by how much', () => {
    const text = refusal('laptop', 'sda', 'too-small', { sizeBytes: 30752636928 + 512 });
    expect(text).toBe('too small by 512 bytes: 28.6 GiB needed');
  });

  test('a drive of just the size is not too small', () => {
    expect(refusal('laptop', 'sda', 'too-small', { sizeBytes: 30752636928 })).toBeUndefined();
  });

  test.each([
    ['through LVM and LUKS', 'laptop', 'nvme0n1', '/home/eve/a.iso', undefined, 'nvme0n1p3'],
    ['by the device number of its file system', 'server', 'sdi', '/anywhere', '8:129', 'sdi1'],
    ['through btrfs, whose numbers are made up', 'server', 'sdg', '/srv/a.iso', '0:60', 'sdg'],
    ['through RAID', 'server', 'sdb', '/root/a.iso', '9:0', 'sdb1'],
    ['through the loop device of a snap', 'laptop', 'nvme0n1', '/snap/core20/2105/a', '7:0', 'nvme0n1p3'],
    ['on a live medium', 'live-debian', 'sdb', '/run/live/medium/a.iso', '8:17', 'sdb1'],
    ['as a partition', 'laptop', 'sda', '/dev/sda1', '8:1', 'sda1'],
    ['as the drive itself', 'laptop', 'sda', '/dev/sda', '8:0', 'sda'],
  ])('the source is found %s', (_, machineName, name, path, deviceNumber, place) => {
    const source = { path, realPath: path, ...(deviceNumber ? { deviceNumber } : {}) };
    const text = refusal(machineName, name, 'source-on-it', { source });
    expect(text).toBe(`the source is on it: ${path} is on ${place}`);
  });

  test('a loop device on the source file would overwrite it', () => {
    const source = { path: 'disk.img', realPath: '/home/eve/disk.img' };
    expect(refusal('desk', 'loop6', 'source-on-it', { source })).toBe(
      'it is the source: loop6 stands for disk.img',
    );
  });

  test('a source in memory is on no drive', () => {
    const source = { path: '/run/a.iso', realPath: '/run/a.iso', deviceNumber: '0:25' };
    const all = judge(machine('laptop'), { source }).flatMap((found) => found.refusals);
    expect(all.filter((found) => found.code === 'source-on-it')).toEqual([]);
  });
});

describe('what a drive is', () => {
  test('parts carry labels, contents and every place they are mounted at', () => {
    expect(drive('lab-guest', 'sdb').parts).toEqual([
      {
        path: '/dev/sdb1',
        label: 'KEYS',
        fsType: 'vfat',
        sizeBytes: 33554432,
        usedBytes: 0,
        mounts: ['/mnt/keys'],
      },
      { path: '/dev/sdb2', label: 'MY DATA', fsType: 'ext4', sizeBytes: 33554432, mounts: [] },
    ]);
    expect(drive('laptop', 'nvme0n1').parts[2]?.mounts).toEqual(['/', '/snap/core20/2105']);
  });

  test('a loop device whose file is gone does not say that it is the root folder', () => {
    const facts = machine('build-vm-loops');
    const named = (backingFile: string): string | undefined => {
      const blocks = facts.blocks.map((one) =>
        one.name === 'loop0' ? { ...one, loop: { backingFile, partitionScan: false } } : one,
      );
      return judge({ ...facts, blocks }).find(({ name }) => name === 'loop0')?.model;
    };
    expect(named('/')).toBe('(deleted)');
    expect(named('/tmp/disk.img (deleted)')).toBe('/tmp/disk.img (deleted)');
    expect(named('/tmp/disk.img')).toBe('/tmp/disk.img');
  });

  test('a hybrid image is shown whole and in partitions, its mounts once', () => {
    const parts = drive('live-ubuntu', 'sdb').parts;
    expect(parts.map(({ path, mounts }) => [path, mounts])).toEqual([
      ['/dev/sdb', []],
      ['/dev/sdb1', ['/cdrom']],
      ['/dev/sdb2', []],
    ]);
  });

  test('identity: serial, by-id, number and sequence', () => {
    expect(drive('lab-guest', 'nvme0n1')).toMatchObject({
      serial: 'NVME01',
      sectorBytes: 4096,
      deviceNumber: '259:0',
      diskSequence: 4,
      model: 'QEMU NVMe Ctrl',
      ids: expect.arrayContaining(['/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_NVME01']),
    });
    expect(drive('desk', 'sda').sectorBytes).toBe(4096);
    expect(drive('laptop', 'sda')).toMatchObject({ vendor: 'SanDisk', model: 'Ultra' });
  });

  test('a loop device is known by its file, an idle one is no drive', () => {
    expect(drive('desk', 'loop6').model).toBe('/home/eve/disk.img');
    expect(drive('desk', 'loop5')).toBeUndefined();
  });

  test('names are in the order a person counts', () => {
    const facts = machine('desk');
    const blocks = ['sdaa', 'sdb', 'sda', 'nvme10n1', 'nvme2n1'].map((name) => block({ name, sizeBytes: 1 }));
    const names = judge({ ...facts, blocks }).map((found) => found.name);
    expect(names).toEqual(['nvme2n1', 'nvme10n1', 'sda', 'sdb', 'sdaa']);
  });
});

test('overlays that stand on each other in rings come to an end', async () => {
  const facts = machine('server');
  const overlay = facts.mounts.find((mount) => mount.fsType === 'overlay')!;
  const rings = Array.from({ length: 300 }, (_, index) => ({
    ...overlay,
    at: `/o/${index}`,
    options: `lowerdir=/o/${(index + 1) % 300}:/o/${index}:/o/${(index * 7) % 300}`,
  }));
  const { cpuMs } = await cpuTimeOf(() => judge({ ...facts, mounts: [...facts.mounts, ...rings] }));
  expect(cpuMs).toBeLessThan(5000);
});
