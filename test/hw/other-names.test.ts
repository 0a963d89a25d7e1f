import { describe, expect, test } from 'vitest';
import { otherDevices } from '../../src/hw/drive/claims.ts';
import type { BlockFacts, MachineFacts } from '../../src/hw/facts.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { fileRefusal } from '../../src/hw/judge/file-refusal.ts';
import { parseLosetup } from '../../src/hw/linux/losetup.ts';
import { block } from './machines.ts';

// One content under several names: the machine is told by devices and inodes, not by what a name says.

const MIB = 1 << 20;
const FILE = 'file 8:2 77';

function loop(number: number, more: Partial<NonNullable<BlockFacts['loop']>>): BlockFacts {
  return block({
    name: `loop${number}`,
    deviceNumber: `7:${number}`,
    sizeBytes: 64 * MIB,
    loop: { backingFile: `/gone/${number} (deleted)`, partitionScan: false, ...more },
  });
}

const sda = block({
  name: 'sda',
  deviceNumber: '8:0',
  sizeBytes: 900 * MIB,
  udev: { ID_SERIAL_SHORT: 'PRECIOUS' },
});
const sda2 = block({
  name: 'sda2',
  deviceNumber: '8:2',
  sizeBytes: 800 * MIB,
  partition: { number: 2, disk: 'sda', startBytes: MIB },
});
const sdb = block({
  name: 'sdb',
  deviceNumber: '8:16',
  sizeBytes: 64 * MIB,
  udev: { ID_SERIAL_SHORT: 'PRECIOUS2' },
});

function machineWith(blocks: readonly BlockFacts[], more: Partial<MachineFacts> = {}): MachineFacts {
  const root = {
    deviceNumber: '8:2',
    root: '/',
    at: '/',
    fsType: 'ext4',
    source: '/dev/sda2',
    options: 'rw',
  };
  return {
    platform: 'linux',
    blocks: [sda, sda2, sdb, ...blocks],
    swaps: [],
    openFileSystems: [],
    lsblk: [],
    hints: { disks: [] },
    ...more,
    mounts: [root, ...(more.mounts ?? [])],
  };
}

const mountOf = (deviceNumber: string, at = '/mnt') => ({
  deviceNumber,
  root: '/',
  at,
  fsType: 'ext4',
  source: '',
  options: 'rw',
});

const codes = (facts: MachineFacts, name: string): string[] =>
  judge(facts)
    .find((drive) => drive.name === name)
    ?.refusals.map(({ code }) => code) ?? ['none'];

describe('loop devices', () => {
  test('over one file are one content, whatever the kernel still knows of its name', () => {
    const facts = machineWith(
      [loop(0, { file: FILE }), loop(1, { file: FILE }), loop(2, { file: 'file 8:2 78' })],
      {
        mounts: [mountOf('7:0')],
      },
    );
    expect(codes(facts, 'loop0')).toEqual(['mounted']);
    expect(codes(facts, 'loop1')).toEqual(['held']);
    expect(codes(facts, 'loop2')).toEqual([]);
  });

  test('over a file of the system’s own drive are no system drive; the drive below it is', () => {
    const facts = machineWith([loop(0, { file: FILE })]);
    expect(codes(facts, 'loop0')).toEqual([]);
    expect(codes(facts, 'sda')).toEqual(['system-drive']);
  });

  test('over a device share its refusals, its use and its protection', () => {
    const over = (number: number, of: string) => loop(number, { block: of, backingFile: '/dev/whatever' });
    const facts = machineWith([over(0, '8:16'), over(1, '8:2'), over(2, '8:0')], {
      mounts: [mountOf('7:0')],
      neverTouch: ['PRECIOUS2'],
    });
    expect(codes(facts, 'sdb')).toEqual(['never-touch', 'mounted']);
    expect(codes(facts, 'loop0')).toEqual(['never-touch', 'mounted']);
    expect(codes(facts, 'loop1')).toEqual(['system-drive']);
    expect(codes(facts, 'loop2')).toEqual(['system-drive']);
  });

  test('over loop devices, and under device-mapper, are followed to the end', () => {
    const dm = block({ name: 'dm-0', deviceNumber: '253:0', slaves: ['loop1'], sizeBytes: 64 * MIB });
    const facts = machineWith([
      loop(0, { file: FILE }),
      { ...loop(1, { block: '7:0', backingFile: '/dev/loop0' }), holders: ['dm-0'] },
      dm,
      loop(2, { file: FILE }),
    ]);
    expect(codes(facts, 'loop2')).toEqual(['held']);
    expect(codes(facts, 'loop0')).toEqual(['held']);
  });

  test('to be written are the only users: all others of the same content are claimed first', () => {
    const facts = machineWith([
      loop(0, { file: FILE }),
      loop(1, { file: FILE }),
      loop(2, { file: 'file 8:2 78' }),
      loop(3, { block: '8:16' }),
    ]);
    const names = (name: string): string[] =>
      otherDevices(facts, facts.blocks.find((one) => one.name === name)!).map((one) => one.name);
    expect(names('loop0')).toEqual(['loop1']);
    expect(names('sdb')).toEqual(['loop3']);
    expect(names('loop3')).toEqual(['sdb']);
    expect(names('loop2')).toEqual([]);
  });
});

