import { describe, expect, test } from 'vitest';
import { deviceNumberText } from '../../src/engine/contract/ports/device-number.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { parseExport } from '../../src/hw/linux/blkid.ts';
import { gatherLinux } from '../../src/hw/linux/gather.ts';
import { deviceState, isGone } from '../../src/hw/linux/live-device.ts';
import { lsblkColumns, parseLsblk } from '../../src/hw/linux/lsblk.ts';
import { parseMountinfo } from '../../src/hw/linux/mounts.ts';
import { linuxSignature } from '../../src/hw/linux/signature.ts';
import { fakeTree, STICK_SYS_PATH, STICK_TREE } from './fake-tree.ts';

describe('gathering from a tree', () => {
  test('everything about a stick is found', async () => {
    using tree = fakeTree(STICK_TREE);
    const facts = await gatherLinux({ root: tree.root });
    expect(facts.blocks).toEqual([
      {
        name: 'sda',
        deviceNumber: '8:0',
        sizeBytes: 1048576,
        sysPath: STICK_SYS_PATH,
        readOnly: false,
        removable: true,
        hidden: false,
        diskSequence: 12,
        logicalBlockBytes: 512,
        holders: [],
        slaves: [],
        device: { vendor: 'SanDisk', model: 'Ultra' },
        usb: { idVendor: '0781', product: 'Ultra', serial: '4C53' },
        udev: { ID_SERIAL_SHORT: '4C53' },
        ids: ['/dev/disk/by-id/usb-SanDisk_Ultra_4C53-0:0'],
      },
      expect.objectContaining({
        name: 'sda1',
        partition: { number: 1, disk: 'sda', startBytes: 4096 },
        holders: ['dm-0'],
        ids: ['/dev/disk/by-id/usb-SanDisk_Ultra_4C53-0:0-part1'],
      }),
    ]);
    expect(facts.mounts).toMatchObject([{ deviceNumber: '8:1', at: '/mnt/my keys', fsType: 'vfat' }]);
    expect(facts.swaps).toEqual([{ path: '/swap file', type: 'file' }]);
    expect(facts.openFileSystems).toEqual([
      { fsType: 'ext4', block: 'sda1' },
      { fsType: 'btrfs', block: 'sdc', group: 'u-1' },
    ]);
  });

  test('what was gathered can be judged', async () => {
    using tree = fakeTree(STICK_TREE);
    const [drive] = judge(await gatherLinux({ root: tree.root }));
    expect(drive?.parts).toMatchObject([{ label: 'MY KäYS', fsType: 'vfat', mounts: ['/mnt/my keys'] }]);
    expect(drive?.refusals.map(({ code }) => code)).toEqual(['mounted', 'held']);
  });

  test('an empty machine is no error', async () => {
    using tree = fakeTree({});
    expect(await gatherLinux({ root: tree.root })).toMatchObject({ blocks: [], mounts: [], swaps: [] });
  });

  test('a device that goes away meanwhile is left out', async () => {
    using tree = fakeTree({ ...STICK_TREE, 'sys/class/block/sdz': '-> ../../nowhere' });
    const facts = await gatherLinux({ root: tree.root });
    expect(facts.blocks.map(({ name }) => name)).toEqual(['sda', 'sda1']);
  });
});

describe('the signature', () => {
  test.each([
    ['a mount', { 'proc/self/mountinfo': '' }],
    ['swap', { 'proc/swaps': '' }],
    ['another medium', { [`${STICK_SYS_PATH}/diskseq`]: '13\n' }],
    ['another size', { [`${STICK_SYS_PATH}/size`]: '0\n' }],
    ['write protection', { [`${STICK_SYS_PATH}/ro`]: '1\n' }],
    ['a new partition', { 'sys/class/block/sda2': '-> ../../nowhere' }],
    ['what udev learned', { 'run/udev/data/b8:2': 'E:ID_FS_TYPE=ext4\n' }],
  ])('changes with %s', async (_, change) => {
    using tree = fakeTree(STICK_TREE);
    const before = await linuxSignature(tree.root);
    expect(await linuxSignature(tree.root)).toBe(before);
    tree.put(change);
    expect(await linuxSignature(tree.root)).not.toBe(before);
  });
});

describe('a device that is open', () => {
  const files = { 'sys/dev/block/8:0/size': '2048\n', 'sys/dev/block/8:0/diskseq': '12\n' };

  test.each([
    ['its size is 0', { 'sys/dev/block/8:0/size': '0\n' }],
    ['its number is another medium now', { 'sys/dev/block/8:0/diskseq': '13\n' }],
    ['the kernel took it offline', { 'sys/dev/block/8:0/device/state': 'offline\n' }],
  ])('is gone when %s', (_, change) => {
    using tree = fakeTree(files);
    const before = deviceState('8:0', tree.root)!;
    expect(isGone(before, deviceState('8:0', tree.root))).toBe(false);
    tree.put(change);
    expect(isGone(before, deviceState('8:0', tree.root))).toBe(true);
    expect(isGone(before, deviceState('8:16', tree.root))).toBe(true);
  });
});

describe('what programs and the kernel write', () => {
  test('mountinfo with any number of optional fields, and lines that are none', () => {
    const text =
      '1 0 8:1 / / rw - ext4 /dev/root rw\n2 1 0:5 /a /b rw shared:1 master:2 - tmpfs none rw\nnonsense\n\n';
    expect(parseMountinfo(text).map(({ at, fsType }) => [at, fsType])).toEqual([
      ['/', 'ext4'],
      ['/b', 'tmpfs'],
    ]);
  });

  test('lsblk is asked only for columns its version knows', () => {
    expect(lsblkColumns(2.27)).not.toContain('FSUSED');
    expect(lsblkColumns(2.33)).toContain('FSUSED');
    expect(lsblkColumns(2.33)).not.toContain('MOUNTPOINTS');
    expect(lsblkColumns(2.41)).toContain('MOUNTPOINTS');
  });

  test('lsblk rows are flat, and no JSON is no row', () => {
    const nested = { blockdevices: [{ name: 'sda', children: [{ name: 'sda1' }] }] };
    expect(parseLsblk(JSON.stringify(nested))).toEqual([{ name: 'sda' }, { name: 'sda1' }]);
    expect(parseLsblk('lsblk: unknown column: X')).toEqual([]);
    expect(parseLsblk('{}')).toEqual([]);
  });

  test('blkid', () => {
    expect(parseExport('DEVNAME=/dev/sda1\nLABEL=MY\\ KEYS\nTYPE=vfat\n')).toEqual({
      LABEL: 'MY KEYS',
      TYPE: 'vfat',
    });
  });

  test.each([
    [0x0801, '8:1'],
    [0xfe00, '254:0'],
    [2 ** 20 + 0x0810, '8:272'],
  ])('device number %d', (packed, text) => {
    expect(deviceNumberText(packed)).toBe(text);
  });
});