describe('a file as a target', () => {
  const file = { key: FILE, sizeBytes: 64 * MIB };

  test('is refused when it is mounted, swapped to, or stood for', () => {
    expect(fileRefusal(machineWith([]), file)).toBeUndefined();
    const attached = machineWith([loop(0, { file: FILE })]);
    expect(fileRefusal(attached, file)).toMatchObject({ code: 'held' });
    expect(
      fileRefusal(machineWith([loop(0, { file: FILE })], { mounts: [mountOf('7:0')] }), file),
    ).toMatchObject({
      code: 'mounted',
      facts: { reason: 'mounted', at: '/mnt' },
    });
    const swaps = [{ path: '/swap', type: 'file', file: FILE }];
    expect(fileRefusal(machineWith([], { swaps }), file)).toMatchObject({ code: 'swap' });
    const direct = { ...mountOf('0:50', '/img'), file: FILE };
    expect(fileRefusal(machineWith([], { mounts: [direct] }), file)).toMatchObject({ code: 'mounted' });
    expect(
      fileRefusal(machineWith([loop(0, { file: FILE })], { mounts: [mountOf('7:0', '/')] }), file),
    ).toMatchObject({
      code: 'system-drive',
    });
  });

  test('is refused when nobody can say what a loop device of its length stands for', () => {
    expect(fileRefusal(machineWith([loop(0, {})]), file)).toMatchObject({ code: 'held' });
    expect(fileRefusal(machineWith([loop(0, {})]), { ...file, sizeBytes: MIB })).toBeUndefined();
    // What lies in a folder of somebody else is not the file that this user writes to.
    expect(fileRefusal(machineWith([loop(0, { outOfReach: true })]), file)).toBeUndefined();
    expect(fileRefusal(machineWith([loop(0, { differsFrom: FILE })]), file)).toBeUndefined();
    expect(fileRefusal(machineWith([loop(0, { differsFrom: 'file 8:2 78' })]), file)).toMatchObject({
      code: 'held',
    });
  });
});

test('what losetup says is read in all its forms, and what it may not say is nothing', () => {
  const rows = [
    { name: '/dev/loop0', 'back-ino': 77, 'back-maj:min': '  8:2  ' },
    { name: '/dev/loop1', 'back-ino': '78', 'back-maj:min': '259:7' },
    { name: '/dev/loop2', 'back-ino': null, 'back-maj:min': null },
  ];
  expect([...parseLosetup(JSON.stringify({ loopdevices: rows }))]).toEqual([
    ['loop0', 'file 8:2 77'],
    ['loop1', 'file 259:7 78'],
  ]);
  for (const text of ['', '{}', 'losetup: no']) expect(parseLosetup(text).size).toBe(0);
});
